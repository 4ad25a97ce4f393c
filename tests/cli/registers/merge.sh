# One thing told by many articles is one row; rival dates and numbers follow
# the best supported; a person's word on what is one holds on recoding.
cat >a.jsonl <<'END'
{"id":"a1","date":"2021-03-02","text":"The leaders of Rwanda and Uganda signed a ceasefire agreement in Luanda on March 1, 2021. Angola deployed 400 monitors along the border on March 5, 2021, for a term of two years."}
{"id":"a2","date":"2021-03-03","text":"The leaders of Uganda and Rwanda signed a ceasefire agreement in Luanda on March 1, 2021, after talks mediated by Angola. Angola sent 450 monitors to the border."}
{"id":"a3","date":"2021-03-04","text":"Rwanda and Uganda signed a ceasefire agreement on March 2, 2021. Angola sent 400 monitors to the border."}
{"id":"a4","date":"2021-06-02","text":"The leaders of Rwanda and Uganda signed a peace agreement in Luanda on June 1, 2021."}
{"id":"a5","date":"2021-06-03","text":"The leaders of Rwanda and Uganda signed an accord on border crossings in Luanda on June 20, 2021."}
END
list() {
    truce agreements -f a.db --json | python3 -c '
import json, sys
for a in json.load(sys.stdin):
    print(a["date"], a["kind"], a["support"], a["status"],
          *sorted({e["document"] for e in a["evidence"]}),
          [(c["field"], c["value"], c["documents"]) for c in a["contradictions"]])'
}
row() { # id of the agreement of that day
    truce agreements -f a.db --csv | python3 -c '
import csv, sys
print([r["id"] for r in csv.DictReader(sys.stdin) if r["date"] == sys.argv[1]][0])' "$1"
}
truce code a.jsonl -o a.db 2>/dev/null
list
truce missions -f a.db
echo "== a person joins two rows, and takes a telling out again"
truce merge agreement "$(row 2021-06-01)" "$(row 2021-06-20)" -f a.db
list
telling=$(truce agreements -f a.db --json | python3 -c '
import json, sys
print([e["telling"] for a in json.load(sys.stdin) for e in a["evidence"]
       if e["document"] == "a3"][0])')
truce split agreement "$(row 2021-03-01)" "$telling" -f a.db
list >before
cat before
echo "== it holds on recoding"
truce code a.jsonl -o a.db --again 2>/dev/null
list | diff before - && echo the same
