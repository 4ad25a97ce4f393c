# Sentences that parsers hang wrong, groups by reference, acts in clauses
# beside, who goes between: type, source and target codes, third parties.
cat > news.jsonl <<'END'
{"id":"conjunct","date":"2019-03-05","text":"Kenya's president refused to put his name to the text and asked for more time."}
{"id":"content","date":"2019-03-05","text":"The Kenyan envoy said in a statement that he welcomed the deal."}
{"id":"subject","date":"2019-03-05","text":"In front of President Emmanuel Macron of France and the Kenyan president, the presidents of Chad and Sudan on Monday signed a treaty."}
{"id":"acronym","date":"2019-03-05","text":"ECOWAS closed the border with Niger on Monday."}
{"id":"names","date":"2019-03-05","text":"The foreign ministers of Japan and China, Taro Kono and Wang Yi, met late on Monday."}
{"id":"it","date":"2019-03-05","text":"The West African bloc ECOWAS threatened Niger. It promised to let monitors stay."}
{"id":"parties","date":"2019-03-05","text":"Chad and Sudan signed a truce. Kenya urged the signatories to keep it."}
{"id":"half","date":"2019-03-05","text":"Myanmar's junta and an alliance of three armies signed a truce hosted by China. The sides met in Kunming."}
{"id":"when","date":"2019-03-05","text":"Kenya's president offered to help when he met the Sudanese foreign minister in Nairobi."}
{"id":"without","date":"2019-03-05","text":"The Chadian delegation left Doha without signing the accord."}
{"id":"persuaded","date":"2019-03-05","text":"Qatar persuaded Chad on Monday to accept a truce."}
{"id":"carried","date":"2019-03-05","text":"Oman carried messages between Chad and Sudan."}
{"id":"written","date":"2019-03-05","text":"Chad and Sudan accepted a truce worked out by Libyan and Qatari diplomats."}
{"id":"sent","date":"2019-03-05","text":"Chad and Sudan signed a truce. The mediator was General Lazaro Sumbeiywo, appointed by IGAD."}
{"id":"while","date":"2019-03-05","text":"Chad asked for time, while Sudan refused to sign the text."}
END
truce code --emit jsonl news.jsonl |
    jq -c '.id as $id | [.events[] | select(.modality != "negated") |
           [.type, ([.source[].code] | unique), ([.target[].code] | unique),
            ([.third[]?.code] | unique)]] | sort | [$id] + .'
