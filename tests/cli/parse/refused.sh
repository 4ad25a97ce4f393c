# Wrong use and damaged input, with what is wrong and exit status 2 or 1.
try() {
    status=0
    truce "$@" 2>&1 >/dev/null || status=$?
    echo "status $status"
}
try parse --input html x.txt
try parse --format xml x.txt
try parse missing.txt
try parse a b
printf '1\tHe\n' >bad.conllu
try parse --input conllu bad.conllu
printf '1\tHe\the\tX\tX\t_\t7\tdep\t_\t_\n\n' >head.conllu
try parse --input conllu head.conllu
printf 'not a model' >bad.model
try parse --model bad.model -
head -c 100000 "$SRC/models/english.model" >short.model
try parse --model short.model - | sed 's/[0-9]* bytes/N bytes/; s/expected [0-9]*/expected N/'
cp "$SRC/models/english.model" damaged.model
printf 'x' | dd of=damaged.model bs=1 seek=5000000 conv=notrunc 2>/dev/null
try parse --model damaged.model -
