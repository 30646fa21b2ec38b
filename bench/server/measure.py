"""Measures Cairn's server beside tipg and pygeoapi. See README.md in this folder."""

import argparse
import json
import math
import os
import random
import re
import shutil
import signal
import subprocess
import time
import urllib.parse
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
RELEASE = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "release"
PG = Path("/usr/lib/postgresql/15/bin")
DSN = "host=127.0.0.1 port=7705 user=postgres dbname=postgres"
URL = "postgresql://postgres@127.0.0.1:7705/postgres"
BOX = (44.0, 38.5, 49.0, 41.5)


def run(*command, **more):
    return subprocess.run([str(part) for part in command], check=True, **more)


def get(url, timeout=60):
    with urllib.request.urlopen(url, timeout=timeout) as answer:
        return answer.read()


def wait(url, seconds=90):
    for _ in range(seconds * 4):
        try:
            return get(url, 5)
        except OSError:
            time.sleep(0.25)
    raise SystemExit(f"{url} does not answer")


SECONDS = 10


def wrk(name, base, paths, folder, fresh=None):
    """Requests a second and milliseconds (half, 99 of 100), 32 connections."""
    listed = folder / "paths.txt"
    listed.write_text("\n".join(paths))
    environment = {**os.environ, "PATHS": str(listed)}
    if fresh:
        environment["FRESH"] = fresh
    command = ["wrk", "-t2", "-c32", f"-d{SECONDS}s", "--timeout", "20s", "--latency",
               "-s", str(HERE / "boxes.lua"), base]
    get(base + paths[0])
    said = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])
    half = re.search(r"50%\s+(\S+)", said)[1]
    most = re.search(r"99%\s+(\S+)", said)[1]
    errors = re.search(r"(Socket errors|Non-2xx).*", said)
    print(f"{name:<34} {rate:>9.1f}/s   half {half:>9}   99 % {most:>9}   {errors[0] if errors else ''}", flush=True)


def in_turn(name, urls):
    """One request after the other: milliseconds, half and 99 of 100."""
    times = []
    for url in urls:
        begun = time.perf_counter()
        get(url)
        times.append((time.perf_counter() - begun) * 1000)
    times.sort()
    at = lambda share: times[min(len(times) - 1, math.ceil(share * len(times)) - 1)]
    print(f"{name:<34} {len(times):>6} requests   half {at(0.5):7.1f} ms   99 % {at(0.99):7.1f} ms   "
          f"most {times[-1]:7.1f} ms", flush=True)


def boxes(count=200, size=0.1):
    drawn = random.Random(1)
    for _ in range(count):
        west = drawn.uniform(BOX[0], BOX[2] - size)
        south = drawn.uniform(BOX[1], BOX[3] - size)
        yield f"{west:.4f},{south:.4f},{west + size:.4f},{south + size:.4f}"


