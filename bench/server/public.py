#!/usr/bin/env python3
"""The public edition of a large register: how long until it is there, what visitors get until then,
and how it follows while people decide. Usage: public.py CAIRN REGISTER (a copy is made of it)."""
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request

PORT = 7798
BASE = f"http://127.0.0.1:{PORT}"
REPORT = (
    "A mine exploded in the village of Susuzlug of the Kalbajar district on 4 June 2021. Six people "
    "were killed and seven people were injured, the Ministry of Internal Affairs said."
)


def ask(address, token=None, body=None, media="application/json"):
    """Status, headers, body and seconds of one request."""
    headers = {"Accept": "application/json"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    if body is not None:
        headers["Content-Type"] = media
    request = urllib.request.Request(BASE + address, data=body, headers=headers)
    begun = time.perf_counter()
    try:
        with urllib.request.urlopen(request, timeout=600) as answer:
            status, said, text = answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        status, said, text = error.code, error.headers, error.read()
    return status, said, text, time.perf_counter() - begun


def memory(pid, name):
    with open(f"/proc/{pid}/status", encoding="ascii") as lines:
        return next(int(line.split()[1]) // 1000 for line in lines if line.startswith(name))


def processor(pid):
    with open(f"/proc/{pid}/stat", encoding="ascii") as line:
        fields = line.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def writers(pid, spent):
    """Notes the processor time of the threads that write editions; those that ended stay noted."""
    for task in os.listdir(f"/proc/{pid}/task"):
        try:
            with open(f"/proc/{pid}/task/{task}/stat", encoding="ascii") as line:
                name, fields = line.read().split("(", 1)[1].rsplit(")", 1)
        except OSError:
            continue
        if name.startswith("public"):
            fields = fields.split()
            spent[task] = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def lists(token, count, seed):
    """Seconds of lists under filters that nobody asked before."""
    took = []
    for number in range(count):
        year, day = 1990 + (number + seed) % 35, 1 + (number * 7 + seed) % 28
        status, _, _, seconds = ask(f"/incidents?from={year}-{1 + number % 12:02}-{day:02}", token)
        assert status == 200
        took.append(seconds * 1000)
    took.sort()
    return f"half within {took[len(took) // 2]:.1f} ms, 99 % within {took[int(len(took) * 0.99)]:.1f} ms"


def main():
    cairn, source = sys.argv[1:3]
    work = tempfile.mkdtemp(prefix="cairn-bench-")
    register = os.path.join(work, "register.gpkg")
    shutil.copyfile(source, register)

    def run(*words, **more):
        done = subprocess.run([cairn, *words, "--register", register], check=True, text=True,
                              capture_output=True, **more)
        return done.stdout

    run("user", "add", "officer", "--role", "manager", "--no-password")
    run("user", "public", "--open", "--hazards", "grid")
    said = run("user", "token", "add", "officer", "--for", "measuring")
    token = next(word for word in said.split() if word.startswith("cairn_"))
    begun = time.perf_counter()
    server = subprocess.Popen([cairn, "serve", "--listen", f"127.0.0.1:{PORT}", "--register", register],
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        measure(server.pid, token, begun)
    finally:
        server.terminate()
        server.wait()
        shutil.rmtree(work)


def measure(pid, token, begun):
    while True:
        try:
            ask("/session")
            break
        except OSError:
            time.sleep(0.01)
    print(f"answers after {(time.perf_counter() - begun) * 1000:.0f} ms")
    refused, spent = [], {}
    noting = threading.Event()

    def note():
        while not noting.is_set():
            writers(pid, spent)
            time.sleep(0.05)

    threading.Thread(target=note, daemon=True).start()
    while True:
        status, said, text, _ = ask("/incidents?limit=5")
        if status == 200:
            break
        refused.append((status, said.get("Retry-After"), json.loads(text)["title"]))
    ready = time.perf_counter() - begun
    print(f"public edition after {ready:.1f} s, {sum(spent.values()):.1f} s of processor time for it; "
          f"refused before: {len(refused)} {refused[:1]}")
    print(f"memory {memory(pid, 'VmRSS')} MB, most {memory(pid, 'VmHWM')} MB")
    line = json.dumps({"id": "bench-1", "text": REPORT, "publisher": "Invented Wire",
                       "published": "2021-06-05", "language": "en"}).encode()
    status, _, text, _ = ask("/documents?name=one.jsonl", token, line + b"\n", "application/x-ndjson")
    assert status in (200, 201), text
    waiting = json.loads(ask("/review?kind=new_casualties&limit=1", token)[2])["items"][0]
    claim, thing = waiting["claims"][0], waiting["thing"]
    print("lists of the officer, nothing being written:", lists(token, 200, 0))
    time.sleep(20)
    before = sum(spent.values())
    follow(pid, token, claim, thing)
    print(f"of processor time for editions: {sum(spent.values()) - before:.1f} s")
    noting.set()


def follow(pid, token, claim, thing):
    """Ten decisions, one every three seconds, and how far the public is behind."""
    lag, decided, last = [], {}, None

    def killed():
        status, _, text, _ = ask(f"/incidents/{thing}")
        return json.loads(text)["incident"]["killed"][0] if status == 200 else None

    over = threading.Event()
    seen = []

    def watch():
        while not over.is_set():
            shown = killed()
            if shown in decided and shown not in seen:
                seen.append(shown)
                lag.append((shown, time.perf_counter() - decided[shown]))
            time.sleep(0.02)

    watcher = threading.Thread(target=watch)
    watcher.start()
    before = processor(pid)
    begun = time.perf_counter()
    took = []
    officer = []
    for number in range(10):
        body = json.dumps({"action": {"decide": "correct", "claim": claim, "field": "killed",
                                      "value": [20 + number, 20 + number]},
                           "why": "measured", "seen": number}).encode()
        status, _, text, seconds = ask("/decisions", token, body)
        assert status == 201, text
        last = 20 + number
        decided[last] = time.perf_counter()
        took.append(seconds * 1000)
        officer.append(lists(token, 100, number + 1))
        time.sleep(max(0, begun + 3 * (number + 1) - time.perf_counter()))
    while last not in seen:
        time.sleep(0.02)
    over.set()
    watcher.join()
    print(f"ten decisions in {time.perf_counter() - begun:.1f} s, {processor(pid) - before:.1f} s of "
          f"processor time with all that was asked meanwhile; each acknowledged after "
          f"{min(took):.0f} to {max(took):.0f} ms")
    print("shown to the public after", ", ".join(f"{seconds:.1f} s" for _, seconds in lag),
          f"({10 - len(lag)} of ten were overtaken by the next)")
    print("lists of the officer meanwhile:", officer[0], "…", officer[-1])
    print(f"memory {memory(pid, 'VmRSS')} MB, most {memory(pid, 'VmHWM')} MB")


main()
