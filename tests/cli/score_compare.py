#!/usr/bin/env python3
"""Scores `truce compare` against pairs with gold (tests/data/compare).

usage: score_compare.py TRUCE FILE [--verbose] [--floor ALIGN LABELS]

A file holds blocks: "== NUMBER TITLE", "-- A" and "-- B" with the two texts,
"-- GOLD" with lines "A-POINTS B-POINTS LABEL" ("-" for none). Alignment F1 is
over pairs of point numbers; the macro-F1 of labels is over six labels, each
gold row being right when the same points carry the same label.
"""
import json, os, subprocess, sys, tempfile

LABELS = ["same", "reworded", "hardened", "softened", "added", "dropped"]


def blocks(path):
    block = None
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("== "):
            if block:
                yield block
            block = {"title": line[3:], "A": [], "B": [], "GOLD": []}
            part = None
        elif line.startswith("-- "):
            part = line[3:]
        elif part:
            block[part].append(line)
    if block:
        yield block


def gold_rows(block):
    for line in block["GOLD"]:
        if line.strip():
            a, b, label = line.split()
            split = lambda s: () if s == "-" else tuple(map(int, s.split(",")))
            yield split(a), split(b), label


def run(truce, block, folder):
    names = []
    for side in "AB":
        name = os.path.join(folder, side.lower() + ".txt")
        with open(name, "w", encoding="utf-8") as out:
            out.write("\n".join(block[side]) + "\n")
        names.append(name)
    done = subprocess.run([truce, "compare", "--json"] + names,
                          capture_output=True, text=True)
    if done.returncode:
        raise SystemExit("%s: %s" % (block["title"], done.stderr))
    rows = json.loads(done.stdout)["pairs"][0]["points"]
    return [(tuple(r["a"]), tuple(r["b"]), r["label"], r) for r in rows]


def links(rows):
    return {(a, b) for row in rows for a in row[0] for b in row[1]}


def f1(hit, said, real):
    return 2 * hit / (said + real) if said + real else 0.0


def main():
    truce, path = sys.argv[1:3]
    verbose = "--verbose" in sys.argv
    hit = said = real = 0
    counts = {label: [0, 0, 0] for label in LABELS}
    with tempfile.TemporaryDirectory() as folder:
        for block in blocks(path):
            gold = list(gold_rows(block))
            rows = run(truce, block, folder)
            got, want = links(rows), links(gold)
            hit += len(got & want)
            said += len(got)
            real += len(want)
            by_points = {(r[0], r[1]): r for r in rows}
            for r in rows:
                counts[r[2]][1] += 1
            for a, b, label in gold:
                counts[label][2] += 1
                row = by_points.get((a, b))
                if row and row[2] == label:
                    counts[label][0] += 1
                elif verbose:
                    print(block["title"], a, b, "gold", label, "got",
                          row[2] if row else "-",
                          "%.2f" % row[3]["strength"] if row else "")
                    for c in (row[3]["changes"] if row else []):
                        print("     ", c)
    macro = sum(f1(*c) for c in counts.values()) / len(LABELS)
    align = f1(hit, said, real)
    print("alignment F1 %.3f  labels macro-F1 %.3f  (%s)" % (
        align, macro, " ".join("%s %.2f" % (k, f1(*c))
                               for k, c in counts.items())))
    if "--floor" in sys.argv:
        at = sys.argv.index("--floor")
        if align < float(sys.argv[at + 1]) or macro < float(sys.argv[at + 2]):
            raise SystemExit("below the floor")


main()
