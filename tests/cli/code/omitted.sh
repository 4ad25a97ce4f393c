# Why an act that was found is not told.
for text in \
    'Eritrea would have attacked Djibouti if Kenya had agreed.' \
    'Opposition supporters clashed with riot police.' \
    'The minister declined to comment.' \
    'In 1998 Eritrea attacked Ethiopia.'; do
    truce explain --date 2019-03-05 --text "$text" |
        sed -n '3p; /coded as/,$p'
done
