# Every export format, its column count, filters, and a full disk.
. "$SRC/tests/cli/casefile.sh"
make_casefile c.db "$DATA/events.sql"
columns() {
    awk -F'\t' '{ print NF " columns" }' "$1" | sort -u
}
for format in csv jsonl geojson; do
    echo "-- $format"
    truce export -f c.db --format $format --actor RUS
done
for format in gdelt polecat phoenix; do
    echo "-- $format"
    truce export -f c.db --format $format -o out.tsv
    columns out.tsv
    sed 's/\t/ | /g' out.tsv
done
echo "-- refused"
truce export -f c.db --format runes 2>&1 || echo "status $?"
truce export -f c.db -o /nonexistent/x 2>&1 || echo "status $?"
truce export -f c.db -o /dev/full 2>&1 || echo "status $?"
truce export -f c.db 2>&1 >/dev/full || echo "status $?"
