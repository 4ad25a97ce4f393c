# Talks that somebody wants are planned; one party a country; short names.
cat > news.jsonl <<'EOF'
{"id":"a","date":"2021-05-04","text":"Norway urged Ethiopia and Eritrea on Tuesday to resume negotiations under the mediation of the African Union."}
{"id":"b","date":"2021-05-05","text":"Ethiopia and Eritrea exchanged prisoners on Wednesday under the mediation of Kenya."}
{"id":"c","date":"2021-06-09","text":"Ethiopian troops and Eritrean forces agreed on a ceasefire on June 8, 2021."}
{"id":"d","date":"2021-06-10","text":"Ethiopia and Eritrea signed a ceasefire on June 8, 2021."}
EOF
truce code news.jsonl -o case.db 2> /dev/null
truce agreements -f case.db
truce episodes -f case.db
