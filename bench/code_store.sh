#!/bin/sh
# code_store.sh [COPIES]: speed and memory of `truce code -o`, reading to
# stored rows, on COPIES (20) of the example's news with a different first
# word each, so that none is skipped as known. On one core, then on all.
# Then the same news again, all known.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
truce=${TRUCE:-$here/build/truce}
copies=${1:-20}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
k=0
while [ "$k" -lt "$copies" ]; do
    sed "s/\"text\": \"/&Report $k. /" \
        "$here/examples/south-caucasus/news.jsonl"
    k=$((k + 1))
done >"$dir/news.jsonl"

# measure LABEL ARGUMENTS: one run of truce code under time(1)
measure() {
    label=$1
    shift
    /usr/bin/time -f '%e %U %S %M' -o "$dir/time" \
        "$truce" code "$dir/news.jsonl" -o "$dir/c.db" "$@" 2>"$dir/log"
    sentences=$(sqlite3 "$dir/c.db" 'SELECT count(*) FROM sentences')
    events=$(sqlite3 "$dir/c.db" 'SELECT count(*) FROM events')
    bytes=$(wc -c <"$dir/c.db")
    awk -v label="$label" -v n="$sentences" -v events="$events" \
        -v bytes="$bytes" '{ cpu = $2 + $3
        printf "%s: %d sentences, %d events in %.1f s", label, n, events, $1
        printf " (%.0f a second; %.0f a second of processor time)", \
            n / $1, n / cpu
        printf ", %.0f MB resident, %.1f MB on disk\n", $4 / 1024, \
            bytes / 1e6 }' "$dir/time"
}

measure "one core" --threads 1
rm -f "$dir/c.db"
measure "all cores"
measure "again, all known"
