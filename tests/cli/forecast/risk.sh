# Risk and series from the example's deaths; a model of one's own.
truce import fatalities "$SRC/examples/south-caucasus/fatalities.csv" \
    -f c.db >/dev/null
truce risk ARM AZE -f c.db --as-of 2022-11-01 --json >risk.json
jq -c 'keys_unsorted' risk.json
jq -c '[.dyad, .as_of, .horizon_months, .basis, (.months | length),
    .months[0].month, .months[11].month]' risk.json
jq -c '[.p_escalation > 0.5, .p_escalation < 1,
    .interval[0] < .p_escalation, .interval[1] > .p_escalation,
    .expected_deaths > 0]' risk.json
jq -c '[.drivers[] | keys_unsorted] | unique' risk.json
jq -c '[.record[] | .as_of, .escalated]' risk.json
truce risk ARM AZE -f c.db --as-of 2020-08-31 --horizon 6m --json |
    jq -c '[.p_escalation < 0.4, (.notes | length)]'
truce risk ARM AZE -f c.db --as-of 2022-11-01 --save >/dev/null
truce risk ARM AZE -f c.db --as-of 2022-11-01 --save >/dev/null
sqlite3 c.db "SELECT unit, as_of, horizon, count(*), min(month), max(month),
    min(p25) > 0, json_array_length(max(quantiles)) FROM forecasts"
echo "-- own model"
awk 'BEGIN {
    print "unit,month,deaths"
    for (u = 1; u <= 8; u++) for (t = 0; t < 120; t++)
        printf "%d,%d-%02d,%d\n", u, 2000 + int(t / 12), t % 12 + 1,
            (t * u) % 9 == 0 ? 10 * u : 0
}' >own.csv
truce train-risk --fatalities own.csv --horizon 12m -o own.model
truce risk AZE ARM -f c.db --model own.model --json |
    jq -c '[.dyad, .as_of, .model]'
echo "-- series"
truce series ARM AZE -f c.db --from 2022-08 --csv
truce series ARM -f c.db --from 2022-09 --features --json | jq -c "[.[] |
    .month, .deaths, .spell, .calm, (.since_25 | round), .active_12]"
truce series --all -f c.db --from 2022-10 --csv | cut -d, -f1-6
echo "-- columns beside deaths"
# near tells of the next month, which no real column does
awk -F, 'NR == 1 {print $0 ",near"; next}
    {unit[NR] = $1; row[NR] = $0; deaths[NR] = $3}
    END {for (i = 2; i <= NR; i++)
        print row[i] "," (unit[i] == unit[i + 1] ? deaths[i + 1] : "")}' \
    own.csv >told.csv
truce train-risk --fatalities told.csv --horizon 3m -o told.model
truce risk AZE ARM -f c.db --model told.model --horizon 3m --json |
    jq -c '[.dyad, .model]'
truce backtest --fatalities told.csv --train-through 2009-06 --from 2009-07 \
    --to 2009-08 --actuals own.csv --context near 2>&1 | head -1
truce backtest --fatalities told.csv --train-through 2009-06 --from 2009-07 \
    --to 2009-08 --actuals own.csv --context neighbours --json |
    jq -c '[.context, .unit_months]'
echo "-- refused"
truce risk GEO RUS -f c.db 2>&1 || echo "status $?"
truce risk ARM AZE -f c.db --horizon 90m 2>&1 || echo "status $?"
truce risk ARM -f c.db 2>&1 | head -1
truce risk ARM AZE -f none.db 2>&1 || echo "status $?"
