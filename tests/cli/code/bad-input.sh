# Damaged inputs are named with file, line or byte; the rest is coded, and
# the exit status says so. Coding again adds nothing.
ask() {
    sqlite3 "$1" "$2"
}
cp -r "$DATA/inputs" in
echo "-- first run"
status=0
truce code in -o c.db 2>err.txt || status=$?
grep -v ' coded ' err.txt
echo "status $status"
ask c.db "SELECT name, date, title, source FROM documents"
echo "-- second run"
truce code in -o c.db 2>err.txt || echo "status $?"
grep 'known already' err.txt
sed -n 's/.*\(coded 0 articles\).*/\1/p' err.txt
ask c.db "SELECT count(*) FROM documents"
echo "-- nothing that can be read"
truce code in/empty.txt in/binary.txt -o d.db 2>&1 | grep -v ' coded '
truce code in/empty.txt -o d.db 2>/dev/null || echo "status $?"
mkdir none
truce code none -o d.db 2>&1 | grep -v ' coded ' || true
truce code missing.txt -o d.db 2>&1 | grep -v ' coded ' || true
echo "-- strict"
truce code --strict in/wire.jsonl -o e.db 2>&1 | grep -v ' coded '
ask e.db "SELECT count(*) FROM documents"
echo "-- standard input, a file among articles that is no conflict file"
truce code - -o f.db <in/wire.jsonl 2>/dev/null || echo "status $?"
ask f.db "SELECT name FROM documents"
truce code in -o in/binary.txt 2>&1 || echo "status $?"
sqlite3 f.db "PRAGMA user_version=9"
truce code in -o f.db 2>&1 || echo "status $?"
truce code in -o missing/f.db 2>&1 || echo "status $?"
truce code in 2>&1 | head -1