def tile_of(lon, lat, z):
    side = 2 ** z
    y = (1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2
    return int((lon + 180) / 360 * side), int(y * side)


def tiles(levels, most=None):
    all_tiles = []
    for z in levels:
        (west, north), (east, south) = tile_of(BOX[0], BOX[3], z), tile_of(BOX[2], BOX[1], z)
        all_tiles += [(z, x, y) for x in range(west, east + 1) for y in range(north, south + 1)]
    if most and len(all_tiles) > most:
        all_tiles = random.Random(2).sample(all_tiles, most)
    return all_tiles


def memory(pid):
    status = Path(f"/proc/{pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024


def cairn(work, register, only_start=False):
    log = open(work / "cairn.log", "w")
    server = subprocess.Popen(
        [RELEASE / "cairn", "serve", "--register", register, "--listen", "127.0.0.1:7701", "--by", "bench"],
        stdout=log, stderr=log)
    begun = time.perf_counter()
    base = "http://127.0.0.1:7701"
    wait(f"{base}/methods")
    print(f"started in {(time.perf_counter() - begun) * 1000:.0f} ms, {memory(server.pid):.0f} MB")
    begun = time.perf_counter()
    get(f"{base}/overview")
    print(f"first overview {(time.perf_counter() - begun) * 1000:.0f} ms, {memory(server.pid):.0f} MB")
    return server, base


def alone(server, base):
    drawn = random.Random(3)
    devices = ["antipersonnel_mine", "antivehicle_mine", "erw_other", "unknown"]
    grades = ["single_source", "corroborated", "contested"]
    asked = [f"{base}/incidents?device={drawn.choice(devices)}&grade={drawn.choice(grades)}"
             f"&from={drawn.randint(1990, 2015)}&to={drawn.randint(2016, 2024)}" for _ in range(200)]
    in_turn("incidents, filtered", asked)
    in_turn("incidents, all", [f"{base}/incidents?offset={n * 50}" for n in range(100)])
    in_turn("incidents, sorted by -killed", [f"{base}/incidents?sort=-killed&offset={n}" for n in range(50)])
    in_turn("incidents, by words", [f"{base}/incidents?text=village+{n}" for n in range(50)])
    in_turn("incidents, by place", [f"{base}/incidents?place=District+{n % 40}" for n in range(100)])
    in_turn("overview", [f"{base}/overview?from={1990 + n % 30}" for n in range(60)])
    for layer in ["incidents", "hazards"]:
        urls = [f"{base}/tiles/{layer}/{z}/{x}/{y}.mvt" for z, x, y in tiles(range(0, 10))]
        in_turn(f"tiles of {layer}, 0 to 9", urls)
        urls = [f"{base}/tiles/{layer}/{z}/{x}/{y}.mvt" for z, x, y in tiles([10, 11, 12], 400)]
        in_turn(f"tiles of {layer}, 10 to 12", urls)
    print(f"memory of the server {memory(server.pid):.0f} MB")


def postgres(work, register):
    data = work / "postgres"
    if data.exists():
        shutil.rmtree(data)
    data.mkdir(parents=True)
    shutil.chown(data, "postgres", "postgres")
    os.chmod(work, 0o755)
    as_postgres = ["su", "postgres", "-s", "/bin/sh", "-c"]
    run(*as_postgres, f"{PG}/initdb -D {data} -A trust -U postgres", stdout=subprocess.DEVNULL)
    run(*as_postgres, f"{PG}/pg_ctl -D {data} -w -o '-p 7705 -k {data} -c shared_buffers=512MB "
        f"-c max_connections=200' -l {data}/log start", stdout=subprocess.DEVNULL)
    run("psql", URL, "-qc", "CREATE EXTENSION postgis")
    for layer in ["incidents", "hazards"]:
        run("ogr2ogr", "-f", "PostgreSQL", f"PG:{DSN}", register, layer, "-nln", layer,
            "-lco", "GEOMETRY_NAME=geom", "-lco", "FID=fid", "--config", "PG_USE_COPY", "YES")
    run("psql", URL, "-qc", "ANALYZE")
    return lambda: run(*as_postgres, f"{PG}/pg_ctl -D {data} -m fast stop", stdout=subprocess.DEVNULL)


def tipg(work, peers):
    environment = {**os.environ, "DATABASE_URL": URL, "TIPG_DB_SCHEMAS": '["public"]',
                   "TIPG_DEFAULT_FEATURES_LIMIT": "100"}
    log = open(work / "tipg.log", "w")
    server = subprocess.Popen([peers / "bin/uvicorn", "tipg.main:app", "--port", "7702", "--workers", "2",
                               "--log-level", "warning"], env=environment, stdout=log, stderr=log)
    wait("http://127.0.0.1:7702/collections")
    return server


def pygeoapi(work, peers):
    provider = {"type": "feature", "name": "PostgreSQL", "data": {
        "host": "127.0.0.1", "port": 7705, "dbname": "postgres", "user": "postgres", "password": "x",
        "search_path": ["public"]}, "id_field": "fid", "table": "hazards", "geom_field": "geom"}
    config = {
        "server": {"bind": {"host": "127.0.0.1", "port": 7703}, "url": "http://127.0.0.1:7703",
                   "mimetype": "application/json; charset=UTF-8", "encoding": "utf-8", "gzip": False,
                   "languages": ["en-US"], "limits": {"default_items": 100, "max_items": 10000},
                   "pretty_print": False, "admin": False,
                   "map": {"url": "https://tile.example/{z}/{x}/{y}.png", "attribution": "-"}},
        "logging": {"level": "ERROR"},
        "metadata": {
            "identification": {"title": "t", "description": "d", "keywords": ["k"], "keywords_type": "theme",
                               "terms_of_service": "-", "url": "http://example.org"},
            "license": {"name": "-", "url": "http://example.org"}, "provider": {"name": "-", "url": "http://example.org"},
            "contact": {"name": "-"}},
        "resources": {"hazards": {
            "type": "collection", "title": "h", "description": "h", "keywords": ["h"], "links": [],
            "extents": {"spatial": {"bbox": list(BOX), "crs": "http://www.opengis.net/def/crs/OGC/1.3/CRS84"}},
            "providers": [provider]}}}
    path = work / "pygeoapi.yml"
    path.write_text(json.dumps(config))
    environment = {**os.environ, "PYGEOAPI_CONFIG": str(path), "PYGEOAPI_OPENAPI": str(work / "openapi.yml"),
                   "PGPASSWORD": "x"}
    log = open(work / "pygeoapi.log", "w")
    subprocess.run([peers / "bin/pygeoapi", "openapi", "generate", path, "--output-file",
                    work / "openapi.yml"], env=environment, stdout=log, stderr=log, check=True)
    server = subprocess.Popen([peers / "bin/gunicorn", "--workers", "2", "--threads", "4", "--bind",
                               "127.0.0.1:7703", "pygeoapi.flask_app:APP"], env=environment, stdout=log, stderr=log)
    wait("http://127.0.0.1:7703/collections/hazards?f=json")
    return server


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--work", type=Path, default=Path("/tmp/bench-server"))
    arguments.add_argument("--peers", type=Path, default=Path("/tmp/peers"))
    arguments.add_argument("--only", choices=["cairn"])
    arguments.add_argument("--seconds", type=int, default=SECONDS)
    given = arguments.parse_args()
    globals()["SECONDS"] = given.seconds
    given.work.mkdir(parents=True, exist_ok=True)
    register = given.work / "register.gpkg"
    if not register.exists():
        begun = time.perf_counter()
        run(RELEASE / "examples/make_register", register)
        print(f"register made in {time.perf_counter() - begun:.0f} s, {register.stat().st_size / 1e6:.0f} MB")
    asked = [f"limit=100&bbox={box}" for box in boxes()]
    some_tiles = tiles(range(8, 13), 200)
    server, base = cairn(given.work, register)
    ended = []
    try:
        alone(server, base)
        wrk("Cairn, features", base, [f"/ogc/collections/hazards/items?{one}" for one in asked], given.work)
        wrk("Cairn, features of incidents", base,
            [f"/ogc/collections/incidents/items?{one}" for one in asked], given.work)
        paths = [f"/tiles/hazards/{z}/{x}/{y}.mvt" for z, x, y in some_tiles]
        wrk("Cairn, tiles", base, paths, given.work)
        wrk("Cairn, tiles, filter new each time", base, paths, given.work, fresh="?bbox=-179.%06d,-85,180,85")
        print(f"memory of the server {memory(server.pid):.0f} MB")
        if given.only:
            return
        server.send_signal(signal.SIGINT)
        server.wait()
        ended.append(postgres(given.work, register))
        peer = tipg(given.work, given.peers)
        ended.append(peer.kill)
        base = "http://127.0.0.1:7702"
        wrk("tipg, features", base, [f"/collections/public.hazards/items?{one}" for one in asked], given.work)
        paths = [f"/collections/public.hazards/tiles/WebMercatorQuad/{z}/{x}/{y}" for z, x, y in some_tiles]
        wrk("tipg, tiles", base, paths, given.work)
        peer.kill()
        peer = pygeoapi(given.work, given.peers)
        ended.append(peer.kill)
        wrk("pygeoapi, features", "http://127.0.0.1:7703",
            [f"/collections/hazards/items?f=json&{one}" for one in asked], given.work)
    finally:
        server.kill()
        for end in reversed(ended):
            end()


if __name__ == "__main__":
    main()
