// Tiles of the base map, packed: one pack for the small zooms, and one for each part of the world of the
// last. A pack is the length of its index (four bytes, the least first), the index as JSON
// {"z/x/y": [offset, length]} and the tiles, one after the other, as Mapbox Vector Tiles.

import { GeoJSONVT } from "@maplibre/geojson-vt";
import { fromGeojsonVt } from "@maplibre/vt-pbf";

const EXTENT = 8192;
/** The zoom of the tiles that have a pack each for what lies below them. */
const PACKED_BY = 2;

/** Packs by name, of levels {zooms: [first, last], layers: {name: features}}. */
export function packs(levels) {
  const result = new Map();
  for (const { zooms: [first, last], layers } of levels) {
    const indexes = Object.entries(layers).map(([name, features]) => [name, index(features, last)]);
    for (let z = first; z <= last; z += 1) {
      for (let x = 0; x < 2 ** z; x += 1) {
        for (let y = 0; y < 2 ** z; y += 1) {
          const bytes = tile(indexes, z, x, y);
          if (!bytes) continue;
          const name = packOf(z, x, y);
          if (!result.has(name)) result.set(name, []);
          result.get(name).push([`${z}/${x}/${y}`, bytes]);
        }
      }
    }
  }
  return Object.fromEntries([...result].sort().map(([name, tiles]) => [name, packed(tiles)]));
}

/** Zooms below five are in one pack. The page has the same rule: app/map/tiles.js. */
function packOf(z, x, y) {
  if (z < 5) return "world.tiles";
  const shift = z - PACKED_BY;
  return `${PACKED_BY}-${x >> shift}-${y >> shift}.tiles`;
}

function index(features, maxZoom) {
  const options = { maxZoom, indexMaxZoom: maxZoom, indexMaxPoints: 0, extent: EXTENT, tolerance: 2, buffer: 96 };
  return new GeoJSONVT({ type: "FeatureCollection", features }, options);
}

function tile(indexes, z, x, y) {
  const layers = {};
  for (const [name, index] of indexes) {
    const found = index.getTile(z, x, y);
    if (found?.features.length) layers[name] = found;
  }
  if (Object.keys(layers).length === 0) return null;
  return Buffer.from(fromGeojsonVt(layers, { version: 2, extent: EXTENT }));
}

function packed(tiles) {
  const places = {};
  let offset = 0;
  for (const [name, bytes] of tiles) {
    places[name] = [offset, bytes.length];
    offset += bytes.length;
  }
  const head = Buffer.from(JSON.stringify(places));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(head.length);
  return Buffer.concat([length, head, ...tiles.map(([, bytes]) => bytes)]);
}
