"""Cairn's geometry beside GEOS (through Shapely): union area, containment, distance, offset area.

Random stars, some with holes and some that cross themselves; and, with --layer, the polygons of a GeoJSON
layer, moved to metres by a plain cylinder (both sides get the same numbers). Prints the largest relative
difference of each, and fails above 1e-6.
"""

import argparse
import json
import math
import random
import subprocess
import sys

import shapely
from shapely.geometry import Polygon, shape

ARC_STEP = 0.002


def star(rng, spread, size, crossing):
    x, y = rng.uniform(0, spread), rng.uniform(0, spread)
    count = rng.randint(4, 24)
    radii = [rng.uniform(0.2, 1) * size for _ in range(count)]
    order = list(range(count))
    if crossing:
        rng.shuffle(order)
    ring = [
        (x + radii[i] * math.cos(math.tau * i / count), y + radii[i] * math.sin(math.tau * i / count))
        for i in order
    ]
    rings = [ring + ring[:1]]
    if not crossing and rng.random() < 0.3:
        inner = 0.5 * min(radii) * math.cos(math.pi / count)
        hole = [(x + inner * math.cos(-a), y + inner * math.sin(-a)) for a in (0, 1, 2, 3, 4, 5)]
        rings.append(hole + hole[:1])
    return rings


def scenes(rng, count):
    for number in range(count):
        polygons = [star(rng, 2500, 400, number % 4 == 3) for _ in range(rng.randint(1, 12))]
        points = [(rng.uniform(-500, 3000), rng.uniform(-500, 3000)) for _ in range(200)]
        yield {"polygons": polygons, "points": points, "offset": rng.uniform(1, 800)}


def layer(path, rng):
    polygons = []
    for feature in json.load(open(path, encoding="utf-8"))["features"]:
        if not feature.get("geometry"):
            continue
        geometry = shape(feature["geometry"])
        for part in getattr(geometry, "geoms", [geometry]):
            if part.geom_type == "Polygon":
                polygons.append([[metres(p) for p in ring.coords] for ring in [part.exterior, *part.interiors]])
    points = [(p[0] + rng.gauss(0, 500), p[1] + rng.gauss(0, 500)) for q in polygons for p in q[0][:3]]
    return {"polygons": polygons, "points": points, "offset": 100.0}


def metres(at):
    return ((at[0] - 17.8) * 80_000, (at[1] - 44.0) * 111_000)


def geos(scene):
    shapes = [shapely.make_valid(Polygon(rings[0], rings[1:])) for rings in scene["polygons"]]
    shapes = [s for s in shapes if s.area > 0]
    union = shapely.union_all(shapes)
    points = shapely.points(scene["points"])
    segments = max(1, math.ceil(math.pi / 2 / ARC_STEP))
    shapely.prepare(union)  # or each distance looks at every edge
    near = shapely.STRtree(shapes).query(points, predicate="intersects")[0]
    inside = set(near.tolist())
    return {
        "union": union.area,
        "offset": shapely.buffer(union, scene["offset"], quad_segs=segments).area,
        "inside": [i in inside for i in range(len(points))],
        "distance": shapely.distance(union, points).tolist(),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("oracle", help="the built example: target/release/examples/oracle")
    parser.add_argument("--scenes", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--layer", action="append", default=[])
    options = parser.parse_args()
    rng = random.Random(options.seed)
    work = [("random", s) for s in scenes(rng, options.scenes)]
    work += [(path, layer(path, rng)) for path in options.layer]
    worst = {}
    for name, scene in work:
        if name != "random":
            # Arcs this fine on ten thousand polygons would take GEOS an hour.
            scene["offset"] = 0.0
        line = json.dumps(scene | {"arc_step": ARC_STEP})
        ours = json.loads(subprocess.run([options.oracle], input=line, capture_output=True, text=True, check=True).stdout)
        theirs = geos(scene)
        row = worst.setdefault(name, {"union": 0, "offset": 0, "distance": 0, "inside": 0, "points": 0})
        for key in ("union", "offset"):
            row[key] = max(row[key], abs(ours[key] - theirs[key]) / theirs[key])
        for a, b in zip(ours["distance"], theirs["distance"]):
            row["distance"] = max(row["distance"], abs(a - b) / max(b, 1000.0))
        # A point on an edge to the rounding of a float may be told either way.
        row["inside"] += sum(a != b for a, b in zip(ours["inside"], theirs["inside"]))
        row["points"] += len(ours["inside"])
    failed = False
    for name, row in worst.items():
        print(f"{name}: union {row['union']:.1e}, offset {row['offset']:.1e}, distance {row['distance']:.1e} "
              f"(of 1 km or more), containment differs for {row['inside']} of {row['points']} points")
        failed |= max(row["union"], row["offset"], row["distance"]) > 1e-6 or row["inside"] > 0
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
