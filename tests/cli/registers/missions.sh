# What is told of missions: equipment, renewal, terms, exits.
cat > news.jsonl <<'EOF'
{"id":"a","date":"2021-04-06","text":"The peacekeeping contingent of Kenya of 850 troops with 40 armoured personnel carriers and 120 trucks was deployed along the line of contact in Somalia on April 5, 2021. The Kenyan peacekeepers stay for three years, a term to be renewed automatically for further one-year periods unless one of the parties gives notice three months before its end."}
{"id":"b","date":"2021-04-07","text":"European Union monitors began patrols near Abkhazia on Tuesday. The monitors were deployed under the ceasefire between Russia and Georgia, with an initial mandate of 18 months."}
{"id":"c","date":"2021-08-02","text":"The UN Security Council on Monday voted to end the peacekeeping mission UNAMID in Sudan. The force of some 6,000 troops must leave by December 15."}
{"id":"d","date":"2021-09-03","text":"India withdrew its peacekeepers from Lebanon on September 2, 2021."}
EOF
truce code news.jsonl -o case.db 2> /dev/null
truce missions -f case.db --json | tr '{' '\n' | grep '^"id"' |
    sed 's/,"status.*//'
