#!/usr/bin/env python3
"""Scores `truce code --emit jsonl` against items with gold (tests/data/items).

usage: score_items.py TRUCE FILE [--verbose] [--floor NAME=F1 ...]

third: codes of mediators, hosts, guarantors and witnesses of an item's events,
episodes and agreements. statements: right when the speaker's name (or, for
indirect speech, code) fits and the words contain the gold words. agreements:
same date and a common party. missions: codes of contributors. What several
say together is one utterance, whose speakers are tried in turn.
"""
import json, re, subprocess, sys


def norm(text):
    text = (text or "").lower().replace("\u2019", "'")
    return re.sub(r"[^a-z0-9]+", " ", text).strip()


def codes(actors):
    return {a["code"] for a in actors if a.get("code")}


def third_parties(out):
    found = set()
    for event in out["events"]:
        found |= codes(event.get("third", []))
    for episode in out["episodes"]:
        found |= codes(episode.get("mediators", []))
        found |= codes(episode.get("hosts", []))
    for agreement in out["agreements"]:
        found |= codes(agreement.get("guarantors", []))
    return found


def speaks(gold, statement):
    speaker = statement["speaker"]
    words = norm((speaker.get("name") or "") + " " +
                 (speaker.get("text") or "")).split()
    name = norm(gold["speaker"]).split()
    named = name[-1] in words or len(set(name) & set(words)) > 1
    if gold["text"] is None:
        return not statement["quote"] and (
            named or speaker.get("code") == gold["code"])
    a, b = norm(gold["text"]), norm(statement["text"])
    return statement["quote"] and named and (a in b or b in a)


def same_agreement(gold, agreement):
    return (agreement.get("date") == gold["date"] and
            set(gold["parties"]) & codes(agreement.get("signatories", [])))


def match(gold, said, fits):
    used = set()
    for g in gold:
        for i, s in enumerate(said):
            if i not in used and fits(g, s):
                used.add(i)
                break
    return len(used)


def main():
    truce, path = sys.argv[1:3]
    items = [json.loads(line) for line in open(path, encoding="utf-8")]
    text = "".join(json.dumps({k: v for k, v in o.items() if k != "gold"}) +
                   "\n" for o in items)
    done = subprocess.run([truce, "code", "--emit", "jsonl", "-"], input=text,
                          capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stderr)
    counts = {}

    def count(name, hit, said, real):
        row = counts.setdefault(name, [0, 0, 0])
        for i, n in enumerate((hit, said, real)):
            row[i] += n

    for item, line in zip(items, done.stdout.splitlines()):
        out, gold = json.loads(line), item["gold"]
        third, want = third_parties(out), set(gold["third"])
        count("third", len(third & want), len(third), len(want))
        spans = {tuple(s["span"]) for s in out["statements"]}
        count("statements", match(gold["statements"], out["statements"],
                                  speaks),
              len(spans), len(gold["statements"]))
        quotes = [s for s in out["statements"] if s["quote"]]
        quoted = [s for s in gold["statements"] if s["text"]]
        count("quotations", match(quoted, quotes, speaks), len(quotes),
              len(quoted))
        count("agreements", match(gold["agreements"], out["agreements"],
                                  same_agreement),
              len(out["agreements"]), len(gold["agreements"]))
        sent = {m.get("contributor") for m in out["missions"]} - {None}
        count("missions", len(sent & set(gold["missions"])), len(sent),
              len(gold["missions"]))
        if "--verbose" in sys.argv and third != want:
            print(item["id"], "third", sorted(third), "gold", sorted(want))
    scores = {}
    for name, (hit, said, real) in counts.items():
        scores[name] = 2 * hit / max(1, said + real)
        print("%-11s F1 %.2f  (%d right, %d said, %d in gold)" %
              (name, scores[name], hit, said, real))
    for floor in sys.argv[sys.argv.index("--floor") + 1:] \
            if "--floor" in sys.argv else []:
        name, value = floor.split("=")
        if scores[name] < float(value):
            raise SystemExit("%s is below its floor %s" % (name, value))


main()
