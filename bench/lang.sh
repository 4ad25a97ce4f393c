#!/bin/sh
# Accuracy and speed of the language core, as in docs/benchmarks.md:
#   bench/lang.sh [TRUCE] [UD_FOLDER] [SET...]
# UD_FOLDER holds SET.conllu.xz (../shared/data/ud); SETs are the test sets
# where none are named. Prints the measures on gold words and on raw text, LAS
# by relation, then words a second with one thread and with two.
set -eu
truce=${1:-build/truce}
ud=${2:-../shared/data/ud}
[ $# -gt 2 ] && shift 2 || set -- ewt-test gumopen-test
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

f1() { # F1 of the named measures, a table row
    for measure in "$@"; do
        awk -v m="$measure" 'index($0, m " ") == 1 && !seen {
            printf " %s |", $NF; seen = 1 }' "$work/score"
    done
    echo
}

measures() { # name, options of truce parse
    name=$1
    shift
    "$truce" parse --eval "$work/gold.conllu" "$@" >"$work/score"
    printf '| %s |' "$name"
    f1 Tokens Words Sentences UPOS XPOS UFeats 'Lemmas, case folded' \
        UAS LAS CLAS MLAS BLEX
}

echo '| set | tokens | words | sentences | UPOS | XPOS | UFeats | lemma | UAS | LAS | CLAS | MLAS | BLEX |'
echo '| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |'
for set in "$@"; do
    xz -dc "$ud/$set.conllu.xz" >"$work/gold.conllu"
    measures "$set, raw text"
    measures "$set, gold words" --input conllu
    cp "$work/score" "$work/$set.score"
    sed -n 's/^# text = //p' "$work/gold.conllu" >>"$work/text"
done

printf '\nLAS by relation, gold words:\n'
for set in "$@"; do
    printf '%s:' "$set"
    for relation in nsubj obj obl nmod appos conj flat acl advcl xcomp ccomp \
        compound; do
        awk -v r="$relation" '$1 == r { printf " %s %s", r, $4 }' \
            "$work/$set.score"
    done
    echo
done

cat "$work/text" "$work/text" "$work/text" >"$work/long"
words=$("$truce" parse "$work/long" | grep -c '^[0-9]*	')
printf '\nSpeed, %s words, median of three runs:\n' "$words"
for threads in 1 2; do
    for run in 1 2 3; do
        start=$(date +%s%N)
        "$truce" parse --threads $threads "$work/long" >/dev/null
        end=$(date +%s%N)
        echo $((words * 1000000000 / (end - start)))
    done | sort -n | sed -n "2s/.*/$threads thread(s): & words\/s/p"
done
