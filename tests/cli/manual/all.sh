# Every command has a page and completion, made from the tables of --help.
mkdir pages
truce manual --dir pages
truce --help | sed -n 's/^  \([a-z-]*\) .*/\1/p' | grep . | while read -r name; do
    [ -s "pages/truce-$name.1" ] || echo "no page of $name"
    truce completion fish | grep -q " -a $name " || echo "no fish of $name"
    truce "$name" --help >/dev/null || echo "no help of $name"
done
truce completion bash >truce.bash && bash -n truce.bash && echo "bash reads it"
status=0
truce completion tcsh 2>&1 || status=$?
echo "status $status"
