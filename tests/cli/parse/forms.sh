# Forms of input and output, whatever the model says of the words.
cat >a.txt <<'T'
Talks resume in Brussels

Armenia's prime minister didn't meet Mr. Aliyev. "It is over," he said.
T
truce parse a.txt >one.conllu
grep -c '^# sent_id' one.conllu
grep '^# text' one.conllu
# ten columns, or a comment, or nothing
awk -F'\t' '!/^#/ && NF && NF != 10 { print "bad line", NR }' one.conllu
grep -E "^[0-9]+-[0-9]+" one.conllu | cut -f1,2,10
# the same through standard input, and on several threads
truce parse - <a.txt | cmp - one.conllu && echo same
for i in 1 2 3 4 5 6 7 8 9; do cat a.txt; echo; done >b.txt
cat b.txt b.txt b.txt b.txt b.txt b.txt b.txt b.txt b.txt b.txt >c.txt
cat c.txt c.txt c.txt >d.txt
truce parse --threads 1 d.txt >t1
truce parse --threads 3 d.txt | cmp - t1 && echo same on threads
# given words are kept: comments, multiword tokens, MISC
truce parse --input conllu one.conllu >two.conllu
cut -f1,2,10 one.conllu >1; cut -f1,2,10 two.conllu | cmp - 1 && echo kept
# a file scores against itself
truce parse --input conllu --eval two.conllu | sed -n '2,4p'
truce parse --format json a.txt | jq -r '[.sentence, .begin, .end] | @tsv'
truce parse --format json a.txt | jq -c '[.tokens[] | .form]' | head -1
truce parse --format json a.txt | jq -c "[.tokens[] | .feats | type] | unique" | head -1
printf '' | truce parse -
