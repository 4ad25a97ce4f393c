#!/usr/bin/env python3
"""Scores stance and acts of statements against items with gold.

usage: score_stance.py TRUCE FILE [--verbose] [--floor NAME=VALUE ...]

Gold: targets of a short text with the sign of the speaker's stance (1, 0, -1)
by code (armed groups as SDN:REB), stance on issues, and the act. sign: share
of gold targets and of targets that truce alone gives a sign, that are right;
unknown counts as 0. issue: the same for the gold issues. act: share of items
with a statement of the gold act.
"""
import sys

import score_lines


def key(actor):
    reb = actor.get("sector") in ("REB", "OPP")
    return actor["code"] + (":REB" if reb else "")


def sign(value):
    return 0 if value is None or abs(value) < 0.1 else 1 if value > 0 else -1


def strongest(pairs):
    found = {}
    for name, value in pairs:
        if abs(value or 0) >= abs(found.get(name) or 0):
            found[name] = value
    return {name: sign(value) for name, value in found.items()}


def main():
    truce, path = sys.argv[1:3]
    verbose = "--verbose" in sys.argv
    pairs = score_lines.coded_file(truce, path)
    right = {"sign": 0, "issue": 0, "act": 0}
    total = dict(right)
    for item, told in pairs:
        said = told["statements"]
        targets = strongest((key(t), t.get("stance")) for s in said
                            for t in s["targets"] if t.get("code"))
        issues = strongest((i["issue"], i.get("stance")) for s in said
                           for i in s.get("issue_stances", []))
        acts = [s["act"] for s in said]
        bad = []
        for name, gold in item["targets"].items():
            total["sign"] += 1
            right["sign"] += targets.get(name, 0) == gold
            if targets.get(name, 0) != gold:
                bad.append(f"{name} {targets.get(name)} for {gold}")
        for name, found in targets.items():
            if found and name not in item["targets"]:
                total["sign"] += 1
                bad.append(f"{name} {found} for none")
        for name, gold in item.get("issues", {}).items():
            total["issue"] += 1
            right["issue"] += issues.get(name, 0) == gold
            if issues.get(name, 0) != gold:
                bad.append(f"issue {name} {issues.get(name)} for {gold}")
        total["act"] += 1
        right["act"] += item["act"] in acts
        if item["act"] not in acts:
            bad.append(f"act {'|'.join(acts) or 'none'} for {item['act']}")
        if verbose and bad:
            print(item["id"], "; ".join(bad), "<", item["text"])
    figures = {name: right[name] / max(total[name], 1) for name in total}
    print("  ".join(f"{name} {figures[name]:.3f} of {total[name]}"
                    for name in figures))
    sys.exit(score_lines.below(figures, sys.argv))


main()
