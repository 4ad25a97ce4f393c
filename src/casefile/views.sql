-- Views, made anew whenever the file is opened for writing.
DROP VIEW IF EXISTS events_view;
-- One row an event, parties as lists "ARM|AZE"; imported and coded alike.
CREATE VIEW events_view AS
SELECT e.id, e.key, e.date, e.type, e.mode, e.contexts, e.cameo, e.goldstein,
  e.quad, e.modality, e.background, e.secondary, e.place, e.country, e.lat,
  e.lon, e.confidence, e.verdict, e.same_as,
  (SELECT group_concat(coalesce(a.code, a.name, a.text), '|') FROM
    (SELECT * FROM event_actors WHERE event = e.id AND role = 'source'
     ORDER BY position) a) AS source,
  (SELECT group_concat(coalesce(a.code, a.name, a.text), '|') FROM
    (SELECT * FROM event_actors WHERE event = e.id AND role = 'target'
     ORDER BY position) a) AS target,
  (SELECT group_concat(a.role || ':' || coalesce(a.code, a.name, a.text), '|')
    FROM (SELECT * FROM event_actors WHERE event = e.id
          AND role NOT IN ('source', 'target')
          ORDER BY role, position) a) AS third,
  d.name AS document, d.date AS published, d.source AS publisher,
  coalesce(e.url, d.url) AS url, e.sentence, s.text AS sentence_text,
  i.format AS import_format, e.foreign_id
FROM events e
LEFT JOIN documents d ON d.id = e.document
LEFT JOIN sentences s ON s.document = e.document AND s.number = e.sentence
LEFT JOIN imports i ON i.id = e.import;

-- One count for each unit and month where several sources have one: the
-- user's own table, then released UCDP events, VIEWS, candidate events; of
-- two releases the later.
DROP VIEW IF EXISTS fatalities_best;
CREATE VIEW fatalities_best AS
SELECT unit, month, best, low, high, source FROM (
  SELECT f.*, row_number() OVER (PARTITION BY unit, month ORDER BY
    CASE WHEN source LIKE 'UCDP GED Candidate%' THEN 4
      WHEN source LIKE 'VIEWS%' THEN 3
      WHEN source LIKE 'UCDP%' THEN 2 ELSE 1 END, source DESC, id DESC) AS n
  FROM fatalities f)
WHERE n = 1;
