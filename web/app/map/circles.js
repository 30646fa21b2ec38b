// Position errors as circles of so many metres on the ground.

const EARTH = 6_371_008.8;
const CORNERS = 48;

/**
 * The points at a distance from one.
 * @param {number} lon
 * @param {number} lat
 * @param {number} metres
 */
export function circle(lon, lat, metres) {
  const angle = metres / EARTH;
  const [sin, cos] = [Math.sin((lat * Math.PI) / 180), Math.cos((lat * Math.PI) / 180)];
  const ring = [];
  for (let corner = 0; corner <= CORNERS; corner += 1) {
    const bearing = (2 * Math.PI * (corner % CORNERS)) / CORNERS;
    const sinTo = sin * Math.cos(angle) + cos * Math.sin(angle) * Math.cos(bearing);
    const across = Math.atan2(Math.sin(bearing) * Math.sin(angle) * cos, Math.cos(angle) - sin * sinTo);
    ring.push([lon + (across * 180) / Math.PI, (Math.asin(sinTo) * 180) / Math.PI]);
  }
  return { type: "Polygon", coordinates: [ring] };
}

/**
 * Circles around features that say how well their position is known, each place and error once.
 * @param {{geometry: any, properties: Record<string, any>}[]} features
 * @param {number} most
 */
export function errorsOf(features, most) {
  const seen = new Set();
  const circles = [];
  for (const { geometry, properties } of features) {
    const metres = Number(properties["precision_m"] ?? properties["position_error_m"] ?? 0);
    if (geometry.type !== "Point" || !(metres > 0)) continue;
    const [lon, lat] = geometry.coordinates;
    const key = `${lon.toFixed(3)} ${lat.toFixed(3)} ${metres}`;
    if (seen.has(key)) continue;
    seen.add(key);
    circles.push({ type: "Feature", properties: {}, geometry: circle(lon, lat, metres) });
    if (circles.length === most) break;
  }
  return { type: "FeatureCollection", features: circles };
}
