# Who says what, to whom, and of whom; acts that are denied are none.
n=0
while read -r line; do
    n=$((n + 1))
    printf '{"id":"s%02d","date":"2022-11-%02d","text":"%s"}\n' $n $n "$line"
done >a.jsonl <<'END'
Aliyev rejected the mediation of France.
Ararat Mirzoyan told Reuters that Azerbaijan had violated the ceasefire.
Serbia threatened to send its army if Kosovo did not withdraw its police.
Iran rejected claims that Azerbaijan had closed the border.
France did not condemn Turkey.
Juba said it condemned the killing of civilians by Rwanda.
In a letter to the European Union, Albin Kurti urged Serbia to respect the truce.
Without the help of Norway there would be no peace, Colombia said.
END
truce code a.jsonl -o a.db 2>/dev/null
truce statements -f a.db
