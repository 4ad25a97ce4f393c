# A disk that fills up at any point of the run: a clear error, status 2,
# nothing that was committed is lost, and the next run goes on from there.
case $(ldd "$(readlink -f "$(command -v truce)")") in
*libasan*) echo "skipped: the sanitizer must be loaded first"; exit 77 ;;
esac
head -60 "$SRC/examples/south-caucasus/news.jsonl" >a.jsonl
tail -40 "$SRC/examples/south-caucasus/news.jsonl" >b.jsonl
truce code a.jsonl -o first.db 2>/dev/null
truce code b.jsonl -o all.db 2>/dev/null
truce code a.jsonl -o all.db 2>/dev/null
documents() {
    sqlite3 "$1" "SELECT count(*) FROM documents"
}
failed=0
for limit in 0 1000 4096 20000 70000 150000 300000 500000; do
    cp first.db c.db
    if FULL_DISK_AFTER=$limit LD_PRELOAD=$FULL_DISK truce code b.jsonl \
        -o c.db 2>err.txt; then
        continue
    fi
    failed=$((failed + 1))
    grep -q 'no space left on the disk' err.txt || cat err.txt
    n=$(documents c.db)
    [ "$n" -ge 60 ] || echo "after $limit bytes: $n documents are left of 60"
    [ "$(sqlite3 c.db 'PRAGMA integrity_check')" = ok ] || echo "damaged"
    truce code b.jsonl -o c.db 2>/dev/null
    [ "$(documents c.db)" = "$(documents all.db)" ] || echo "did not resume"
done
[ $failed -ge 4 ] && echo "the disk was full and nothing was lost"
cp first.db c.db
FULL_DISK_ERROR=5 FULL_DISK_AFTER=20000 LD_PRELOAD=$FULL_DISK \
    truce code b.jsonl -o c.db 2>err.txt || echo "status $?"
sed 's/.*conflict file/conflict file/' err.txt
[ "$(documents c.db)" -ge 60 ] && echo "and nothing is lost"
