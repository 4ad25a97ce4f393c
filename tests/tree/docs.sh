#!/bin/sh
# docs.sh TRUCE: what the docs must name is named: every import format, every
# table of the schema, every room, every local link; and pages that the source
# names are there. Prints what is missing.
set -eu
truce=$1
cd "$(dirname "$0")/../.."
missing=$(mktemp)
trap 'rm -f "$missing"' EXIT

# want WORD FILE: the file has `WORD` in it.
want() {
    grep -qF -e "\`$1\`" "$2" || echo "$2 does not name '$1'" >>"$missing"
}

"$truce" import --list | while read -r format _; do
    want "$format" docs/import.md
done
sed -n 's/^CREATE \(VIRTUAL \)*TABLE \([a-z_]*\).*/\2/p' \
    src/casefile/schema.sql | while read -r table; do
    want "$table" docs/casefile.md
done
for room in src/*/; do
    room=${room%/}
    grep -qF "$room" ARCHITECTURE.md ||
        echo "ARCHITECTURE.md does not name '$room'" >>"$missing"
    [ -f "$room/README.md" ] || echo "no $room/README.md" >>"$missing"
done
grep -rhoE 'docs/[a-z]+\.(md|tsv)' include src lexicon tests train bench |
    sort -u | while read -r page; do
    [ -f "$page" ] || echo "named in the source, but not there: $page" \
        >>"$missing"
done
for doc in README.md ARCHITECTURE.md CONTRIBUTING.md docs/*.md; do
    grep -oE '\]\([^)#:]+' "$doc" | cut -c3- | while read -r link; do
        [ -e "$(dirname "$doc")/$link" ] ||
            echo "$doc: link to '$link' leads nowhere" >>"$missing"
    done
done
cat "$missing"
[ ! -s "$missing" ]
