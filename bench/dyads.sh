#!/bin/sh
# dyads.sh: are forecasts of dyads worth anything? Two rolling-origin
# backtests on ../shared/data.
#   years  UCDP dyads by year since 1989 (battle deaths v24.1): a year stands
#          where a month stands elsewhere, 25 deaths in it are UCDP's own
#          threshold of an active dyad. A dyad is a unit from its first year
#          of 25 deaths on; its years without a row had fewer and count as 0.
#   months Dyads of Syria's war 2016-2019, imported as a user would (GED
#          extract), forecast by what country-months up to the origin teach:
#          what `truce risk SYR SYR:REB` does.
# Needs jq, sqlite3, python3. WINDOWS="2010 2011" picks the years' windows.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
data=$here/../shared/data
truce=${TRUCE:-$here/build/truce}
yearly=$data/conflict/ucdp_battledeaths_dyad_year_v24_1.csv
ged=$data/events-import/ucdp_ged_syria_events.csv.gz
countries=$data/fatalities/country_month_state_based_1990_2021.csv
if [ ! -f "$yearly" ] || [ ! -f "$ged" ] || [ ! -f "$countries" ]; then
    echo "skipped: no ../shared/data here"
    exit 0
fi
dir=${KEEP:-$(mktemp -d)}
mkdir -p "$dir"
[ -n "${KEEP:-}" ] || trap 'rm -rf "$dir"' EXIT

print() {
    jq -rs '[.[] | (.model, .baselines[])] | group_by(.name) | .[] |
        . as $all | def mean(f): [$all[] | f | values] |
        if length > 0 then add / length else null end;
        [.[0].name, mean(.crps), mean(.ign), mean(.mis), mean(.brier),
        mean(.log_score), mean(.ap), mean(.auc), mean(.coverage90_pit)] |
        map(if type == "number" then . * 10000 | round / 10000 else . // "-"
        end) | @tsv' "$@" | awk -F '\t' 'BEGIN {
        print "| forecast | CRPS | IGN | MIS | Brier | log | AP | AUC | PIT |"
        print "| --- | --- | --- | --- | --- | --- | --- | --- | --- |"}
        {printf "|"; for (i = 1; i <= NF; i++) printf " %s |", $i; print ""}'
}

# month k after 1989-01 stands for the year 1989 + k
python3 - "$yearly" >"$dir/years.csv" <<'EOF'
import csv, sys
deaths = {}
for row in csv.DictReader(open(sys.argv[1], encoding='utf-8')):
    years = deaths.setdefault(row['dyad_id'], {})
    year = int(row['year'])
    years[year] = years.get(year, 0) + int(row['bd_best'])
print('unit,month,deaths')
for dyad, years in sorted(deaths.items()):
    for year in range(min(years), 2024):
        k = year - 1989
        print('%s,%d-%02d,%d' % (dyad, 1989 + k // 12, k % 12 + 1,
                                 years.get(year, 0)))
EOF
as_month() { # year
    k=$(($1 - 1989))
    printf '%d-%02d' $((1989 + k / 12)) $((k % 12 + 1))
}
for year in ${WINDOWS:-2009 2011 2013 2015 2017 2019 2021}; do
    "$truce" backtest --fatalities "$dir/years.csv" \
        --actuals "$dir/years.csv" --train-through "$(as_month $((year - 1)))" \
        --from "$(as_month "$year")" --to "$(as_month $((year + 2)))" \
        --json >"$dir/years-$year.json"
done
echo "dyads by year, one to three years ahead"
print "$dir"/years-????.json

{
    echo unit,month,deaths
    awk 'NR > 1 {n = split($0, f, ","); name = f[3]
        for (i = 4; i < n; i++) name = name "," f[i]
        print name "," f[2] "," f[n]}' "$countries"
} >"$dir/countries.csv"
rm -f "$dir/syria.db"
gunzip -c "$ged" >"$dir/ged.csv"
"$truce" import ged "$dir/ged.csv" -f "$dir/syria.db" >/dev/null
{
    echo unit,month,deaths
    sqlite3 -csv "$dir/syria.db" "SELECT unit, month, best FROM fatalities
        WHERE unit LIKE '%-%' ORDER BY 1, 2"
} >"$dir/syria.csv"
for through in 2017-06 2017-09 2017-12 2018-03 2018-06 2018-09 2018-12; do
    from=$(date -d "$through-01 +1 month" +%Y-%m)
    to=$(date -d "$through-01 +11 months" +%Y-%m)
    "$truce" backtest --fatalities "$dir/syria.csv" \
        --learn "$dir/countries.csv" --actuals "$dir/syria.csv" \
        --train-through "$through" --from "$from" --to "$to" \
        --json >"$dir/months-$through.json"
done
echo
echo "dyads of Syria by month, 1 to 11 months ahead, learnt from countries"
print "$dir"/months-*.json
