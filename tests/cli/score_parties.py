#!/usr/bin/env python3
"""score_parties.py TRUCE [PARTIES.tsv] [-v] [--floor SHARE]

How many of the texts of tests/data/items/parties.tsv are told with the act
and the parties that they have: an event of the last sentence with this type,
these sources and these targets. -v lists the others; --floor: least share."""
import os
import sys

import score_lines


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
    here = os.path.dirname(os.path.abspath(__file__))
    truce, path, verbose, floor = score_lines.options(
        sys.argv[1:], here + "/../data/items/parties.tsv")
    items = score_lines.rows(path)
    records = score_lines.coded_texts(truce, [item[3] for item in items])
    right = 0
    for (kind, source, target, sentence), record in zip(items, records):
        found = any(e["type"] == kind and fits(source, e["source"]) and
                    fits(target, e["target"]) for e in record["events"])
        right += found
        if not found and verbose:
            print(kind, source, target, sentence)
            for e in record["events"]:
                print("   ", e["type"], told(e["source"]), told(e["target"]))
    share = right / len(items)
    print("parties %.2f (%d of %d)" % (share, right, len(items)))
    return 0 if share >= floor else 1


if __name__ == "__main__":
    sys.exit(main())
