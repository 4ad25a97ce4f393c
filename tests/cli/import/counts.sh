# Import as a user sees it: summary, refused rows, again, JSON, wrong use.
try() {
    status=0
    truce "$@" 2>&1 || status=$?
    echo "status $status"
}
cat >deaths.csv <<'EOF'
unit,month,deaths
AZE-ARM,2020-09,147
AZE-ARM,2020-10,1445
Gondor,2020-10,3
AZE-ARM,2020-13,5991
EOF
try import fatalities deaths.csv --check
try import fatalities deaths.csv -f case.db --refused refused.tsv
cat refused.tsv
try import fatalities deaths.csv -f case.db
printf 'ARM-AZE,2020-11,5991\n' >>deaths.csv
try import auto deaths.csv -f case.db --json
sqlite3 case.db "SELECT unit, month, best FROM fatalities ORDER BY month"
gzip deaths.csv
zstd -q deaths.csv.gz -o twice.zst
try import auto - --check <deaths.csv.gz
try import auto twice.zst --check
try import ged deaths.csv.gz -f case.db
try import auto missing.csv -f case.db
try import fatalities deaths.csv.gz
try import fatalities
try import nothing deaths.csv.gz -f case.db
