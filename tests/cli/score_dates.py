#!/usr/bin/env python3
"""Scores the dates of events (tests/data/items/dates.jsonl).

usage: score_dates.py TRUCE FILE [--half odd|even] [--verbose]
                      [--floor ACCURACY]

Gold names a word of the text and the date of the act it tells ("2020-11-09",
"2020-11", "2020"). The event coded at that word must bear exactly this date.
Acts that were not coded have no date to judge; their number is printed.
"""
import json, subprocess, sys


def option(name):
    if name not in sys.argv:
        return None
    return sys.argv[sys.argv.index(name) + 1]


def find_event(item, events, word):
    data = item["text"].encode()
    at = data.find(word.encode())
    for event in events:
        begin, end = event["trigger"]
        if begin <= at < end:
            return event
    return None


def main():
    truce, path = sys.argv[1:3]
    items = [json.loads(line) for line in open(path, encoding="utf-8")]
    half = option("--half")
    if half:
        items = items[0 if half == "odd" else 1::2]
    text = "".join(json.dumps({k: v for k, v in o.items() if k != "gold"}) +
                   "\n" for o in items)
    done = subprocess.run([truce, "code", "--emit", "jsonl",
                           "--min-confidence", "0", "-"], input=text,
                          capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stderr)
    right = found = total = 0
    for item, line in zip(items, done.stdout.splitlines()):
        events = json.loads(line)["events"]
        for gold in item["gold"]:
            total += 1
            event = find_event(item, events, gold["word"])
            found += event is not None
            ok = event is not None and event.get("date") == gold["date"]
            right += ok
            if "--verbose" in sys.argv and not ok:
                print("%s '%s' gold %s, said %s\n    %s: %s" %
                      (item["id"], gold["word"], gold["date"],
                       event.get("date") if event else "no event",
                       item["date"], item["text"]))
    accuracy = right / max(1, found)
    print("dates accuracy %.2f  (%d right of %d coded acts, %d acts in gold)" %
          (accuracy, right, found, total))
    floor = option("--floor")
    if floor and accuracy < float(floor):
        raise SystemExit("accuracy is below its floor %s" % floor)


main()
