# An import that is killed again and again ends as one that was not.
rows() {
    awk -v n=260000 'BEGIN {
        for (i = 0; i < n; i++) {
            printf "%d\t202209%02d\t\t\t\t", 1000000 + i, i % 28 + 1
            printf "ARMGOV\tARMENIA\tARM\t\t\t\t\tGOV\t\t\t"
            printf "AZE\tAZERBAIJAN\tAZE\t\t\t\t\t\t\t\t"
            printf "1\t043\t043\t04\t1\t2.8\t1\t1\t1\t0\t"
            for (j = 0; j < 24; j++) printf "\t"
            printf "20220913\thttps://news.example/%d\n", i
        }
    }'
}
rows >a.export.CSV
killed=0
for try in 1 2 3 4 5 6 7 8; do
    truce import gdelt2 a.export.CSV -f case.db >out.txt 2>&1 &
    pid=$!
    sleep 0.$((try * 2))
    kill -9 $pid 2>/dev/null && killed=$((killed + 1))
    wait $pid 2>/dev/null || true
done
[ $killed -gt 0 ] && echo "killed"
truce import gdelt2 a.export.CSV -f case.db >out.txt
sqlite3 case.db "PRAGMA integrity_check" \
    "SELECT count(*), count(DISTINCT foreign_id) FROM events" \
    "SELECT count(*) FROM event_actors" \
    "SELECT count(*), rows_read FROM imports" "SELECT count(*) FROM actors"
