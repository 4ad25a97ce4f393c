#!/usr/bin/env python3
"""Whom pronouns and definite references stand for.

usage: score_refs.py TRUCE PASSAGES.tsv [-v] [--precision P] [--recall R]

PASSAGES.tsv: date, passage with [[word=CODE,CODE]] marks (the file's head
tells). A reference counts as told when `truce explain` gives the word a
country or body, as right when the codes are those of the mark. Exits 1 below
P or R.
"""
import argparse
import collections
import re
import subprocess
import sys

MARK = re.compile(r"\[\[([^=\]]+)=([^\]]*)\]\]")


def told(truce, date, text, word):
    """The codes that the actors named `word` have, all sentences together."""
    out = subprocess.run([truce, "explain", "--date", date, "--text", text],
                         capture_output=True, text=True, check=True).stdout
    codes = []
    for line in out.splitlines():
        found = re.match(r"    (.*\b)?%s: (\S+) ?(\S+)?" % re.escape(word),
                         line)
        if found and re.fullmatch(r"[A-Z]{3},?", found[2]):
            codes.append(found[2].rstrip(","))
    return codes


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("truce")
    parser.add_argument("passages")
    parser.add_argument("-v", action="store_true")
    parser.add_argument("--precision", type=float, default=0)
    parser.add_argument("--recall", type=float, default=0)
    args = parser.parse_args()
    n = collections.Counter()
    for line in open(args.passages, encoding="utf-8"):
        if line.startswith("#"):
            continue
        date, passage = line.rstrip("\n").split("\t")
        text = MARK.sub(r"\1", passage)
        for word, want in MARK.findall(passage):
            want = sorted(set(want.split(","))) if want != "-" else []
            codes = sorted(set(told(args.truce, date, text, word)))
            n["gold"] += bool(want)
            n["told"] += bool(codes)
            n["right"] += bool(codes) and codes == want
            if args.v and codes != want:
                print("%s: %s, should be %s | %s"
                      % (word, codes, want, text))
    precision = n["right"] / max(n["told"], 1)
    recall = n["right"] / max(n["gold"], 1)
    print("references: precision %.2f (%d of %d told), recall %.2f (of %d)"
          % (precision, n["right"], n["told"], recall, n["gold"]))
    sys.exit(precision < args.precision or recall < args.recall)


if __name__ == "__main__":
    main()
