# A phrase, a date, a file of phrases, and what is refused.
truce actor --date 2009-06-01 'President Medvedev' | sed 's/:[0-9]* /:N /'
truce actor --json --date 2014-06-01 Medvedev | sed 's/,"why".*//'
cat >in.jsonl <<'END'
{"id":"a","text":"Armenian soldiers"}
{"id":"b","text":"the Taliban","date":"2020-01-01"}
not JSON
{"id":"c","text":"a ball of string"}
END
status=0
truce actor --jsonl in.jsonl 2>err | sed 's/,"why".*//' || status=$?
grep -c 'in.jsonl:3' err
mkdir mine
printf 'ARM\tX Y\t\tREB\t2020\t2019\n' >mine/groups.tsv
status=0
truce actor --lexicon mine Baku 2>&1 || status=$?
echo "status $status"
