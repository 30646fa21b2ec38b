#!/usr/bin/env python3
"""How fast Cairn's geometry is beside Shapely, GeoPandas, DuckDB spatial and SedonaDB, in one run.

Four tasks on the polygons of a layer: 1 M random points in them, their union, a buffer of 500 m with the
union of it, and the nearest polygon of 200 k random points. Everybody gets the same valid polygons in
metres, already in memory as the engine has them; making an index is part of the time. See README.md.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import shapely
from shapely.geometry import shape

ROOT = Path(__file__).resolve().parents[2]
TASKS = ("points in polygons", "union", "buffer and union", "nearest")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("layer", type=Path, nargs="*", help="GeoJSON of polygons; without: invented ones")
    parser.add_argument("--measure", type=Path, default=ROOT / "target/release/examples/measure-geometry")
    parser.add_argument("--points", type=int, default=1_000_000)
    parser.add_argument("--queries", type=int, default=200_000)
    parser.add_argument("--rounds", type=int, default=3, help="the best round counts")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rng = np.random.default_rng(options.seed)
    polygons = layer(options.layer) if options.layer else invented(rng)
    left, low, right, high = shapely.total_bounds(polygons)
    draw = lambda count: np.column_stack([rng.uniform(left, right, count), rng.uniform(low, high, count)])
    points, queries = draw(options.points), draw(options.queries)
    print(f"{len(polygons)} polygons of {shapely.get_num_coordinates(polygons).sum()} corners, {len(points)} points, "
          f"{len(queries)} queries; load {os.getloadavg()[0]:.1f}; best of {options.rounds} rounds")
    found = {"Cairn": cairn(options, polygons, points, queries)}
    for name, engine in (("Shapely", use_shapely), ("GeoPandas", use_geopandas), ("DuckDB", use_duckdb), ("SedonaDB", use_sedona)):
        try:
            tasks = engine(polygons, points, queries)
        except ImportError as error:
            print(f"{name} is not here: {error}")
            continue
        found[name] = {task: rounds(name, task, run, options.rounds) for task, run in tasks.items()}
    table(found)


def layer(paths):
    parts = []
    for path in paths:
        for feature in json.load(path.open(encoding="utf-8"))["features"]:
            if feature.get("geometry") and feature["geometry"].get("coordinates"):
                valid = shapely.make_valid(shape(feature["geometry"]))
                parts += [part for part in shapely.get_parts(valid) if part.geom_type in ("Polygon", "MultiPolygon")]
    parts = [polygon for part in parts for polygon in shapely.get_parts(part) if polygon.area > 0]
    # Metres by a plain cylinder: all get the same numbers.
    metres = lambda at: (at - [17.8, 44.0]) * [80_000.0, 111_000.0]
    moved = shapely.transform(np.array(parts), metres)
    return moved[shapely.is_valid(moved) & (shapely.area(moved) > 0)]


def invented(rng):
    """As many stars as Bosnia has cleared areas, in 400 belts."""
    count = 16_087
    belts = rng.uniform(0, 300_000, (400, 2))
    middle = belts[rng.integers(0, 400, count)] + rng.normal(0, 3_000, (count, 2))
    stars = []
    for x, y in middle:
        corners = rng.integers(5, 25)
        angle = np.linspace(0, 2 * np.pi, corners, endpoint=False)
        radius = 112 * np.exp(0.5 * rng.normal()) * rng.uniform(0.5, 1.2, corners)
        stars.append(shapely.Polygon(np.column_stack([x + radius * np.cos(angle), y + radius * np.sin(angle)])))
    return np.array(stars)


def rounds(name, task, run, count):
    best, answer = float("inf"), None
    for _ in range(count):
        start = time.perf_counter()
        answer = run()
        best = min(best, time.perf_counter() - start)
    print(f"  {name}, {task}: {best:.3f} s", file=sys.stderr)
    return best, float(answer)


def cairn(options, polygons, points, queries):
    with tempfile.TemporaryDirectory() as folder:
        names = [Path(folder) / name for name in ("polygons", "points", "queries")]
        with names[0].open("w") as out:
            for polygon in polygons:
                rings = [polygon.exterior, *polygon.interiors]
                out.write(json.dumps([[list(at) for at in ring.coords] for ring in rings]) + "\n")
        points.astype("<f8").tofile(names[1])
        queries.astype("<f8").tofile(names[2])
        told = json.loads(subprocess.run([options.measure, *names], check=True, capture_output=True, text=True).stdout)
    print(f"  Cairn on {told['threads']} threads", file=sys.stderr)
    return {task: (min(told[task]["seconds"]), told[task]["answer"]) for task in TASKS}


def use_shapely(polygons, points, queries):
    at, ask = shapely.points(points), shapely.points(queries)

    def nearest():
        return shapely.STRtree(polygons).query_nearest(ask, all_matches=False, return_distance=True)[1].sum()

    return {
        "points in polygons": lambda: shapely.STRtree(polygons).query(at, predicate="intersects").shape[1],
        "union": lambda: shapely.union_all(polygons).area,
        "buffer and union": lambda: shapely.union_all(shapely.buffer(polygons, 500, quad_segs=8)).area,
        "nearest": nearest,
    }


def use_geopandas(polygons, points, queries):
    import geopandas

    frame = lambda shapes: geopandas.GeoDataFrame(geometry=shapes)
    areas, raw = frame(polygons), shapely.points(points)
    ask = frame(shapely.points(queries))

    def nearest():
        # The index of a frame is kept; a new frame makes its own.
        joined = geopandas.sjoin_nearest(ask, frame(polygons), distance_col="metres")
        return joined.loc[~joined.index.duplicated(), "metres"].sum()

    return {
        "points in polygons": lambda: len(geopandas.sjoin(frame(raw), frame(polygons), predicate="intersects")),
        "union": lambda: areas.geometry.union_all().area,
        "buffer and union": lambda: areas.geometry.buffer(500, quad_segs=8).union_all().area,
        "nearest": nearest,
    }


def use_duckdb(polygons, points, queries):
    import duckdb
    import duckdb_extension_spatial

    folder = Path(duckdb_extension_spatial.__file__).parent
    engine = duckdb.connect(config={"threads": os.cpu_count(), "allow_unsigned_extensions": True})
    engine.load_extension(str(next(folder.rglob("spatial.duckdb_extension"))))
    import pandas

    engine.register("shapes", pandas.DataFrame({"wkb": shapely.to_wkb(polygons)}))
    engine.register("pairs", pandas.DataFrame(points, columns=["x", "y"]))
    engine.execute("create table areas as select ST_GeomFromWKB(wkb) as shape from shapes")
    engine.execute("create table points as select ST_Point(x, y) as place from pairs")
    one = lambda query: engine.execute(query).fetchone()[0]
    return {
        "points in polygons": lambda: one("select count(*) from points join areas on ST_Intersects(shape, place)"),
        "union": lambda: one("select ST_Area(ST_Union_Agg(shape)) from areas"),
        "buffer and union": lambda: one("select ST_Area(ST_Union_Agg(ST_Buffer(shape, 500, 8))) from areas"),
        # It has no join by nearest: asking every pair would take hours.
    }


def use_sedona(polygons, points, queries):
    import geopandas
    import sedonadb

    engine = sedonadb.connect()
    for name, shapes in (("areas", polygons), ("points", shapely.points(points)), ("queries", shapely.points(queries))):
        frame = geopandas.GeoDataFrame({"id": np.arange(len(shapes))}, geometry=shapes)
        engine.create_data_frame(frame).to_memtable().to_view(name)
    one = lambda query: engine.sql(query).to_pandas().iloc[0, 0]
    return {
        "points in polygons": lambda: one(
            "select count(*) from points join areas on ST_Intersects(areas.geometry, points.geometry)"
        ),
        # Its union adds one polygon at a time: 2,000 took 150 s, 16,000 would take hours.
        "nearest": lambda: one(
            "select sum(ST_Distance(queries.geometry, areas.geometry)) from queries join areas "
            "on ST_KNN(queries.geometry, areas.geometry, 1, false)"
        ),
    }


def table(found):
    print("| task | " + " | ".join(found) + " | fastest other / Cairn |")
    print("|---" * (len(found) + 2) + "|")
    for task in TASKS:
        cells, others = [], []
        for name, tasks in found.items():
            seconds, _ = tasks.get(task, (None, None))
            cells.append(f"{seconds:.3f} s" if seconds is not None else "—")
            if name != "Cairn" and seconds is not None:
                others.append(seconds)
        ratio = min(others) / found["Cairn"][task][0] if others else float("nan")
        print(f"| {task} | " + " | ".join(cells) + f" | {ratio:.1f} |")
    for task in TASKS:
        answers = {name: tasks[task][1] for name, tasks in found.items() if task in tasks}
        print(f"{task}: " + ", ".join(f"{name} {answer:.10g}" for name, answer in answers.items()))


if __name__ == "__main__":
    main()
