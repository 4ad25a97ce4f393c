#!/usr/bin/env python3
"""score_parties.py TRUCE [PARTIES.tsv] [-v] [--floor SHARE]

How many of the texts of tests/data/items/parties.tsv are told with the act
and the parties that they have: an event of the last sentence with this type,
these sources and these targets. -v lists the others; --floor: least share."""
import json
import os
import subprocess
import sys


def told(actors):
    return [((a.get("code") or "?"), a.get("sector") or "") for a in actors]


def fits(gold, actors):
    """Each party that the line asks for is told, and no other."""
    want = [] if gold == "-" else gold.split("+")
    have = told(actors)
    if len(want) != len(have):
        return False
    return all(any(code == w.split(":")[0] and
                   (":" not in w or sector == w.split(":")[1])
                   for code, sector in have) for w in want)


def main():
    args = sys.argv[1:]
    floor = float(args[args.index("--floor") + 1]) if "--floor" in args else 0
    files = [a for i, a in enumerate(args) if not a.startswith("-") and
             (i == 0 or args[i - 1] != "--floor")]
    here = os.path.dirname(os.path.abspath(__file__))
    path = files[1] if len(files) > 1 else here + "/../data/items/parties.tsv"
    with open(path, encoding="utf-8") as file:
        items = [line.rstrip("\n").split("\t") for line in file
                 if line.strip() and not line.startswith("#")]
    text = "".join(json.dumps({"id": str(i), "date": "2020-06-15",
                               "text": item[3]}) + "\n"
                   for i, item in enumerate(items))
    out = subprocess.run([files[0], "code", "--emit", "jsonl", "-"],
                         input=text, capture_output=True, text=True, check=True)
    right = 0
    for line in out.stdout.splitlines():
        record = json.loads(line)
        kind, source, target, sentence = items[int(record["id"])]
        found = any(e["type"] == kind and fits(source, e["source"]) and
                    fits(target, e["target"]) for e in record["events"])
        right += found
        if not found and "-v" in args:
            print(kind, source, target, sentence)
            for e in record["events"]:
                print("   ", e["type"], told(e["source"]), told(e["target"]))
    share = right / len(items)
    print("parties %.2f (%d of %d)" % (share, right, len(items)))
    return 0 if share >= floor else 1


if __name__ == "__main__":
    sys.exit(main())
