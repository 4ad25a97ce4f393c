#!/usr/bin/env python3
"""score_usage.py TRUCE [USAGE.tsv] [-v] [--floor SHARE]

How many of the sentences of tests/data/items/usage.tsv are told as the act
that their verb means there: the type and, where it is not asserted, the
modality; or nothing. -v lists the others; --floor: least share."""
import json
import os
import subprocess
import sys


def main():
    args = sys.argv[1:]
    floor = float(args[args.index("--floor") + 1]) if "--floor" in args else 0
    files = [a for i, a in enumerate(args) if not a.startswith("-") and
             (i == 0 or args[i - 1] != "--floor")]
    here = os.path.dirname(os.path.abspath(__file__))
    path = files[1] if len(files) > 1 else here + "/../data/items/usage.tsv"
    with open(path, encoding="utf-8") as file:
        items = [line.rstrip("\n").split("\t") for line in file
                 if line.strip() and not line.startswith("#")]
    text = "".join(json.dumps({"id": str(i), "date": "2020-06-15",
                               "text": item[1]}) + "\n"
                   for i, item in enumerate(items))
    out = subprocess.run([files[0], "code", "--emit", "jsonl", "-"],
                         input=text, capture_output=True, text=True, check=True)
    right = 0
    for line in out.stdout.splitlines():
        told = json.loads(line)
        gold, sentence = items[int(told["id"])]
        kind, _, modality = gold.partition(" ")
        acts = [(e["type"], e["modality"]) for e in told["events"]
                if e["modality"] != "negated"]
        fits = acts == [] if kind == "none" else \
            (kind, modality or "asserted") in acts or \
            (not modality and (kind, "reported") in acts)
        right += fits
        if not fits and "-v" in args:
            print(gold, acts, sentence)
    print("%d sentences, %.3f told rightly" % (len(items), right / len(items)))
    sys.exit(right / len(items) < floor)


main()
