# Documents of a conflict file, by name, against the same texts as files.
echo 'Troops shall leave the Drin valley within ten days.' > spring
echo 'Troops may leave the Drin valley if conditions allow.' > autumn
for name in spring autumn; do
    printf '{"id":"%s","date":"2021-03-02","text":"%s"}\n' \
        "$name" "$(cat "$name")"
done > texts.jsonl
truce code texts.jsonl -o case.db 2> /dev/null
truce compare -f case.db spring autumn | tee documents
truce compare spring autumn | diff documents - && echo same
truce compare -f case.db spring winter 2>&1 || echo "exit $?"
truce compare -f none.db spring autumn 2>&1 || echo "exit $?"
