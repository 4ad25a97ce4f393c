# Changed facts, changed standings; the file itself stays as it was.
. "$SRC/tests/cli/casefile.sh"
make_casefile c.db "$DATA/assess.sql"
before=$(cksum c.db)
truce what-if ARM AZE --mission-leaves RUS --as-of 2022-11-09 --csv -f c.db
truce what-if ARM AZE --mediator-stops EUR --as-of 2022-11-09 --csv -f c.db
truce what-if ARM AZE --agreement-lapses 2020-11-09 --as-of 2022-11-09 --csv \
    -f c.db
[ "$before" = "$(cksum c.db)" ] && echo "not changed"
