# The example from articles to the answer. What is printed here must hold
# whatever the coder learns; the floors of the episodes may only rise.
truce code "$SRC/examples/south-caucasus" -o c.db >/dev/null 2>&1
truce import fatalities "$SRC/examples/south-caucasus/fatalities.csv" \
    -f c.db >/dev/null
python3 "$SRC/tests/cli/score_episodes.py" c.db \
    "$DATA/south-caucasus-episodes.tsv" ARM AZE --floor 0.75 0.88 >score &&
    echo "episodes hold the floors" || cat score
truce who ARM AZE --as-of 2022-11-09 --json -f c.db >who.json
ask() {
    echo "$1: $(jq -c "$2" who.json)"
}
ask "Russia, the Union and the United States mediate" \
    '[.mediators[].code] | contains(["RUS", "EUR", "USA"])'
ask "neither side is its own mediator" \
    '[.mediators[].code] | index("ARM") == null and index("AZE") == null'
ask "the risk is known" '.risk.p_escalation | . > 0 and . < 1'
ask "Russia's mission of five years is there" \
    '[.mediators[] | select(.code == "RUS") | .components.presence.value |
      . != null and . > 0.9] == [true]'
ask "every mediator has evidence" '[.mediators[].evidence | length] | min >= 1'
ask "values are in 0..1 or unknown" \
    '[.mediators[].components[].value | . == null or (. >= 0 and . <= 1)] | all'
ask "what is unknown has no interval" \
    '[.mediators[].components[] | (.value == null) == (.interval == null)] | all'
ask "nothing is known from later" \
    '[.. | objects | .date? // empty | select(. > "2022-11-09")] | length == 0'
truce who ARM AZE --as-of 2022-11-09 --json -f c.db | cmp - who.json &&
    echo "the same again"
