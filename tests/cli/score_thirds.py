#!/usr/bin/env python3
"""score_thirds.py TRUCE THIRDS.tsv [-v] [--floor F1] [--day F1]

Third parties of short texts (tests/data/items/thirds.tsv) by code, and the
days of their episodes, F1 each; -v lists the texts that are told otherwise."""
import json
import subprocess
import sys


def codes(actors):
    return {a.get("code") for a in actors if a.get("code")}


def f1(right, told, gold):
    return 2 * right / (told + gold) if told + gold else 1.0


def main():
    args = sys.argv[1:]
    floors = {n: float(args[args.index(n) + 1])
              for n in ("--floor", "--day") if n in args}
    with open(args[1], encoding="utf-8") as file:
        items = [line.rstrip("\n").split("\t") for line in file
                 if line.strip() and not line.startswith("#")]
    text = "".join(json.dumps({"id": str(i), "date": "2020-06-15",
                               "text": item[2]}) + "\n"
                   for i, item in enumerate(items))
    out = subprocess.run([args[0], "code", "--emit", "jsonl", "-"], input=text,
                         capture_output=True, text=True, check=True)
    thirds, days = [0, 0, 0], [0, 0, 0]
    for line in out.stdout.splitlines():
        record = json.loads(line)
        item = items[int(record["id"])]
        pairs = [(thirds, item[0], codes(
                     t for e in record["events"] for t in e.get("third", []))),
                 (days, item[1], {e.get("date") for e in record["episodes"]})]
        for count, want, told in pairs:
            if want == "?":
                continue
            gold = set() if want == "-" else set(want.split("+"))
            count[0] += len(gold & told)
            count[1] += len(told)
            count[2] += len(gold)
            if gold != told and "-v" in args:
                print(sorted(gold), sorted(map(str, told)), item[2])
    shares = {"--floor": f1(*thirds), "--day": f1(*days)}
    print("third parties F1 %.2f (%d right, %d told, %d in gold)" %
          (shares["--floor"], *thirds))
    print("days of episodes F1 %.2f (%d right, %d told, %d in gold)" %
          (shares["--day"], *days))
    return 1 if any(shares[n] < f for n, f in floors.items()) else 0


if __name__ == "__main__":
    sys.exit(main())
