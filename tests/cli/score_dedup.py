#!/usr/bin/env python3
"""Scores de-duplication on pairs of short articles (tests/data/dedup).

usage: score_dedup.py TRUCE PAIRS [--half odd|even] [--verbose]
                      [--floor near=F1 same=F1]

All texts are coded into one casefile. near: documents.duplicate_of joins the
two texts. same: some event of the one and some event of the other are one
event by events.same_as. Half is that of the story a pair belongs to.
"""
import json, os, sqlite3, subprocess, sys, tempfile


def option(name):
    if name not in sys.argv:
        return None
    return sys.argv[sys.argv.index(name) + 1]


def code(truce, pairs, folder):
    """Codes each distinct text once; returns the casefile and the names."""
    names, lines = {}, []
    for pair in pairs:
        for side in ("a", "b"):
            key = (pair[side]["date"], pair[side]["text"])
            if key not in names:
                names[key] = "t%d" % len(names)
                lines.append(json.dumps({"id": names[key], "date": key[0],
                                         "text": key[1]}))
    source = os.path.join(folder, "texts.jsonl")
    with open(source, "w") as f:
        f.write("\n".join(lines) + "\n")
    casefile = os.path.join(folder, "pairs.casefile")
    done = subprocess.run([truce, "code", "-o", casefile, source],
                          capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stderr)
    return sqlite3.connect(casefile), names


def report(name, rows):
    hit = sum(said and real for said, real, _ in rows)
    said = sum(bool(row[0]) for row in rows)
    real = sum(row[1] for row in rows)
    f1 = 2 * hit / max(1, said + real)
    print("%s precision %.2f recall %.2f F1 %.2f  (%d right, %d said, "
          "%d in gold, %d pairs)" %
          (name, hit / max(1, said), hit / max(1, real), f1, hit, said, real,
           len(rows)))
    return f1


def main():
    truce, path = sys.argv[1:3]
    pairs = [json.loads(line) for line in open(path, encoding="utf-8")]
    half = option("--half")
    with tempfile.TemporaryDirectory() as folder:
        db, names = code(truce, pairs, folder)
        near = dict(db.execute(
            "SELECT name, ifnull(duplicate_of, id) FROM documents"))
        told = {}
        for name, event in db.execute(
                "SELECT d.name, ifnull(e.same_as, e.id) FROM events e "
                "JOIN documents d ON d.id = e.document"):
            told.setdefault(name, set()).add(event)
        db.close()
    rows = {"near": [], "same": []}
    for pair in pairs:
        if half and (pair["story"] % 2 == 1) != (half == "odd"):
            continue
        a, b = (names[(pair[s]["date"], pair[s]["text"])] for s in "ab")
        rows["near"].append((near[a] == near[b], pair["near"], pair))
        rows["same"].append((bool(told.get(a, set()) & told.get(b, set())),
                             pair["same"], pair))
    scores = {}
    for name in rows:
        scores[name] = report(name, rows[name])
        for said, real, pair in rows[name]:
            if "--verbose" in sys.argv and bool(said) != real:
                print("  %s %s %s (%s)\n    %s\n    %s" %
                      (name, "wrong" if said else "missed", pair["id"],
                       pair["kind"], pair["a"]["text"], pair["b"]["text"]))
    for floor in sys.argv[sys.argv.index("--floor") + 1:] \
            if "--floor" in sys.argv else []:
        name, value = floor.split("=")
        if scores[name] < float(value):
            raise SystemExit("%s is below its floor %s" % (name, value))


main()
