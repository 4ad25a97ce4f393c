#!/usr/bin/python3
"""Writes src/lang/verbs.def: base forms of English verbs, one word each, and
irregular forms with their base, from WordNet (Debian: wordnet-base). Usage: tools/gen-verbs.py [/usr/share/wordnet] >src/lang/verbs.def"""
import re
import sys

folder = sys.argv[1] if len(sys.argv) > 1 else "/usr/share/wordnet"
verbs = set()
with open(folder + "/index.verb", encoding="ascii") as index:
    for line in index:
        word = line.split(" ", 1)[0]
        if re.fullmatch("[a-z]{3,}", word):
            verbs.add(word)
irregular = {}
with open(folder + "/verb.exc", encoding="ascii") as exceptions:
    for line in exceptions:
        form, base = line.split()[:2]
        if base in verbs and re.fullmatch("[a-z]{2,}", form):
            irregular.setdefault(form, base)
for form in list(irregular):
    if re.search("(ing|s|ied)$", form) or form[:3] == irregular[form][:3] and \
            re.search("[^aeiou]ed$", form) and len(form) > len(irregular[form]):
        del irregular[form]


def put(items):
    row = ""
    for item in items:
        if len(row) + len(item) > 78:
            print(row)
            row = ""
        row += (" " if row else "") + item
    print(row)


print("/* Made by tools/gen-verbs.py from WordNet 3.0, Copyright 2006 by"
      " Princeton\n * University, used by its licence (any purpose, this"
      " notice kept). Sorted. */")
put('V("%s")' % verb for verb in sorted(verbs))
put('I("%s", "%s")' % pair for pair in sorted(irregular.items()))
