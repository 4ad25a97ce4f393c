#!/usr/bin/env python3
"""The founding article, and its paraphrase of our own, must come out right
(skips where the text is absent).

usage: founding.py TRUCE ARTICLE
"""
import json, os, subprocess, sys


def code(truce, path):
    text = open(path, encoding="utf-8").read()
    line = json.dumps({"id": "founding", "date": "2022-11-08", "text": text})
    done = subprocess.run([truce, "code", "--emit", "jsonl", "-"],
                          input=line + "\n", capture_output=True, text=True,
                          check=True)
    return json.loads(done.stdout)


def codes(actors):
    return {a.get("code") for a in actors}


def one(rows, what, fits):
    found = [r for r in rows if fits(r)]
    if not found:
        raise SystemExit("missing: " + what)
    return found[0]


def main():
    truce, path = sys.argv[1:3]
    if not os.path.exists(path):
        print("skipped: no '%s'" % path)
        raise SystemExit(77)
    out = code(truce, path)
    treaty = one(out["agreements"], "ceasefire of 2020-11-09", lambda a:
                 a["kind"] == "ceasefire" and a.get("date") == "2020-11-09")
    signed = {(a["code"], a.get("name"), a.get("office"))
              for a in treaty["signatories"]}
    assert signed == {("ARM", "Nikol Pashinyan", "prime minister"),
                      ("AZE", "Ilham Aliyev", "president"),
                      ("RUS", "Vladimir Putin", "president")}, signed
    assert "war" in treaty["ended"].lower()
    mission = one(out["missions"], "Russian mission",
                  lambda m: m["contributor"] == "RUS")
    assert mission["term_months"] == 60
    assert mission["expires"].startswith("2025-11")
    assert "Artsakh" in mission["area"] or "Karabakh" in mission["area"]
    sochi = one(out["episodes"], "Sochi episode",
                lambda e: e.get("date") == "2022-10-31")
    assert "RUS" in codes(sochi["mediators"])
    assert {"ARM", "AZE"} <= codes(sochi["parties"])
    assert {"bilateral", "trilateral"} <= set(sochi["formats"])
    assert sochi["outcome"] == "joint statement"
    assert sochi["place"]["text"] == "Sochi"
    for track in ("EUR", "USA"):
        one(out["episodes"], "track of " + track,
            lambda e: codes(e["mediators"]) == {track})
    one(out["agreements"], "joint statement of 2022-10-31",
        lambda a: a.get("date") == "2022-10-31")
    earlier = one(out["agreements"], "statement of 2021-11-26",
                  lambda a: a.get("date") == "2021-11-26")
    assert "Nagorno-Karabakh conflict zone" in earlier["named"]
    zakharova = one(out["statements"], "Zakharova", lambda s:
                    s["speaker"].get("name") == "Maria Zakharova")
    assert zakharova["quote"] and "squeezing Russia out" in zakharova["text"]
    assert "spokes" in zakharova["speaker"]["office"]
    assert {"USA", "EUR"} <= codes(zakharova["targets"])
    one(out["statements"], "Putin at a press conference", lambda s:
        s["speaker"].get("name") == "Vladimir Putin" and
        s.get("occasion") == "press conference")
    envoy = one(out["statements"], "Kopirkin on status", lambda s:
                "Kopirkin" in s["speaker"].get("name", ""))
    assert envoy["speaker"]["office"] == "ambassador"
    assert "status" in envoy["issues"]
    one(out["issues"], "status put off", lambda i:
        i["issue"] == "status" and i["state"] == "put off")


main()
