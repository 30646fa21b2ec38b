// The tiles of the base map, from packs that come with the program: tools/tiles.mjs says how a pack is
// made. One pack holds the small zooms of the whole world; the last zoom has one for each part of it.

/** @typedef {{places: Record<string, [number, number]>, bytes: ArrayBuffer, begin: number}} Pack */

export const LAST_ZOOM = 5;
const PACKED_BY = 2;
const NOTHING = new ArrayBuffer(0);

/** @type {Map<string, Promise<Pack>>} */
const packs = new Map();

/** Lets MapLibre ask for `base://z/x/y`. @param {any} library */
export function serveBase(library) {
  library.addProtocol("base", async (/** @type {{url: string}} */ { url }) => {
    const [z = 0, x = 0, y = 0] = url.slice("base://".length).split("/").map(Number);
    return { data: await tile(z, x, y) };
  });
}

/** @param {number} z @param {number} x @param {number} y */
async function tile(z, x, y) {
  const shift = z - PACKED_BY;
  const name = z < LAST_ZOOM ? "world" : `${PACKED_BY}-${x >> shift}-${y >> shift}`;
  const pack = await packNamed(name);
  const place = pack.places[`${z}/${x}/${y}`];
  if (!place) return NOTHING;
  const [offset, length] = place;
  return pack.bytes.slice(pack.begin + offset, pack.begin + offset + length);
}

/** @param {string} name */
function packNamed(name) {
  let pack = packs.get(name);
  if (!pack) {
    pack = fetched(name);
    packs.set(name, pack);
    // What could not be had is asked for again the next time.
    pack.catch(() => packs.delete(name));
  }
  return pack;
}

/** @param {string} name @returns {Promise<Pack>} */
async function fetched(name) {
  const answer = await fetch(`/base/${name}.tiles`);
  if (!answer.ok) throw new Error(`/base/${name}.tiles: ${answer.status}`);
  const bytes = await answer.arrayBuffer();
  const length = new DataView(bytes).getUint32(0, true);
  const places = JSON.parse(new TextDecoder().decode(new Uint8Array(bytes, 4, length)));
  return { places, bytes, begin: 4 + length };
}
