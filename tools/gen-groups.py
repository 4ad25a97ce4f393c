#!/usr/bin/env python3
"""Writes lexicon/ucdp-groups.tsv from the UCDP Actor Dataset (CC BY 4.0).

    tools/gen-groups.py ucdp_actor_v22_1.csv > lexicon/ucdp-groups.tsv

Formally organised non-state groups with one location. Left out: coup factions
and "forces of" somebody, names of one common word, and names that
groups.tsv has already. A name of common words alone ("National Liberation
Front") and one of several countries get no code: the text must tell it.
"""
import collections
import csv
import os
import re
import sys
import unicodedata

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lexicon")
ALIASES = {
    "Cambodia": "KHM", "DR Congo": "COD", "Ivory Coast": "CIV",
    "Russia": "RUS", "Serbia": "SRB", "Yemen": "YEM", "Myanmar": "MMR",
    "Vietnam": "VNM", "South Vietnam": "VNM", "South Yemen": "YEM",
    "Madagascar": "MDG", "Zimbabwe": "ZWE", "Bosnia-Herzegovina": "BIH",
    "Congo": "COG", "United States of America": "USA", "Tanzania": "TZA",
    "North Macedonia": "MKD", "East Timor": "TLS", "Surinam": "SUR",
    "Burkina Faso": "BFA", "Kingdom of eSwatini": "SWZ", "Turkey": "TUR",
    "Hyderabad": "IND",
}
CRIME = re.compile(r"cartel|gang\b|zetas|mafia|comando|primeiro|"
                   r"familia|mara |barrio|bonde|guardians? of the state|"
                   r"syndicate|choneros|lobos|tiguerones", re.I)
SKIP = re.compile(r"faction \(|forces of|forces loyal|civilians|insurgents$|"
                  r"^Government|military faction|irregulars|supporters of|"
                  r"\bvs\b|opposition coalition|royalists|faction$|"
                  r"^Republic of|^State of|African National Union|"
                  r"Liberation of Angola|National Alliance$", re.I)


COMMON = set("""
    and for of the in a nation new old united national popular peoples people's patriotic
    democratic republican islamic islamist communist socialist revolutionary
    independent armed general supreme provisional free allied federal
    liberation salvation resistance restoration independence freedom justice
    equality unity peace defence defense self-defence reform change progress
    revolution renewal development democracy republic homeland fatherland
    front army movement party forces force council union alliance coalition
    group organization organisation committee congress militia brigade brigades
    command guard guards league assembly government opposition coordination
    workers farmers peasants students youth volunteers fighters martyrs
    soldiers rebels sons group northern southern eastern western central north
    south east west combatants patriots brotherhood jihad action
    """.split())


def is_common(name):
    return all(w in COMMON for w in re.findall(r"[\w'-]+", fold(name)))


def fold(text):
    text = unicodedata.normalize("NFD", text)
    return "".join(c for c in text if not unicodedata.combining(c)).lower()


def countries():
    table = dict(ALIASES)
    with open(os.path.join(HERE, "countries.tsv"), encoding="utf-8") as lines:
        for line in lines:
            if not line.startswith("#"):
                code, name = line.split("\t")[:2]
                table.setdefault(name, code)
    return table


def known():
    names = set()
    for file in ("groups.tsv", "organisations.tsv", "institutions.tsv"):
        with open(os.path.join(HERE, file), encoding="utf-8") as lines:
            for line in lines:
                if not line.startswith("#"):
                    f = line.rstrip("\n").split("\t")
                    names.update(fold(n) for n in [f[1]] + f[2].split("|"))
    return names


def clean(name):
    name = re.sub("[\u00b4\u2019]", "'", name)
    name = re.sub(r"\s+", " ", name.replace('"', "")).strip()
    return re.sub(r"\s*\((?:[^)]*)\)$", "", name)


def main():
    table, taken, rows = countries(), known(), {}
    with open(sys.argv[1], encoding="utf-8-sig") as lines:
        for r in csv.DictReader(lines):
            if r["Org"] != "1" or "," in r["Location"]:
                continue
            place = re.sub(r"\s*\(.*\)", "", r["Location"]).strip()
            code = table.get(place)
            short, full = clean(r["NameData"]), clean(r["NameOrigFullEng"])
            if not code or code == "ISR" or "n/a" in (short, full) or SKIP.search(short) or SKIP.search(full):
                continue
            names = []
            for n in (full, short):
                words = re.findall(r"\w+", n)
                acronym = n.isupper() and 4 <= len(n) <= 8
                if (len(words) >= 2 or acronym) and n not in names \
                        and fold(n) not in taken and len(n) < 90:
                    names.append(n)
            if not names or "," in names[0]:
                continue
            sector = "CRM" if CRIME.search(full + " " + short) else "REB"
            for name in filter(is_common, names):
                rows.setdefault(("", name), ("", sector))
            names = [n for n in names if not is_common(n)]
            if names:
                rows.setdefault((code, names[0]),
                                ("|".join(names[1:]), sector))
    owners = collections.Counter(name for _, name in rows)
    for key in [key for key in rows if owners[key[1]] > 1]:
        rows[("", key[1])] = ("", rows.pop(key)[1])
    print("""# Armed groups of the UCDP Actor Dataset 22.1 (Uppsala Conflict Data Program,
# ucdp.uu.se, CC BY 4.0): names and country only. Generated by
# tools/gen-groups.py; do not edit: groups.tsv goes before it. Empty code:
# known only with a country beside it.
# code\tname\taliases\tsector\tfrom\tto""")
    for (code, name), (aliases, sector) in sorted(
            rows.items(), key=lambda r: (r[0][0], fold(r[0][1]))):
        print("\t".join((code, name, aliases, sector, "", "")))


main()
