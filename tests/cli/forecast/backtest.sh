# A backtest on 6 made-up units: baselines as worked out by hand, forecasts as
# CSV, nothing later than --train-through used, refused rows named.
awk 'BEGIN {
    print "unit,month,deaths"
    for (u = 1; u <= 6; u++) for (t = 0; t < 60; t++)
        printf "\"land, %d\",%d-%02d,%d\n", u, 2000 + int(t / 12),
            t % 12 + 1, u <= 2 ? 0 : u * 10 + (t * 7 + u) % 5
}' >history.csv
args="--train-through 2003-10 --from 2004-01 --to 2004-12 --no-boost"
truce backtest --fatalities history.csv $args --actuals history.csv \
    --draws one.csv --n-draws 100 --chart cal.svg --json >scores.json
jq -c '[.units, .draws, .unit_months, .events]' scores.json
jq -c '.baselines[] | [.name, (.crps | if . then . * 1000 | round else . end)]' \
    scores.json
jq -c '.escalation | [.units, .events, .model.brier < 0.05,
    .model.auc, .baseline.name]' scores.json
jq -e '.model.crps < .baselines[0].crps' scores.json
grep -c '<svg' cal.svg
head -1 one.csv
awk 'END {print NR}' one.csv
awk -F, 'NR == 2 {print $1 "," $2 "," $3; print split($5, draws, " ")}' one.csv
# the future says something else: same forecasts
sed 's/\(,2003-1[12]\|,2004-..\),.*/\1,5000/' history.csv >other.csv
truce backtest --fatalities other.csv $args --draws two.csv --n-draws 100
cmp one.csv two.csv && echo "same forecasts"
echo "-- bad rows"
echo "Land,2000-13,4" >>history.csv
truce backtest --fatalities history.csv $args --draws three.csv \
    --n-draws 100 2>&1 || echo "status $?"
cmp one.csv three.csv && echo "same forecasts"
echo "-- wrong use"
truce backtest --fatalities history.csv 2>&1 || echo "status $?"
truce backtest --fatalities none.csv $args --draws x.csv 2>&1 ||
    echo "status $?"
echo "-- learnt from others: only what they knew then counts"
grep -v "land, 3" history.csv | grep -v 2000-13 >learn.csv
grep -e unit -e "land, 3" history.csv >apart.csv
sed 's/\(,2003-1[12]\|,2004-..\),.*/\1,5000/' learn.csv >later.csv
for from in learn later; do
    truce backtest --fatalities apart.csv $args --learn $from.csv \
        --draws $from.draws --n-draws 100 --actuals apart.csv --json |
        jq -c '[.units, .unit_months, .model.coverage90_pit > 0.5,
            (.model.pit | length)]'
done
cmp learn.draws later.draws && echo "same forecasts"
echo "-- weights of the pool"
truce backtest --fatalities learn.csv $args --draws pool.draws --n-draws 100 \
    --pool 0,0,0,1,1,0
awk -F, '$1 == "\"land" && $2 ~ /6/ && /2004-12/ {n = split($NF, d, " ")
    print n, (d[1] >= 60 && d[n] <= 65)}' pool.draws
truce backtest --fatalities learn.csv $args --draws x --pool 1,2 2>&1 |
    head -1
