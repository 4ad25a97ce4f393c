#!/usr/bin/env python3
"""score_usage.py TRUCE [USAGE.tsv] [-v] [--floor SHARE]

How many of the sentences of tests/data/items/usage.tsv are told as the act
that their verb means there: the type and, where it is not asserted, the
modality; or nothing. -v lists the others; --floor: least share."""
import os
import sys

import score_lines


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    truce, path, verbose, floor = score_lines.options(
        sys.argv[1:], here + "/../data/items/usage.tsv")
    items = score_lines.rows(path)
    records = score_lines.coded_texts(truce, [item[1] for item in items])
    right = 0
    for (gold, sentence), told in zip(items, records):
        kind, _, modality = gold.partition(" ")
        acts = [(e["type"], e["modality"]) for e in told["events"]
                if e["modality"] != "negated"]
        fits = acts == [] if kind == "none" else \
            (kind, modality or "asserted") in acts or \
            (not modality and (kind, "reported") in acts)
        right += fits
        if not fits and verbose:
            print(gold, acts, sentence)
    print("%d sentences, %.3f told rightly" % (len(items), right / len(items)))
    sys.exit(right / len(items) < floor)


main()
