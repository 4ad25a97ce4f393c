# What became of an issue, by whose doing, and who says so.
n=0
while read -r line; do
    n=$((n + 1))
    printf '{"id":"i%02d","date":"2022-10-%02d","text":"%s"}\n' $n $n "$line"
done >a.jsonl <<'END'
Armenia and Azerbaijan left the status of Nagorno-Karabakh out of the joint statement.
The question of the corridor was put off at the request of Azerbaijan.
Pashinyan said that the two countries could not agree on the status of Nagorno-Karabakh.
Serbia refused to discuss the recognition of Kosovo.
The final text does not mention the return of refugees.
Israel and Lebanon agreed on the maritime border on Thursday.
No agreement was reached on the deployment of peacekeepers, the United Nations said.
Kosovo and Serbia set aside the issue of missing persons.
The parties agreed to leave the status of the region to future talks.
Sudan and Ethiopia agreed to work without delay on humanitarian access.
Russia postponed talks on the lifting of sanctions.
Kenya said that the status of the region remained open.
Azerbaijan insisted that the corridor be taken off the agenda.
At the insistence of Serbia, the return of refugees was removed from the text.
India ruled out talks on the status of Kashmir.
The agreement between Peru and Ecuador is silent on the fate of the prisoners.
END
truce code a.jsonl -o a.db 2>/dev/null
truce issues -f a.db
truce issues -f a.db --actor AZE --json | cut -c1-120
