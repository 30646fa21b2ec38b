// A small piece of the earth on a flat picture: degrees to units, lines of the net, a scale bar.

const METRES_A_DEGREE = 111_195;

/** @typedef {[number, number]} Point degrees east, degrees north */
/**
 * @typedef {{width: number, height: number, x: (lon: number) => number, y: (lat: number) => number,
 *   metres: number}} Plane `metres`: of one unit
 */

/**
 * A picture that holds all points, as wide as is asked for and as high as they need.
 * @param {Point[]} points
 * @param {{width: number, least: number, most: number, margin: number}} size `least` and `most`: of the height
 * @returns {Plane}
 */
export function planeAround(points, { width, least, most, margin }) {
  const [west, east] = ends(points.map(([lon]) => lon));
  const [south, north] = ends(points.map(([, lat]) => lat));
  const squeeze = Math.max(0.05, Math.cos((((south + north) / 2) * Math.PI) / 180));
  const across = Math.max((east - west) * squeeze, 1e-4);
  const up = Math.max(north - south, 1e-4);
  const height = Math.min(most, Math.max(least, ((width - 2 * margin) * up) / across + 2 * margin));
  const unit = Math.min((width - 2 * margin) / across, (height - 2 * margin) / up);
  const [middleX, middleY] = [(west + east) / 2, (south + north) / 2];
  return {
    width, height, metres: METRES_A_DEGREE / unit,
    x: (lon) => width / 2 + (lon - middleX) * squeeze * unit,
    y: (lat) => height / 2 - (lat - middleY) * unit,
  };
}

/** @param {number[]} values @returns {[number, number]} */
function ends(values) {
  return values.reduce(([least, most], value) => [Math.min(least, value), Math.max(most, value)], [Infinity, -Infinity]);
}

/**
 * The largest of 1, 2, 5, 10 … times a power of ten that is not above a number.
 * @param {number} most
 */
export function round(most) {
  const power = 10 ** Math.floor(Math.log10(most));
  const steps = [5, 2, 1].map((step) => step * power);
  return steps.find((step) => step <= most * (1 + 1e-9)) ?? power;
}

/**
 * Round values from one end to the other, about so many.
 * @param {number} from
 * @param {number} to
 * @param {number} about
 */
export function net(from, to, about) {
  const step = round((to - from) / about);
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  const decimals = Math.max(0, -Math.floor(Math.log10(step)));
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => Number(((first + index) * step).toFixed(decimals)));
}

/** The longest round length that is at most so many units. @param {Plane} plane @param {number} most */
export function scaleBar(plane, most) {
  const metres = round(plane.metres * most);
  return { metres, length: metres / plane.metres };
}
