#!/usr/bin/env python3
"""pairs.py [--both] < truce.jsonl > pred.jsonl
Turns the output of `truce code --emit jsonl` into one source and one target
an event, as the scorers of published gold records want it. Events that are
negated, conditional, questioned or background are left out. --both: a meeting
counts in both directions (PETRARCH's way)."""
import json
import sys


def pairs(event, both):
    source, target = event.get("source", []), event.get("target", [])
    if not target and len(source) > 1:
        return [(a, b) for i, a in enumerate(source) for b in
                (source if both else source[i + 1:]) if a is not b]
    found = [(a, b) for a in source or [None] for b in target or [None]]
    if both and event.get("type") == "CONSULT":
        found += [(b, a) for a, b in found]
    return found


def code(actor, both):
    if not actor or not actor.get("code"):
        return None
    return {"code": actor["code"] + (actor.get("sector") or "" if both
                                     else "")}


both = "--both" in sys.argv
for line in sys.stdin:
    record = json.loads(line)
    events = []
    for event in record["events"]:
        if event.get("background") or event["modality"] in (
                "negated", "conditional", "questioned"):
            continue
        for a, b in pairs(event, both):
            events.append({"type": event["type"], "cameo": event["cameo"],
                           "source": code(a, both) or "---",
                           "target": code(b, both) or "---"})
    print(json.dumps({"id": record["id"], "events": events}))
