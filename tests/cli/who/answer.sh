# The answer on a small conflict file, for a person and as CSV. The risk line
# belongs to the forecast's own tests.
. "$SRC/tests/cli/casefile.sh"
make_casefile c.db "$DATA/assess.sql"
truce who ARM AZE --as-of 2022-11-09 -f c.db |
    sed '/^Risk/,/^Answer/{/^Answer/!d;}'
echo "-- csv, as of 2021-02"
truce who armenia AZERBAIJAN --as-of 2021-02 --csv -f c.db
echo "-- a dyad without mediators"
truce who GEO AZE -f c.db | sed '/^Risk/,/^Answer/{/^Answer/!d;}'
