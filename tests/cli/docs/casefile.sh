# docs/casefile.md names every table and view of the schema.
. "$SRC/tests/cli/casefile.sh"
make_casefile c.db
sqlite3 c.db "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')
    AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'sentences_fts_%'" |
    while read -r name; do
        grep -q "\`$name\`" "$SRC/docs/casefile.md" || echo "missing: $name"
    done
echo done
