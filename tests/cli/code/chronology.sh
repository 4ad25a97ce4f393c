# A hand-kept chronology: each entry's date dates its acts and its office
# holders, however long ago it lies.
cat > chronology.txt <<'END'
Chronology of the talks

1994-05-12: Armenia and Azerbaijan sign a ceasefire in Bishkek with Russian mediation.

2001-04-03 - Presidents Kocharyan and Aliyev meet in Key West.

May 2004: Armenia and Azerbaijan exchanged prisoners.

10 November 2020: Russia deploys 1,960 peacekeepers to Nagorno-Karabakh.
END
truce code --emit jsonl --date 2023-01-01 chronology.txt |
    jq -c '.events[] | [.date, .type, [.source[].name]]'
# the same in a report of 2023 is background
echo 'Armenia and Azerbaijan signed a ceasefire in Bishkek on 12 May 1994.' > report.txt
truce code --emit jsonl --date 2023-01-01 report.txt | jq -c '.events'
