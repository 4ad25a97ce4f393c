# Points in any layout; pages and other encodings; texts of another language.
printf 'The leaders declared: 1. The parties agree to a full ceasefire. 2. The parties shall exchange all prisoners within 30 days under Art. 3. A list is attached. 3. A border commission will be set up by December 1, 2022.\n' > inline.txt
printf 'The leaders declared the following. (1) The parties may exchange all prisoners within 60 days; (2) A border commission will be set up; (3) The parties agree to a full ceasefire.\n' > brackets.txt
printf 'The parties agreed on the following: a) a full ceasefire; b) an exchange of all prisoners within 30 days; and c) a border commission.\n' > letters.txt
printf 'The parties agreed: first, to a full ceasefire; second, to exchange all prisoners; third, to set up a border commission.\n' > words.txt
truce compare inline.txt brackets.txt
truce compare letters.txt words.txt
echo "== no points"
printf 'the sides talked of peace and of the mood of the talks and everyone went home\n' > prose.txt
truce compare prose.txt inline.txt 2>&1 | head -8
echo "== a saved page"
printf '<!doctype html><html><head><title>Statement</title></head><body><nav><a href="/">Home</a></nav><article><p>1. The parties agree to a full ceasefire.</p><p>2. All prisoners are exchanged within 60 days.</p></article></body></html>' > page.html
truce compare page.html inline.txt | head -8
echo "== refused"
printf '1. Les parties conviennent de la cessation de toutes les hostilites.\n2. Les forces se retirent dans un delai de trente jours.\n' > fr.txt
printf '1. Las partes acuerdan el cese de las hostilidades en el territorio.\n2. Las fuerzas se retiran en un plazo de treinta dias con las garantias.\n' > es.txt
printf '%%PDF-1.4\n%%\342\343\317\323\n' > scan.pdf
printf 'l. Tlie partics agrcc lo a fu11 ceasefirc in lhe rcgion 0f lhe bordcr.\n2. Prisoncrs arc exchangcd witliin thirly days undcr lhe supcrvision.\n' > ocr.txt
printf '1.\n2.\n3.\n' > numbers.txt
printf '1. The parties agree to the ceasefire in the whole of the region of the border.\n2. All of the prisoners are to be exchanged within thirty days of the signing.\n' > english.txt
awk 'BEGIN { for (i = 1; i < 130000; i++) print i ". The parties agree to withdraw from the border and to keep peace.\n" }' > long.txt
for file in fr.txt es.txt scan.pdf ocr.txt numbers.txt long.txt; do
    truce compare english.txt $file || echo "exit $?"
done 2>&1
truce compare fr.txt es.txt 2>&1 || echo "exit $?"
