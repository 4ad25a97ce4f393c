# Four statements of one process: what a later one no longer names.
here=$SRC/examples/south-caucasus/statements
truce compare "$here"/*.txt | tail -40
truce compare --json "$here"/*.txt | python3 -c '
import json, sys
for x in json.load(sys.stdin)["no_longer_named"]:
    if x["kind"] == "place":
        print(x)'
