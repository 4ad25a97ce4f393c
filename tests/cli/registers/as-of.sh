# What a later document tells does not show on an earlier day.
cat > news.jsonl <<'EOF'
{"id":"a","date":"2021-03-02","text":"Armenia and Azerbaijan signed a ceasefire agreement in Moscow on March 1, 2021, under the mediation of Russia. Russia will send 200 peacekeepers to Nagorno-Karabakh for two years."}
{"id":"b","date":"2021-06-03","text":"Russia withdrew its peacekeepers from Nagorno-Karabakh on June 2, 2021."}
EOF
truce code news.jsonl -o case.db 2> /dev/null
for day in 2021-03-01 2021-03-02 2021-06-03; do
    echo "== $day"
    truce missions -f case.db --as-of $day --json |
        tr ',{' '\n\n' | grep -E '"(id|size|ended|status|support)"' || true
done
