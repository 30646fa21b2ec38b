// Where claims stand in a text: pieces that are highlighted by the same claims.

/** @typedef {{start: number, end: number, start16?: number, end16?: number}} SpanOf */
/**
 * Text between two changes of highlighting: its claims, that with the narrowest span first, and those that
 * begin here.
 * @typedef {{text: string, claims: string[], begins: string[]}} Piece
 */

/**
 * Cuts a text where the highlighting changes.
 * @param {string} text
 * @param {{id: string, spans: SpanOf[]}[]} claims
 * @returns {Piece[]}
 */
export function pieces(text, claims) {
  const needsBytes = claims.some((claim) => claim.spans.some((span) => span.start16 === undefined));
  const units = needsBytes ? bytesToUnits(text) : null;
  /** @param {number | undefined} unit @param {number} byte */
  const at = (unit, byte) => unit ?? units?.[Math.min(byte, units.length - 1)] ?? 0;
  /** @type {{at: number, claim: string, begin: boolean, length: number}[]} */
  const edges = [];
  for (const claim of claims) {
    for (const span of claim.spans) {
      const [start, end] = [at(span.start16, span.start), at(span.end16, span.end)];
      if (end <= start) continue;
      const of = { claim: claim.id, length: end - start };
      edges.push({ ...of, at: start, begin: true }, { ...of, at: end, begin: false });
    }
  }
  edges.sort((a, b) => a.at - b.at);
  /** The lengths of the spans of each claim that are open. @type {Map<string, number[]>} */
  const open = new Map();
  const narrowestFirst = () => [...open].sort(([, a], [, b]) => Math.min(...a) - Math.min(...b)).map(([claim]) => claim);
  const seen = new Set();
  /** @type {Piece[]} */
  const result = [];
  let last = 0;
  /** @type {string[]} */
  let begins = [];
  for (const edge of edges) {
    if (edge.at > last) {
      result.push({ text: text.slice(last, edge.at), claims: narrowestFirst(), begins });
      [last, begins] = [edge.at, []];
    }
    const lengths = open.get(edge.claim) ?? [];
    if (edge.begin) lengths.push(edge.length);
    else lengths.splice(lengths.indexOf(edge.length), 1);
    if (lengths.length > 0) open.set(edge.claim, lengths);
    else open.delete(edge.claim);
    if (edge.begin && !seen.has(edge.claim)) {
      seen.add(edge.claim);
      begins.push(edge.claim);
    }
  }
  if (last < text.length) result.push({ text: text.slice(last), claims: narrowestFirst(), begins });
  return result;
}

/** For each byte of the text in UTF-8, the unit of the string that it belongs to. @param {string} text */
function bytesToUnits(text) {
  /** @type {number[]} */
  const units = [];
  let unit = 0;
  for (const letter of text) {
    const code = letter.codePointAt(0) ?? 0;
    const bytes = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    for (let index = 0; index < bytes; index += 1) units.push(unit);
    unit += letter.length;
  }
  units.push(unit);
  return units;
}
