# Events as a table, CSV and JSON, and the options that all lists share.
. "$SRC/tests/cli/casefile.sh"
make_casefile c.db "$DATA/events.sql"
truce events -f c.db
echo "-- RUS"
truce events -f c.db --actor RUS
echo "-- October 2022"
truce events -f c.db --from 2022-10 --to 2022-10 --csv
echo "-- as of 2022-10-31"
truce events -f c.db --as-of 2022-10-31
echo "-- repeats"
truce events -f c.db --all --type consult --json
echo "-- words"
truce events -f c.db --search 'shelled OR border' --json
