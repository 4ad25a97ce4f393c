#!/bin/sh
# variants.sh [NAME...]: other ways to forecast, the same windows as
# bench/forecast.sh: the table of variants of docs/forecast.md. Without names
# all of them (below); WINDOWS="1998 2004" picks windows. For each variant the
# geometric mean of the CRPS ratio to conflictology and the means of the scores
# of P(25 deaths or more), over the windows before 2018 and over the others.
# Windows that forecast.sh left in KEEP/NAME are not made again.
# Takes about 15 s of processor time a window and variant. Needs jq.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
data=$here/../shared/data
truce=${TRUCE:-$here/build/truce}
windows=${WINDOWS:-1996 1998 2000 2002 2004 2006 2008 2010 2012 2014 2016 2018 2019 2020 2021}
export TRUCE="$truce"
dir=${KEEP:-$(mktemp -d)}
mkdir -p "$dir"
[ -n "${KEEP:-}" ] || trap 'rm -rf "$dir"' EXIT
if [ ! -f "$data/fatalities/country_month_state_based_1990_2021.csv" ]; then
    echo "skipped: no ../shared/data here"
    exit 0
fi

# what each is: name, options of truce backtest
variants() {
    cat <<'END'
shipped
fixed --pool 15,55,8,8,2,12
forest --pool 1,0,0,0,0,0
boosted --pool 0,1,0,0,0,0
own-months --pool 0,0,8,8,2,12
own-6 --pool 0,0,0,0,1,0
half-and-half --pool 33,33,7,10,5,12
direct --pool 15,55,8,8,2,12 --direct
neighbours --pool 15,55,8,8,2,12 --context neighbours
agreements --pool 15,55,8,8,2,12 --context registers
p25-with-regressions --pool 15,55,8,8,2,12 --p25 28,28,0,14,14,15
p25-without-own --pool 15,55,8,8,2,12 --p25 1,1,1,0,0,0
p25-forest --pool 15,55,8,8,2,12 --p25 1,0,0,0,0,0
p25-boosted --pool 15,55,8,8,2,12 --p25 0,1,0,0,0,0
p25-direct --pool 15,55,8,8,2,12 --p25 0,0,1,0,0,0
p25-regression --pool 15,55,8,8,2,12 --p25 0,0,0,1,0,0
p25-lags --pool 15,55,8,8,2,12 --p25 0,0,0,0,1,0
p25-own --pool 15,55,8,8,2,12 --p25 0,0,0,0,0,1
END
}

# months with the columns beside deaths, as a user's file has them
context() {
    [ -s "$dir/context.csv" ] && return
    "$truce" import fatalities "$dir/shipped/history.csv" \
        -f "$dir/world.db" >/dev/null
    "$truce" import ucdp_agreements \
        "$data/conflict/ucdp_peace_agreements_v22_1.csv" \
        -f "$dir/world.db" >/dev/null
    "$truce" series --all --csv -f "$dir/world.db" >"$dir/context.csv"
}

# the same actual deaths under the codes that series gives
coded_actuals() {
    [ -s "$dir/coded.csv" ] && return
    rm -f "$dir/actuals.db"
    "$truce" import fatalities "$dir/shipped/actuals.csv" \
        -f "$dir/actuals.db" >/dev/null
    "$truce" series --all --csv -f "$dir/actuals.db" | cut -d, -f1-3 \
        >"$dir/coded.csv"
}

prepare() { # the tables that forecast.sh makes
    mkdir -p "$dir/shipped"
    TABLES_ONLY=1 KEEP="$dir/shipped" "$here/bench/forecast.sh" >/dev/null
    context
    coded_actuals
}

window() { # name, year, options
    name=$1 year=$2
    shift 2
    [ -s "$dir/$name/$year.json" ] && return
    case "$*" in
    *--context*) history=$dir/context.csv actuals=$dir/coded.csv ;;
    *) history=$dir/shipped/history.csv actuals=$dir/shipped/actuals.csv ;;
    esac
    "$truce" backtest --fatalities "$history" --actuals "$actuals" \
        --train-through $((year - 1))-10 --from "$year-01" --to "$year-12" \
        --json "$@" >"$dir/$name/$year.json"
}

line() { # name
    jq -s -r --arg name "$1" 'def conf: .baselines[] |
        select(.name == "conflictology");
        def geo: if length == 0 then "-" else
            (map(log) | add / length | exp * 10000 | round / 10000) end;
        def mean: if length == 0 then "-" else
            (add / length * 10000 | round / 10000) end;
        def part: [([.[] | .model.crps / conf.crps] | geo),
            ([.[].model.brier] | mean), ([.[].model.log_score] | mean),
            ([.[].model.ap] | mean), ([.[].model.auc] | mean)];
        ([.[] | select(.from < "2018")] | part) as $early |
        ([.[] | select(.from >= "2018")] | part) as $late |
        [$name, $early[], $late[]] | map("| " + tostring) | join(" ") + " |"' \
        $(for y in $windows; do echo "$dir/$1/$y.json"; done)
}

prepare
echo "| variant | CRPS ratio | Brier | log | AP | AUC | from 2018: CRPS ratio | Brier | log | AP | AUC |"
echo "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |"
variants | while read -r name options; do
    [ $# -eq 0 ] || case " $* " in *" $name "*) ;; *) continue ;; esac
    mkdir -p "$dir/$name"
    for year in $windows; do
        # shellcheck disable=SC2086
        window "$name" "$year" $options
    done
    line "$name"
done
