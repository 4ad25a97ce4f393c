# Wrong use says what is wrong, with exit status 2.
. "$SRC/tests/cli/casefile.sh"
make_casefile c.db "$DATA/assess.sql"
try() {
    status=0
    truce "$@" 2>&1 || status=$?
    echo "status $status"
}
try who
try who ARM AZE
try who ARM AZE GEO -f c.db
try who ARM Nowhereland -f c.db
try who ARM AZE --as-of 2022-02-30 -f c.db
try who ARM AZE -f missing.db
printf 'component\tactivity\t1\t2\n' >bad.tsv
try who ARM AZE -f c.db --settings bad.tsv
try what-if ARM AZE -f c.db
try what-if ARM AZE --mission-leaves USA -f c.db
try what-if ARM AZE --mission-extended RUS -f c.db
try what-if ARM AZE --agreement-lapses 1999-01-01 -f c.db
