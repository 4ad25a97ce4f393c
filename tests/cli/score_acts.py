#!/usr/bin/env python3
"""score_acts.py TRUCE [ACTS.tsv] [--half odd|even] [-v] [TRUCE OPTIONS]

How many of the sentences of tests/data/items/acts.tsv are coded: the type;
type and parties; the CAMEO code to its third digit. Other events of the
sentence count as extra. -v lists what is wrong (of the odd lines only, so
that the even ones stay unseen). --floor: least share of type and parties."""
import json
import os
import subprocess
import sys


def read(path):
    acts = []
    for line in open(path, encoding="utf-8"):
        if not line.startswith("#") and line.strip():
            acts.append(line.rstrip("\n").split("\t"))
    return acts


def codes(text):
    return set() if text == "-" else set(text.split("+"))


def of(event, slot):
    return {a["code"] for a in event.get(slot) or [] if a.get("code")}


def fits(act, event):
    source, target = codes(act[2]), codes(act[3])
    if len(source) > 1:
        return source <= of(event, "source") | of(event, "target")
    return source <= of(event, "source") and target <= of(event, "target")


def main():
    args = sys.argv[1:]
    verbose = "-v" in args
    half = args[args.index("--half") + 1] if "--half" in args else None
    floor = float(args[args.index("--floor") + 1]) if "--floor" in args else 0
    valued = ("--half", "--floor")
    rest = [a for i, a in enumerate(args) if a != "-v" and a not in valued and
            (i == 0 or args[i - 1] not in valued)]
    truce, path, options = rest[0], None, rest[1:]
    if options and not options[0].startswith("-"):
        path, options = options[0], options[1:]
    here = os.path.dirname(os.path.abspath(__file__))
    acts = read(path or os.path.join(here, "../data/items/acts.tsv"))
    text = "".join(json.dumps({"id": str(i), "date": "2020-06-15",
                               "text": act[4]}) + "\n"
                   for i, act in enumerate(acts))
    out = subprocess.run([truce, "code", "--emit", "jsonl", *options, "-"],
                         input=text, capture_output=True, text=True, check=True)
    told = {o["id"]: o["events"] for o in map(json.loads,
                                              out.stdout.splitlines())}
    n = types = parties = cameo = extra = 0
    for i, act in enumerate(acts):
        if half and (i % 2 == 0) != (half == "odd"):
            continue
        events = [e for e in told.get(str(i), []) if e.get("modality") not in
                  ("negated", "conditional", "questioned")]
        same = [e for e in events if e["type"] == act[1]]
        n += 1
        types += bool(same)
        parties += any(fits(act, e) for e in same)
        cameo += any(e["cameo"][:3] == act[0][:3] for e in same)
        extra += len(events) - bool(same)
        if verbose and i % 2 == 0 and not any(fits(act, e) for e in same):
            print(act[0], act[1], act[2], act[3], act[4])
            for e in events:
                print("   ", e["type"], e["cameo"], sorted(of(e, "source")),
                      sorted(of(e, "target")), e["trigger"]
                      if "trigger" in e else "", "%.2f" % e["confidence"])
    print("%d acts: type %.3f, type and parties %.3f, CAMEO to the third "
          "digit %.3f, %d other events" % (n, types / n, parties / n,
                                           cameo / n, extra))
    sys.exit(parties / n < floor)


main()
