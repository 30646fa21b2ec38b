// Preact and htm, so that every other module has one place to take them from.

import { Fragment, createContext, h, render } from "../../vendor/preact/preact.mjs";
import {
  useCallback, useContext, useEffect, useLayoutEffect, useMemo, useRef, useState,
} from "../../vendor/preact/hooks.mjs";
import htm from "../../vendor/htm/htm.mjs";

/** Markup as a tagged template. What is put in becomes text, never markup. */
export const html = htm.bind(h);

export {
  Fragment, createContext, h, render,
  useCallback, useContext, useEffect, useLayoutEffect, useMemo, useRef, useState,
};
