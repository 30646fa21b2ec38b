// Asking the server. Every page has a JSON twin at its own address.

import { useEffect, useState } from "./html.js";

/** An answer that says what went wrong (RFC 9457), or that there was none. */
export class Problem extends Error {
  /** @param {{status?: number, title?: string, detail?: string, hint?: string} & Record<string, any>} body */
  constructor(body) {
    super(body.detail ?? body.title ?? "The server did not answer as expected.");
    this.status = body.status ?? 0;
    this.title = body.title ?? "Something went wrong";
    this.hint = body.hint ?? "";
    /** Seconds after which the server wants to be asked again; 0 where it does not say. */
    this.again = 0;
    this.body = body;
  }
}

/** @type {string | null} */
let csrf = null;
/** @param {string | null} token what state-changing requests carry from here on */
export function carry(token) {
  csrf = token;
}

/**
 * The address of a page's data. `f=json` keeps the browser from taking it for the page itself.
 * @param {string} path
 */
export function twin(path) {
  const url = new URL(path, location.origin);
  url.searchParams.set("f", "json");
  return url.pathname + url.search;
}

/**
 * @param {string} path
 * @param {AbortSignal} [signal]
 * @returns {Promise<any>}
 */
export function get(path, signal) {
  return ask(twin(path), { headers: { Accept: "application/json" }, signal });
}

/**
 * @param {"POST" | "DELETE" | "PATCH" | "PUT"} method
 * @param {string} path
 * @param {any} [body] a form, or what is written as JSON
 * @returns {Promise<any>}
 */
export function send(method, path, body) {
  /** @type {Record<string, string>} */
  const headers = { Accept: "application/json" };
  if (csrf) headers["X-Cairn-CSRF"] = csrf;
  const isForm = body instanceof FormData;
  if (body !== undefined && !isForm) headers["Content-Type"] = "application/json";
  return ask(path, { method, headers, body: isForm ? body : JSON.stringify(body) });
}

/**
 * @param {string} path
 * @param {RequestInit} request
 */
async function ask(path, request) {
  let response;
  try {
    response = await fetch(path, { credentials: "same-origin", cache: "no-cache", ...request });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new Problem({
      title: "The server does not answer",
      detail: "The program that serves these pages has stopped, or cannot be reached.",
      hint: "See whether `cairn serve` still runs, then try again.",
    });
  }
  const text = await response.text();
  const body = parsed(text);
  if (response.ok && (body !== undefined || text === "")) return body;
  const known = body && typeof body === "object" ? body : { detail: text.slice(0, 300) };
  const problem = new Problem({ status: response.status, title: response.statusText, ...known });
  if (response.status === 503) problem.again = Number(response.headers.get("retry-after")) || 0;
  throw problem;
}

/** @param {string} text */
function parsed(text) {
  try {
    return text === "" ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * The data at an address, kept on the screen while newer data is under way.
 * @param {string | null} path nothing is asked for while this is null
 * @returns {{data: any, problem: Problem | null, loading: boolean, reload: () => void}}
 */
export function useData(path) {
  const [state, setState] = useState(
    /** @type {{path: string | null, data: any, problem: Problem | null}} */ ({ path: null, data: null, problem: null }),
  );
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (path === null) return undefined;
    const abort = new AbortController();
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let again;
    get(path, abort.signal)
      .then((data) => setState({ path, data, problem: null }))
      .catch((error) => {
        if (abort.signal.aborted) return;
        const problem = error instanceof Problem ? error : new Problem({ detail: String(error) });
        setState({ path, data: null, problem });
        // Not ready yet, says the server: the page shows so, and asks again by itself.
        if (problem.again > 0) again = setTimeout(() => setTurn((before) => before + 1), problem.again * 1000);
      });
    return () => {
      abort.abort();
      clearTimeout(again);
    };
  }, [path, turn]);
  const reload = () => setTurn((before) => before + 1);
  const sameThing = state.path !== null && path !== null && state.path.split("?")[0] === path.split("?")[0];
  return {
    data: sameThing ? state.data : null,
    problem: sameThing ? state.problem : null,
    loading: path !== null && state.path !== path,
    reload,
  };
}
