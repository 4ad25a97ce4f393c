# The table of a comparison, and of rival versions.
cat > spring.txt <<'END'
1. Troops shall leave the Drin valley within ten days.
2. The observers keep calm in the Elbasan conflict zone.
3. Schools will open again in the north.
END
cat > autumn.txt <<'END'
1. Schools will open again in the north.
2. The observers keep calm in the area of their mandate.
3. Troops may leave the Drin valley if conditions allow.
4. Grain is shipped from the harbour.
END
truce compare spring.txt autumn.txt
truce compare --versions spring.txt autumn.txt | grep only
truce compare spring.txt autumn.txt --html page.html --chart drift.svg > /dev/null
grep -c '<ins>' page.html
grep -c '</svg>' drift.svg
# a day before a numbered point has no year
printf '1. The sides keep the line of 30 May.\n2. The sides exchange maps.\n' > a.txt
printf '1. The sides keep the line of 12 May.\n2. The sides exchange maps.\n' > b.txt
truce compare --json a.txt b.txt | head -c 60
