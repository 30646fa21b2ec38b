// The shapes of what the server answers, for `tsc`; at run time this module is empty.

/** Least and most; open above when the second is null. @typedef {[number, number | null]} Range */
/** First and last possible day. @typedef {{from: string | null, to: string | null}} Span */
/**
 * A place as a text names it, and where it lies if that is known.
 * @typedef {{settlement?: string | null, district?: string | null, country?: string | null,
 *   lat?: number, lon?: number, gazetteer_id?: string, precision?: number,
 *   candidates?: {name: string, lat: number, lon: number, score: number}[]}} Place
 */
/** Words of a document. @typedef {{start: number, end: number, text: string}} Evidence */
/** A row of a list: what a program gets too. @typedef {Record<string, any>} Row */
/** @typedef {{value: string, count: number}} Facet */
/**
 * @typedef {{items: Row[], total: number, left_out?: {undated?: number, unplaced?: number},
 *   ignored?: string[], facets?: Record<string, Facet[]>, version?: string | number}} List
 */
/**
 * One entry of the log.
 * @typedef {{number: number, by: string, at: string, why: string,
 *   action: {decide: string} & Record<string, any>}} Decision
 */
/**
 * @typedef {{accounts: boolean, user: string | null, role: string, actions: string[],
 *   csrf: string | null, boundaries?: boolean}} Session
 */
/** @typedef {{path: string, query: URLSearchParams, hash: string}} Address */
/** What a page gets. @typedef {{id: string, address: Address}} PageProps */

export {};
