# What cannot be compared is refused in clear words.
printf '1. The sides stop.\n2. The sides talk in spring.\n' > good.txt
: > empty.txt
printf '1. Стороны прекращают огонь.\n' > russian.txt
printf '1. Les parties conviennent de cesser toutes les hostilités sur le territoire de la République.\n2. Les forces armées se retireront sans délai de toutes les zones occupées.\n' > french.txt
printf 'tlie p4rt1es | s lla11 wlthd rGw lV frn cnt q 1l1 xX gVn bBt %.0s' 1 2 3 4 5 > scan.txt
yes 'The sides agree to stop the fighting on the border.' | head -c 10485760 > long.txt
yes 'The sides talk.' | sed 's/$/\n/' | head -n 5000 > many.txt
printf '1. Les deux parties conviennent de se retirer de la zone sans délai et de cesser le feu.\n' > french2.txt
printf '1. The two parties have agreed to meet again in the town of Elbasan in the spring of the next year.\n2. They will exchange all of the prisoners that they hold.\n' > english.txt
for file in empty russian scan long many missing; do
    truce compare good.txt $file.txt || echo "exit $?"
done 2>&1
truce compare english.txt french.txt 2>&1 || echo "exit $?"
truce compare french.txt french2.txt 2>&1 | head -2
truce compare good.txt 2>&1 | head -1
