"""Cairn's geometry beside GEOS (through Shapely): union area, containment, distance, offset area.

Random stars, some with holes and some that cross themselves, offset together; and, with --layer, the
polygons of a GeoJSON layer, each offset for itself, moved to metres by a plain cylinder (both sides get the
same numbers). Prints the largest relative difference of each, and fails above 1e-6.
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
    return {"polygons": polygons, "points": points, "offset": 100.0, "each": True}


def metres(at):
    return ((at[0] - 17.8) * 80_000, (at[1] - 44.0) * 111_000)


def even_odd(rings):
    """A polygon by the even-odd rule. For rings that cross themselves, faces of the noded lines are kept by
    the parity of a point in each: `make_valid` takes a slit that runs back on itself for the outline of what
    it encloses (linework), or fills what is wound about twice (structure)."""
    drawn = Polygon(rings[0], rings[1:])
    if drawn.is_valid:
        return drawn
    lines = shapely.node(shapely.MultiLineString(rings))
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(lines)))
    # Lines that run back on themselves, apart from the rounding of the file, enclose nothing.
    faces = [face for face in faces if face.area > 1e-6 * face.length]
    return shapely.union_all([face for face in faces if is_inside(shapely.point_on_surface(face), rings)])


def is_inside(point, rings):
    x, y = point.x, point.y
    crossed = 0
    for ring in rings:
        for (ax, ay), (bx, by) in zip(ring, ring[1:]):
            crossed += (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax)
    return crossed % 2 == 1


def geos(scene):
    made = [even_odd(rings) for rings in scene["polygons"]]
    shapes = [s for s in made if s.area > 0]
    union = shapely.union_all(shapes)
    points = shapely.points(scene["points"])
    segments = max(1, math.ceil(math.pi / 2 / ARC_STEP))
    # Of the polygons and not of their union: as far, but found through an index.
    tree = shapely.STRtree(shapes)
    inside = set(tree.query(points, predicate="intersects")[0].tolist())
    near = tree.query_nearest(points, return_distance=True, all_matches=False)
    distance = [0.0] * len(points)
    for at, metres in zip(near[0][0], near[1]):
        distance[at] = float(metres)
    answer = {
        "union": union.area,
        "inside": [i in inside for i in range(len(points))],
        "distance": distance,
    }
    if scene.get("each"):
        answer["valid"] = [Polygon(rings[0], rings[1:]).is_valid for rings in scene["polygons"]]
        answer["offsets"] = [
            shapely.buffer(s, scene["offset"], quad_segs=segments).area if s.area > 0 else 0.0 for s in made
        ]
    else:
        answer["offset"] = shapely.buffer(union, scene["offset"], quad_segs=segments).area
    return answer


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
        line = json.dumps(scene | {"arc_step": ARC_STEP})
        ours = json.loads(subprocess.run([options.oracle], input=line, capture_output=True, text=True, check=True).stdout)
        theirs = geos(scene)
        row = worst.setdefault(name, {"union": 0, "offset": 0, "distance": 0, "inside": 0, "points": 0, "slits": 0})
        pairs = [("union", ours["union"], theirs["union"])]
        if "offsets" in theirs:
            for a, b, valid in zip(ours["offsets"], theirs["offsets"], theirs["valid"], strict=True):
                if valid or abs(a - b) <= 1e-6 * b:
                    pairs.append(("offset", a, b))
                else:
                    row["slits"] += 1
        else:
            pairs.append(("offset", ours["offset"], theirs["offset"]))
        for key, a, b in pairs:
            row[key] = max(row[key], abs(a - b) / b if b else abs(a))
        for a, b in zip(ours["distance"], theirs["distance"]):
            row["distance"] = max(row["distance"], abs(a - b) / max(b, 1000.0))
        # A point on an edge to the rounding of a float may be told either way.
        row["inside"] += sum(a != b for a, b in zip(ours["inside"], theirs["inside"]))
        row["points"] += len(ours["inside"])
    failed = False
    for name, row in worst.items():
        print(f"{name}: union {row['union']:.1e}, offset {row['offset']:.1e}, distance {row['distance']:.1e} "
              f"(of 1 km or more), containment differs for {row['inside']} of {row['points']} points")
        if row["slits"]:
            print(f"  {row['slits']} invalid polygons offset otherwise: a slit as narrow as rounding counts or not")
        failed |= max(row["union"], row["offset"], row["distance"]) > 1e-6 or row["inside"] > 0
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
