#!/usr/bin/env python3
"""Scores who says something, to whom, where and how, against items with gold.

usage: score_said.py TRUCE FILE [--verbose] [--floor NAME=VALUE ...]

Gold: speaker (code), office, act, quote (exact words or not), audience,
occasion; null where the text does not tell it. The statement with the gold
act counts, else the first. Audience and office: the gold is part of what is
found. Each figure is the share of items.
"""
import sys

import score_lines

FIELDS = ("speaker", "office", "act", "quote", "audience", "occasion")


def found(statement):
    audience = statement.get("audience", [])
    return {
        "speaker": statement["speaker"].get("code"),
        "office": statement["speaker"].get("office"),
        "act": statement["act"],
        "quote": statement["quote"],
        "occasion": statement.get("occasion"),
        "audience": " ".join((a.get("name") or "") + " " + a["text"]
                             for a in audience) or None,
    }


def agrees(field, gold, got):
    if gold is None or got is None:
        return gold is None and got is None
    if field in ("audience", "office"):
        return gold.lower() in got.lower()
    return gold == got


def main():
    truce, path = sys.argv[1:3]
    pairs = score_lines.coded_file(truce, path)
    right = dict.fromkeys(FIELDS, 0)
    for item, told in pairs:
        said = [found(s) for s in told["statements"]]
        best = next((s for s in said if s["act"] == item["act"]),
                    said[0] if said else dict.fromkeys(FIELDS))
        bad = [f for f in FIELDS if not agrees(f, item[f], best[f])]
        for field in FIELDS:
            right[field] += field not in bad
        if bad and "--verbose" in sys.argv:
            print(item["id"], "; ".join(f"{f} {best[f]} for {item[f]}"
                                        for f in bad), "<", item["text"])
    figures = {f: right[f] / len(pairs) for f in FIELDS}
    print("  ".join(f"{f} {figures[f]:.2f}" for f in FIELDS),
          f" of {len(pairs)}")
    sys.exit(score_lines.below(figures, sys.argv))


main()
