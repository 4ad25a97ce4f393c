# The conflict file is the same, byte for byte, whatever the threads.
for n in 1 2 5; do
    truce code "$SRC/examples/south-caucasus/news.jsonl" -o $n.db \
        --threads $n 2>/dev/null
    sqlite3 $n.db .dump >$n.sql
done
cmp 1.sql 2.sql && cmp 1.sql 5.sql && cmp 1.db 2.db && cmp 1.db 5.db &&
    echo same
