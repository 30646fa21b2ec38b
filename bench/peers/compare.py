#!/usr/bin/env python3
"""How fast `cairn read` is beside a bare spaCy pipeline, on the same texts in one run.

The pipeline is `spacy.blank("en")` with a sentencizer and an entity ruler that is fed from
`lexicon/en`: it splits words and sentences and marks terms, and reads nothing. Its time is that of
`nlp.pipe` alone; that of Cairn is from start to end of the program. See README.md.
"""

import argparse
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("texts", type=Path, help="JSON Lines with `text`")
    parser.add_argument("--cairn", type=Path, default=ROOT / "target/release/cairn")
    parser.add_argument("--rounds", type=int, default=3, help="the best round counts")
    parser.add_argument("--worker", type=int, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.worker:
        print(json.dumps(spacy_run(arguments.texts, arguments.worker)))
        return
    documents = sum(1 for _ in arguments.texts.open(encoding="utf-8"))
    size = arguments.texts.stat().st_size / 1e6
    load = os.getloadavg()[0]
    print(f"{documents} texts, {size:.1f} MB; load {load:.1f}; best of {arguments.rounds} rounds")
    best = {}
    # In turns, so that a busy machine is busy for both.
    for _ in range(arguments.rounds):
        for width in (1, 2):
            for name, run in (("cairn read", cairn_run), ("spaCy", worker_run)):
                seconds, processor = run(arguments, width)
                known = best.get((name, width), (float("inf"), float("inf")))
                best[name, width] = (min(known[0], seconds), min(known[1], processor))
    print("| what | seconds | texts a second | processor seconds |")
    print("|---|---|---|---|")
    for (name, width), (seconds, processor) in sorted(best.items()):
        unit = "threads" if name == "cairn read" else "processes"
        rate = documents / seconds
        print(f"| {name}, {width} {unit} | {seconds:.2f} | {rate:.0f} | {processor:.2f} |")
    for width in (1, 2):
        clock = best["spaCy", width][0] / best["cairn read", width][0]
        work = best["spaCy", width][1] / best["cairn read", width][1]
        print(f"ratio on {width}: {clock:.2f} by the clock, {work:.2f} by processor time")


def spent():
    """Processor seconds of the children that have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def cairn_run(arguments, threads):
    with tempfile.NamedTemporaryFile() as out:
        command = [arguments.cairn, "read", "--input", arguments.texts, "--output", out.name]
        before, start = spent(), time.perf_counter()
        subprocess.run([*command, "--threads", str(threads)], check=True)
        return time.perf_counter() - start, spent() - before


def worker_run(arguments, processes):
    command = [sys.executable, __file__, arguments.texts, "--worker", str(processes)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return tuple(json.loads(told))


def spacy_run(path, processes):
    """Seconds by the clock and of the processor that the pipeline takes, its making left out."""
    import spacy

    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    ruler = nlp.add_pipe("entity_ruler", config={"phrase_matcher_attr": "LOWER"})
    ruler.add_patterns(patterns())
    texts = [json.loads(line)["text"] for line in path.open(encoding="utf-8")]
    own = resource.getrusage(resource.RUSAGE_SELF)
    before = own.ru_utime + own.ru_stime + spent()
    start = time.perf_counter()
    terms = sentences = 0
    for document in nlp.pipe(texts, n_process=processes, batch_size=256):
        terms += len(document.ents)
        sentences += sum(1 for _ in document.sents)
    seconds = time.perf_counter() - start
    assert terms and sentences
    own = resource.getrusage(resource.RUSAGE_SELF)
    return seconds, own.ru_utime + own.ru_stime + spent() - before


def patterns():
    """The terms of lexicon/en as phrases; those with an open end (`*`) are left out."""
    found = []
    for file in sorted((ROOT / "lexicon/en").glob("*.tsv")):
        for line in file.read_text(encoding="utf-8").splitlines():
            if not line or line.startswith("#"):
                continue
            for term in line.split("\t")[0].split("|"):
                for spelled in spellings(term.strip()):
                    if spelled and "*" not in spelled:
                        found.append({"label": file.stem, "pattern": spelled})
    return found


def spellings(term):
    """`mine(s)` is `mine` and `mines`."""
    optional = re.search(r"\(([^)]*)\)", term)
    if not optional:
        return [term]
    head, tail = term[: optional.start()], term[optional.end() :]
    return [
        head + middle + rest for middle in ("", optional.group(1)) for rest in spellings(tail)
    ]


if __name__ == "__main__":
    main()
