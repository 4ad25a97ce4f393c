# A run that is killed loses nothing that was committed, and the next one
# goes on where it was: at the end the file has what one whole run gives.
awk '{ line[NR] = $0 } END { for (k = 0; k < 8; k++) for (i = 1; i <= NR; i++)
    { text = line[i]; sub(/"text": "/, "&Report " k ". ", text); print text } }' \
    "$SRC/examples/south-caucasus/news.jsonl" >many.jsonl
truce code many.jsonl -o whole.db 2>/dev/null
count() {
    sqlite3 "$1" "SELECT count(*) FROM documents" 2>/dev/null || echo 0
}
before=0
killed=0
for attempt in 1 2 3; do
    truce code many.jsonl -o c.db 2>/dev/null &
    pid=$!
    tries=0
    # wait for another commit, then kill at once
    while [ "$(count c.db)" -le "$before" ] && [ $tries -lt 200 ]; do
        sleep 0.02
        tries=$((tries + 1))
    done
    kill -9 $pid 2>/dev/null && killed=$((killed + 1))
    wait $pid 2>/dev/null || true
    now=$(count c.db)
    [ "$now" -ge "$before" ] || echo "lost documents: $before to $now"
    [ "$(sqlite3 c.db 'PRAGMA integrity_check')" = ok ] || echo "damaged"
    before=$now
done
[ $killed -gt 0 ] && echo "killed while it coded"
truce code many.jsonl -o c.db 2>/dev/null
for table in documents sentences events event_actors statements mentions; do
    sqlite3 whole.db "SELECT count(*) FROM $table" >a
    sqlite3 c.db "SELECT count(*) FROM $table" >b
    cmp a b && echo "$table: the same"
done
sqlite3 whole.db "SELECT key FROM events ORDER BY key" >a
sqlite3 c.db "SELECT key FROM events ORDER BY key" >b
cmp a b && echo "the same events"
