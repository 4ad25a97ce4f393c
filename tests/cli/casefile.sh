# make_casefile NAME [SQL]: a conflict file without coding: the schema, then
# a file of statements.
make_casefile() {
    sqlite3 "$1" "PRAGMA application_id=1414681923; PRAGMA user_version=1"
    sqlite3 "$1" <"$SRC/src/casefile/schema.sql"
    sqlite3 "$1" <"$SRC/src/casefile/views.sql"
    python3 "$SRC/tools/country-sql" "$SRC/lexicon/country-codes.tsv" c.sql
    sqlite3 "$1" <c.sql
    [ $# -lt 2 ] || sqlite3 "$1" <"$2"
}
