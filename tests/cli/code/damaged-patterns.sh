# Compiled patterns that are damaged halfway are made anew from the examples.
mkdir lex
printf '%s\t%s\t%s\t%s\n' CONSULT meet 040 '[source] frobnicated with [target]' \
    AID - 070 '[source] frobnicated [target] with grain' \
    ASSAULT - 190 '[source] frobnicated [target] with mortars' >lex/frames.tsv
echo '{"id":"a","date":"2020-01-01","text":"Armenia frobnicated Azerbaijan with grain."}' >in
truce lexicon compile --frames lex/frames.tsv >/dev/null
truce code --lexicon lex --emit jsonl in >whole
jq -c '.events[] | [.type, .source[0].code, .target[0].code]' whole
sed -i '4s/.*/<<<<<<< no pattern/' lex/frames.patterns.tsv
truce code --lexicon lex --emit jsonl in | cmp - whole && echo same
