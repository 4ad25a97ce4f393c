# The registers of a small file, and a person's decision.
cat > news.jsonl <<'END'
{"id":"a","date":"2021-03-02","text":"Armenia and Azerbaijan signed a ceasefire agreement in Moscow on March 1, 2021, under the mediation of Russia. Russia will send 200 peacekeepers to Nagorno-Karabakh for two years."}
{"id":"b","date":"2021-03-03","text":"Azerbaijan and Armenia signed a ceasefire on March 1, 2021. \"The guns are silent at last tonight,\" Russian Foreign Minister Sergey Lavrov said."}
END
truce code news.jsonl -o case.db 2> /dev/null
for list in agreements missions episodes statements; do
    echo "== $list"
    truce $list -f case.db --csv | cut -d, -f1-2
done
truce agreements -f case.db --as-of 2021-01-01
truce missions -f case.db --actor RUS --json | grep -c peacekeepers
truce merge agreement 1 99 -f case.db 2>&1 || echo "exit $?"
truce merge thing 1 2 -f case.db 2>&1 | head -1
