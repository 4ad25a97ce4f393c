#!/usr/bin/env python3
"""Holds the episodes of a conflict file against a list read by hand.

usage: score_episodes.py CASE.db EXPECTED.tsv A B [--floor RECALL PRECISION]

Recall: (date, mediator) pairs of the list that some episode with both A and B
has, the day being at most one off. Precision: such pairs of the file, up to
the last day of the list, that the list has. Ends with 1 below the floors.
"""
import datetime
import sqlite3
import sys


def read_expected(path):
    wanted, allowed = set(), set()
    for line in open(path, encoding="utf-8"):
        if line.startswith("#") or not line.strip():
            continue
        date, codes, _level = line.rstrip("\n").split("\t")
        sure = not codes.startswith("?")
        for code in codes.lstrip("?").split(","):
            allowed.add((date, code))
            if sure:
                wanted.add((date, code))
    return wanted, allowed


def read_found(path, a, b):
    db = sqlite3.connect(path)
    found = set()
    for episode, date in db.execute(
            "SELECT id, date FROM episodes WHERE modality IN"
            " ('asserted', 'reported') AND length(date) = 10"):
        roles = db.execute("SELECT role, code FROM episode_parties"
                           " WHERE episode = ?", (episode,)).fetchall()
        parties = {code for role, code in roles if role == "party"}
        if {a, b} <= parties:
            found |= {(date, code) for role, code in roles
                      if role == "mediator" and code}
    return found


def near(pair, pairs):
    day = datetime.date.fromisoformat(pair[0])
    return any(((day + datetime.timedelta(days=d)).isoformat(), pair[1])
               in pairs for d in (0, -1, 1))


def main():
    case, expected, a, b = sys.argv[1:5]
    floor = [float(x) for x in sys.argv[6:8]] or [0, 0]
    wanted, allowed = read_expected(expected)
    last = max(date for date, _ in allowed)
    found = {p for p in read_found(case, a, b) if p[0] <= last}
    missed = sorted(p for p in wanted if not near(p, found))
    wrong = sorted(p for p in found if not near(p, allowed))
    recall = 1 - len(missed) / len(wanted)
    precision = 1 - len(wrong) / len(found) if found else 0
    for name, pairs in (("missed", missed), ("wrong", wrong)):
        for date, code in pairs:
            print(f"{name}\t{date}\t{code}")
    print(f"recall {recall:.2f} of {len(wanted)}, "
          f"precision {precision:.2f} of {len(found)}")
    return 0 if recall >= floor[0] and precision >= floor[1] else 1


sys.exit(main())
