# Who says so: behind the sentence, before it, "according to"; the role that a
# plural noun gives all its countries; what is no attribution.
cat > news.jsonl <<'END'
{"id":"told","date":"2019-03-05","text":"Eritrea and Djibouti agreed on Monday to end hostilities, former Kenyan president Mwai Kibaki, who led the talks, told reporters."}
{"id":"claimed","date":"2019-03-05","text":"Eritrea shelled two villages overnight, killing four people, Djibouti's defence ministry claimed."}
{"id":"planned","date":"2019-03-05","text":"Kenya will withdraw its troops from Somalia, Foreign Minister Monica Juma told a news conference in Nairobi."}
{"id":"reported","date":"2019-03-05","text":"Djibouti's state media reported that Eritrea shelled two villages."}
{"id":"according","date":"2019-03-05","text":"According to Djibouti's army, Eritrean troops attacked a border post."}
{"id":"plural","date":"2019-03-05","text":"The foreign ministers of Eritrea, Djibouti and Kenya met in Nairobi."}
{"id":"none","date":"2019-03-05","text":"Kenya, which hosts the talks, said on Monday that Eritrea had attacked Djibouti."}
END
truce code --emit jsonl news.jsonl |
    jq -c '[.id, [.events[] | [.type, [.source[] | .code, .sector], .modality,
            .reported_by.code]],
            [.statements[] | .speaker.code, .text]]'
