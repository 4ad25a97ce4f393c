#!/usr/bin/env python3
"""Scores `truce code --emit jsonl` against whole news items (tests/data/news).

usage: score_news.py TRUCE FILE [--verbose] [--floor NAME=SHARE ...]

Events that are negated, conditional, questioned or background do not count.
types, third, speakers, agreements (kind), missions (contributor), episodes
(date), mediators (of episodes): F1 over the items, a value counting once an
item. triples: share of gold events told with type and both countries (a pair
in either order). dates: share of those with the gold date.
"""
import json
import subprocess
import sys

SILENT = ("negated", "conditional", "questioned")


class Count:
    def __init__(self):
        self.right = self.told = self.gold = 0

    def add(self, gold, told):
        gold, told = set(gold), set(told)
        self.right += len(gold & told)
        self.told += len(told)
        self.gold += len(gold)
        return sorted(map(str, gold - told)), sorted(map(str, told - gold))

    def f1(self):
        both = self.told + self.gold
        return 2 * self.right / both if both else 1.0


def code(actor):
    return (actor or {}).get("code") or ""


def events_of(out):
    return [e for e in out["events"]
            if e["modality"] not in SILENT and not e.get("background")]


def tells(event, gold):
    codes = {code(a) for a in event["source"] + event["target"]}
    return (event["type"] == gold["type"] and gold["source"] in codes and
            (gold["target"] is None or gold["target"] in codes))


def sets_of(gold, out):
    told = events_of(out)
    yield ("types", [e["type"] for e in gold["events"]],
           [e["type"] for e in told])
    yield ("third", [t["code"] for t in gold["third"]],
           [code(t) for e in told for t in e.get("third", [])])
    yield ("speakers", gold["speakers"],
           [code(s["speaker"]) for s in out["statements"]])
    yield ("agreements", [a["kind"] for a in gold["agreements"]],
           [a["kind"] for a in out["agreements"]])
    yield ("missions", gold["missions"],
           [m["contributor"] for m in out["missions"]])
    yield ("episodes", [e["date"] for e in gold["episodes"]],
           [e.get("date") for e in out["episodes"]])
    if gold["episodes"] and out["episodes"]:
        yield ("mediators", [m for e in gold["episodes"]
                             for m in e["mediators"]],
               [code(m) for e in out["episodes"] for m in e["mediators"]])


def main():
    args = sys.argv[1:]
    floors = {}
    if "--floor" in args:
        at = args.index("--floor")
        floors = dict(f.split("=") for f in args[at + 1:])
        args = args[:at]
    verbose = "--verbose" in args
    truce, path = [a for a in args if a != "--verbose"]
    items = [json.loads(line) for line in open(path, encoding="utf-8")]
    feed = "".join(json.dumps({k: i[k] for k in ("id", "date", "text")}) + "\n"
                   for i in items)
    run = subprocess.run([truce, "code", "--emit", "jsonl", "-"], input=feed,
                         capture_output=True, text=True, check=True)
    outs = {o["id"]: o for o in map(json.loads, run.stdout.splitlines())}
    counts, found, dated = {}, Count(), Count()
    for item in items:
        gold, out = item["gold"], outs[item["id"]]
        for name, want, told in sets_of(gold, out):
            missed, extra = counts.setdefault(name, Count()).add(want, told)
            if verbose and (missed or extra):
                print(item["id"], name, "missed", missed, "extra", extra)
        for event in gold["events"]:
            hits = [e for e in events_of(out) if tells(e, event)]
            found.gold += 1
            found.right += bool(hits)
            if hits and event["date"]:
                dated.gold += 1
                dated.right += any(e.get("date") == event["date"]
                                   for e in hits)
            if verbose and not hits:
                print(item["id"], "event missed", event)
    shares = {"triples": found.right / found.gold,
              "dates": dated.right / dated.gold}
    for name, share in shares.items():
        print("%-10s %.2f" % (name, share))
    for name, c in counts.items():
        shares[name] = c.f1()
        print("%-10s F1 %.2f  (%d right, %d told, %d in gold)" %
              (name, c.f1(), c.right, c.told, c.gold))
    low = [n for n, f in floors.items() if shares[n] < float(f)]
    for name in low:
        print("below the floor:", name, floors[name])
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
