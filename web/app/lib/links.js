// Addresses of single things.

/** @param {string} id of an incident, a find, a series, a finding: told apart by its first letter */
export function thing(id) {
  const pages = { I: "incidents", F: "finds", T: "tallies", C: "contradictions" };
  const page = pages[/** @type {keyof typeof pages} */ (id.split("-")[0] ?? "")];
  return page ? `/${page}/${encodeURIComponent(id)}` : claim(id);
}

/** @param {string} id the page of one claim */
export function claim(id) {
  return `/claims/${encodeURIComponent(id)}`;
}

/**
 * A document, opened where a claim of it stands.
 * @param {string} id
 * @param {string} [claimId]
 */
export function documentAt(id, claimId) {
  return `/documents/${encodeURIComponent(id)}${claimId ? `#${encodeURIComponent(claimId)}` : ""}`;
}

/**
 * The document that a claim is of, opened at the claim: the id of a claim begins with the digits of
 * its document.
 * @param {string} claimId
 */
export function sentence(claimId) {
  return documentAt(claimId.split(".")[0] ?? claimId, claimId);
}
