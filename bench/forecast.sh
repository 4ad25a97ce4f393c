#!/bin/sh
# forecast.sh [FIRST [LAST]]: rolling-origin backtests on the country-months of
# ../shared/data, one window a year: data to October of the year before,
# forecasts for January to December. Prints one line a window and the means.
# Windows 2018-2021 take the final vintage of the deaths, as the published
# benchmark of the VIEWS prediction challenge did; earlier ones have one
# vintage only. VINTAGE=history takes the older vintage throughout.
# With PROBABILITIES=1 each window's P(25 deaths or more) stay in KEEP as
# YEAR.csv, for calibration.py.
# Needs jq. JOBS=2 runs two windows at a time; OPTIONS goes to truce backtest
# (--pool 0.7,0,0,0.15,0.15,0 for one). TABLES_ONLY=1 stops at the tables.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
data=$here/../shared/data
truce=${TRUCE:-$here/build/truce}
first=${1:-2018}
last=${2:-2021}
history=$data/fatalities/country_month_state_based_1990_2021.csv
actuals=$data/forecast-benchmark/actuals_2018_2021.csv
if [ ! -f "$history" ] || [ ! -f "$actuals" ]; then
    echo "skipped: no ../shared/data here"
    exit 0
fi
dir=${KEEP:-$(mktemp -d)}
mkdir -p "$dir"
[ -n "${KEEP:-}" ] || trap 'rm -rf "$dir"' EXIT

# unit,month,deaths; names with commas keep their quotes
awk 'NR > 1 {n = split($0, f, ","); name = f[3]
    for (i = 4; i < n; i++) name = name "," f[i]
    print name "," f[2] "," f[n]}' "$history" | sort >"$dir/old"
awk 'NR > 1 {n = split($0, f, ","); name = f[5]
    for (i = 6; i < n; i++) name = name "," f[i]
    printf "%s,%d-%02d,%s\n", name, f[2], f[3], f[n]}' "$actuals" |
    sort >"$dir/final"
{
    echo unit,month,deaths
    if [ "${VINTAGE:-final}" = final ]; then
        awk '{key = substr($0, 1, match($0, /,[^,]*$/) - 1)}
            FNR == NR {new[key] = $0; next}
            {print (key in new) ? new[key] : $0}' "$dir/final" "$dir/old"
    else
        cat "$dir/old"
    fi
} >"$dir/history.csv"
{
    echo unit,month,deaths
    grep -v -E ',20(18|19|20|21)-..,' "$dir/old"
    cat "$dir/final"
} >"$dir/actuals.csv"
[ -z "${TABLES_ONLY:-}" ] || exit 0

window() {
    [ -s "$dir/$1.json" ] || "$truce" backtest \
        --fatalities "$dir/history.csv" --actuals "$dir/actuals.csv" \
        --train-through $(($1 - 1))-10 --from "$1-01" --to "$1-12" \
        --json ${PROBABILITIES:+--draws "$dir/$1.draws"} ${OPTIONS:-} \
        >"$dir/$1.json"
    [ ! -s "$dir/$1.draws" ] || sed 's/,[^,]*$//' "$dir/$1.draws" >"$dir/$1.csv"
    rm -f "$dir/$1.draws"
}
year=$first
while [ "$year" -le "$last" ]; do
    window "$year" &
    [ "${JOBS:-1}" -gt 1 ] && [ $(((year - first) % 2)) -eq 0 ] || wait
    year=$((year + 1))
done
wait

echo "window  CRPS   conflictology  ratio  IGN    MIS     Brier   log     AP     AUC    in 90%  where wide  PIT"
year=$first
while [ "$year" -le "$last" ]; do
    jq -r --arg y "$year" 'def conf: .baselines[] |
        select(.name == "conflictology");
        [$y, .model.crps, conf.crps, .model.crps / conf.crps, .model.ign,
        .model.mis, .model.brier, .model.log_score, .model.ap, .model.auc,
        .model.coverage90, .model.coverage90_open,
        .model.coverage90_pit] | @tsv' "$dir/$year.json"
    year=$((year + 1))
done | awk '{printf "%s  %6.3f  %6.3f         %.3f  %.3f  %6.1f  %.4f  %.4f  %.3f  %.3f  %.3f   %.3f       %.3f\n",
        $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13
    ratio += log($4); n++; for (i = 5; i <= 13; i++) sum[i] += $i
    if ($4 > worst) worst = $4}
    END {printf "mean                           %.3f  %.3f  %6.1f  %.4f  %.4f  %.3f  %.3f  %.3f   %.3f       %.3f   (ratio: geometric; worst %.3f)\n",
        exp(ratio / n), sum[5] / n, sum[6] / n, sum[7] / n, sum[8] / n,
        sum[9] / n, sum[10] / n, sum[11] / n, sum[12] / n, sum[13] / n,
        worst}'
echo
echo "means of the baselines"
jq -rs '[.[] | (.model, .baselines[])] | group_by(.name) | .[] | . as $all |
    def mean(f): [$all[] | f | values] | if length > 0 then add / length
        else null end;
    [.[0].name, mean(.crps), mean(.ign), mean(.mis), mean(.brier),
    mean(.log_score), mean(.ap), mean(.auc)] | @tsv' "$dir"/????.json |
    awk -F '\t' '{printf "%-20s CRPS %7s  IGN %6s  MIS %7s  Brier %.4f  log %.4f  AP %.3f  AUC %.3f\n",
        $1, $2 == "" ? "-" : sprintf("%.3f", $2),
        $3 == "" ? "-" : sprintf("%.3f", $3),
        $4 == "" ? "-" : sprintf("%.1f", $4), $5, $6, $7, $8}'
echo
echo "P(25 deaths or more): forecast and observed by tenth, all windows"
jq -rs '[.[].model.reliability[]] | group_by(.from) | .[] |
    ([.[].n] | add) as $n | [.[0].from, $n,
    ([.[] | .n * .forecast] | add) / $n,
    ([.[] | .n * .observed] | add) / $n] | @tsv' "$dir"/????.json |
    awk '{printf "%.1f  n %5d  forecast %.3f  observed %.3f  off %+.3f\n", $1, $2, $3, $4, $4 - $3}'
