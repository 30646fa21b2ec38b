// The field's colours, as crates/store/styles has them for QGIS, so that one register looks alike in both.

/** @typedef {Record<string, string>} Colours */

export const OTHER = "#ffffff";
/** Around points, on a light map and on a dark one. */
export const OUTLINES = { light: "#232323", dark: "#dfe4e8" };

/** Of incidents, by grade. @type {Colours} */
export const GRADES = {
  corroborated: "#005ab5", confirmed: "#00285a", single_source: "#99c3ec", contested: "#e69f00", discounted: "#969696",
};

/** Of finds, by device. @type {Colours} */
export const DEVICES = {
  antipersonnel_mine: "#cc79a7", antivehicle_mine: "#0072b2", mine_unspecified: "#56b4e9", improvised_mine: "#d55e00",
  cluster_submunition: "#f0e442", erw_other: "#009e73", ied_other: "#d55e00", booby_trap: "#e69f00", mixed: "#969696",
};

/** Of hazardous areas, by kind (IMSMA). @type {Colours} */
export const HAZARDS = { cha: "#ff0000", sha: "#f4a718" };
/** Of minefield records, by device. @type {Colours} */
export const RECORDS = { antipersonnel_mine: "#cc79a7", antivehicle_mine: "#0072b2" };
export const OTHER_RECORD = "#7a5195";
/** Of released land, by kind. @type {Colours} */
export const RELEASES = { cancelled: "#56b4e9", reduced: "#009e73", cleared: "#1b7837", bac: "#8c6d31" };
export const OTHER_LAND = "#808080";

/**
 * A colour by a property, for MapLibre. Tiles may hold the code or the words.
 * @param {string} property
 * @param {Colours} colours
 * @param {(code: string) => string} words
 * @param {string} otherwise
 */
export function byProperty(property, colours, words, otherwise) {
  const cases = Object.entries(colours).flatMap(([code, colour]) =>
    [[...new Set([code, words(code)])], colour]);
  return ["match", ["coalesce", ["get", property], ""], ...cases, otherwise];
}
