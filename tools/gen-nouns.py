#!/usr/bin/python3
"""Writes lexicon/nouns.tsv: common English nouns by what they mean in their
most frequent sense, from WordNet (Debian: wordnet-base). One class a line.
Usage: tools/gen-nouns.py [/usr/share/wordnet] >lexicon/nouns.tsv"""
import re
import sys

folder = sys.argv[1] if len(sys.argv) > 1 else "/usr/share/wordnet"
# Lexicographer files of nouns by number; 3 holds the tops of the others.
NAMES = ("top act animal artifact attribute body cognition communication event"
         " feeling food group location motive object person phenomenon plant"
         " possession process quantity relation shape state substance"
         " time").split()
FIRST = 3

# What a gloss says of a word of abuse; such words are left out.
ABUSE = re.compile("slur|offensive (term|name|to)|\\(offensive\\)|disparag|derog|"
                   "contempt|insulting|obscene|ethnic term|insulting")

sense_file = {}
abuse = set()
with open(folder + "/data.noun", encoding="ascii") as data:
    for line in data:
        if line[0] != " ":
            offset, number = line.split(" ", 2)[:2]
            sense_file[offset] = NAMES[int(number) - FIRST]
            if ABUSE.search(line.partition("|")[2]):
                abuse.add(offset)
words = {name: [] for name in NAMES}
with open(folder + "/index.noun", encoding="ascii") as index:
    for line in index:
        fields = line.split()
        if line[0] == " " or not re.fullmatch("[a-z]{3,}", fields[0]):
            continue
        senses = 4 + int(fields[3])
        if int(fields[senses + 1]) == 0:  # never met in the tagged texts
            continue
        word, name = fields[0], sense_file[fields[senses + 2]]
        rare = int(fields[senses + 1]) < 3  # not "boy"
        if name == "person" and rare and abuse.intersection(fields[senses:]):
            continue
        if name == "top" and word in words:
            name = word
        words[name].append(word)

print("# Made by tools/gen-nouns.py from WordNet 3.0, Copyright 2006 by"
      " Princeton\n# University, used by its licence (any purpose, this notice"
      " kept). Class, nouns.")
for name in NAMES[1:]:
    print(name + "\t" + " ".join(sorted(words[name])))
