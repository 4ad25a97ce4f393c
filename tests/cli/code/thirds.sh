# Third parties and missions: told in the sentence after, in lists, by other
# words than mediation; and what is none.
cat > news.jsonl <<'END'
{"id":"after","date":"2019-03-05","text":"The foreign ministers of Eritrea and Djibouti signed a ceasefire agreement on Monday. Qatar and Kuwait are the guarantors of the process."}
{"id":"list","date":"2019-03-05","text":"Eritrea and Djibouti opened talks in Geneva on Monday, co-chaired by the United Nations, the African Union and Egypt."}
{"id":"gap","date":"2019-03-05","text":"Eritrea and Djibouti signed a protocol on Monday. Kenya and Uganda are the mediators in the format, Norway and Italy its observers."}
{"id":"behalf","date":"2019-03-05","text":"Eritrea and Djibouti signed a truce on Monday. Lazaro Sumbeiywo, the Kenyan general, mediated on behalf of IGAD."}
{"id":"compound","date":"2019-03-05","text":"Eritrea and Djibouti held Omani-mediated talks in Muscat on Monday."}
{"id":"denied","date":"2019-03-05","text":"Eritrea and Djibouti signed a deal on Monday. Diplomats stressed that no third country had mediated."}
{"id":"no-role","date":"2019-03-05","text":"Saudi-led coalition planes bombed Sanaa on Monday."}
{"id":"mission","date":"2019-03-05","text":"The European Union and ASEAN will send monitors to Aceh. French and United Nations troops hold the buffer zone."}
{"id":"no-mission","date":"2019-03-05","text":"Armenia rejected the deployment of Russian peacekeepers on its border. EU election observers criticised the vote."}
END
truce code --emit jsonl news.jsonl |
    jq -c '[.id, ([.events[].third[]?.code] | unique),
            ([.missions[].contributor] | unique)]'
