#!/usr/bin/env python3
"""Scores the registers of agreements and episodes against texts with gold.

usage: score_registers.py TRUCE FILE [--verbose] [--floor NAME=VALUE ...]

All documents go into one conflict file. A mission is found by contributor;
terms: share of the gold values of provisions, each held against the best
provision of its type. Hosts count as mediators where
gold does not tell them apart. A gold row is found when the register
has a row that tells of the item's documents and agrees in date, where gold
has one, and shares a party. rows: F1 of found rows (planned ones count); every
other figure: share of the gold values of a field that the found rows have
(lists as sets, evidence of a missing row counts as wrong).
"""
import json, os, subprocess, sys, tempfile
from collections import defaultdict


def codes(actors):
    return sorted({a["code"] for a in actors or [] if a.get("code")})


TERMS = ("actor", "object", "deadline", "strength")


def plain_mission(row):
    out = {k: row.get(k) for k in ("contributor", "area", "size", "start",
                                   "expires", "ended", "renewal",
                                   "equipment", "status")}
    out["term"] = row.get("term_months")
    out["notice"] = row.get("notice_months")
    return out


def plain(row, kind):
    if kind == "missions":
        return plain_mission(row)
    place = row.get("place")
    out = {"date": row.get("date"), "place": place}
    if kind == "episodes":
        out.update({k: row.get(k) for k in (
            "level", "track", "outcome", "initiator", "declined", "modality")})
        out["place"] = (place or {}).get("text")
        out["duration"] = row.get("duration_text")
        out["first"] = row.get("first_since")
        out["formats"] = sorted(row.get("formats") or [])
        for field in ("mediators", "hosts", "parties"):
            out[field] = codes(row.get(field))
        out["thirds"] = sorted(set(out["mediators"]) | set(out["hosts"]))
    else:
        out.update({k: row.get(k) for k in (
            "kind", "status", "process", "ended", "support")})
        out["follows"] = row.get("follows_date")
        for field in ("signatories", "guarantors", "witnesses"):
            out[field] = codes(row.get(field))
        out["offices"] = sorted(a["office"] for a in row["signatories"]
                                if a.get("office"))
        out["provisions"] = sorted({p["type"] for p in row["provisions"]})
        out["terms"] = row["provisions"]
        out["events"] = sorted({e["event"] for e in row["events"]})
    return out


def terms_right(gold, found):
    """(values right, values) of the terms of one agreement."""
    ok = total = 0
    for term in gold:
        same = [p for p in found if p["type"] == term["type"]]
        best = 0
        for p in same:
            n = 1
            for field, value in term.items():
                got = p.get("duration_months" if field == "months" else field)
                n += field != "type" and (
                    got == value or (field == "object" and bool(got) and
                                     value.lower() in got.lower()))
            best = max(best, n)
        ok += best
        total += len(term)
    return ok, total


def right(field, gold, found):
    if field in ("events", "provisions", "formats"):
        return set(gold) <= set(found or [])
    if field == "terms":
        return terms_right(gold, found or [])[0]
    if isinstance(gold, list):
        return sorted(gold) == sorted(found or [])
    if field in ("duration", "first", "place", "area", "renewal",
                 "equipment") or (field == "ended" and gold[:1].isalpha()):
        return bool(found) and gold.lower() in found.lower()
    return gold == found


def fits(gold, row, who):
    if who == "contributor":
        return gold[who] == row[who]
    if "date" in gold and gold["date"] != row["date"]:
        return False
    return bool(set(gold.get(who, [])) & set(row[who])) or not gold.get(who)


def read(truce, base, kind):
    done = subprocess.run([truce, kind, "-f", base, "--json"], check=True,
                          stdout=subprocess.PIPE)
    return json.loads(done.stdout)


def main():
    truce, path = sys.argv[1:3]
    verbose = "--verbose" in sys.argv
    items = [json.loads(line) for line in open(path)]
    right_n, total = defaultdict(int), defaultdict(int)
    with tempfile.TemporaryDirectory() as folder:
        base = os.path.join(folder, "case.db")
        texts = os.path.join(folder, "texts.jsonl")
        with open(texts, "w") as out:
            for item in items:
                for n, doc in enumerate(item["docs"]):
                    out.write(json.dumps({"id": f"{item['id']}-{n}", **doc}) +
                              "\n")
        subprocess.run([truce, "code", texts, "-o", base], check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        rows = {k: read(truce, base, k) for k in ("episodes", "agreements", "missions")}
    said = found = wanted = 0
    for item in items:
        for kind, who in (("episodes", "parties"),
                          ("agreements", "signatories"),
                          ("missions", "contributor")):
            golds = item.get(kind)
            if golds is None:
                continue
            own = [plain(r, kind) for r in rows[kind]
                   if any(e["document"].startswith(item["id"] + "-")
                          for e in r["evidence"])]
            said += len(own) if kind == "episodes" else 0
            for gold in golds:
                best = [r for r in own if fits(gold, r, who)]
                best.sort(key=lambda r: -sum(right(f, v, r.get(f))
                                             for f, v in gold.items()))
                wanted += kind == "episodes"
                found += kind == "episodes" and bool(best)
                total[kind] += 1
                right_n[kind] += bool(best)
                if verbose and not best:
                    print(item["id"], "no row", kind, gold, own)
                for field, value in gold.items():
                    if field in ("date", "contributor"):
                        continue
                    if field == "terms":
                        ok, n = terms_right(value,
                                            best[0]["terms"] if best else [])
                        right_n[field] += ok
                        total[field] += n
                        if verbose and ok < n:
                            print(item["id"], "terms", value, "are",
                                  [{k: p[k] for k in (
                                      "type", "duration_months", *TERMS)}
                                   for p in best[0]["terms"]] if best else [])
                        continue
                    total[field] += 1
                    name = field
                    if field == "mediators" and "hosts" not in gold:
                        name = "thirds"
                    ok = bool(best) and right(field, value,
                                              best[0].get(name))
                    right_n[field] += ok
                    if verbose and best and not ok:
                        print(item["id"], field, "gold", value, "is",
                              best[0].get(field))
    figures = {n: right_n[n] / total[n] for n in total}
    figures["precision"] = found / max(said, 1)
    total["precision"] = said
    figures["fields"] = (sum(v for n, v in right_n.items()) /
                         max(sum(v for n, v in total.items()
                                 if n != "precision"), 1))
    for name in figures:
        print(f"{name:12} {figures[name]:.2f}" +
              (f"  of {total[name]}" if name in total else ""))
    floors = [f.split("=") for f in sys.argv if "=" in f]
    sys.exit(any(figures[name] < float(floor) for name, floor in floors))


main()
