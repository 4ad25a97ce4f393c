# What is no conflict file is refused by name, with exit status 2.
. "$SRC/tests/cli/casefile.sh"
try() {
    status=0
    truce "$@" 2>&1 || status=$?
    echo "status $status"
}
try events
try events -f missing.db
echo "some text" >text.db
try events -f text.db
: >empty.db
try events -f empty.db
sqlite3 other.db "CREATE TABLE t (x)"
try events -f other.db
make_casefile new.db
sqlite3 new.db "PRAGMA user_version=7"
try events -f new.db
make_casefile c.db "$DATA/events.sql"
try events -f c.db --actor XXX
try events -f c.db --from 2022-02-31
try events -f c.db --search '"unbalanced'
try events -f c.db --json --csv
try events -f c.db --actor XXX --json
