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

-- What the export views give: one row a pair of source and target of an
-- event that counts (asserted, reported, planned or demanded; not told as
-- background, not refused by a person, no repeat). A reciprocal event (all
-- parties in source) gives each pair once. `pair` counts from 0.
DROP VIEW IF EXISTS event_dyads;
CREATE VIEW event_dyads AS
WITH counting AS (
  SELECT * FROM events WHERE same_as IS NULL AND background = 0
    AND modality NOT IN ('negated', 'conditional', 'questioned')
    AND coalesce(verdict, '') <> 'wrong'),
slots AS (
  SELECT a.*, count(*) FILTER (WHERE role = 'target')
    OVER (PARTITION BY event) AS targets,
    count(*) FILTER (WHERE role = 'source')
    OVER (PARTITION BY event) AS sources
  FROM event_actors a WHERE role IN ('source', 'target')),
pairs AS (
  SELECT s.event, s.role AS role1, s.position AS position1,
    t.role AS role2, t.position AS position2
  FROM slots s JOIN slots t ON t.event = s.event
  WHERE s.role = 'source' AND (t.role = 'target'
    OR (s.targets = 0 AND t.role = 'source' AND t.position > s.position))
  UNION ALL
  SELECT event, 'source', position, NULL, NULL FROM slots
  WHERE role = 'source' AND targets = 0 AND sources = 1
  UNION ALL
  SELECT event, NULL, NULL, 'target', position FROM slots
  WHERE role = 'target' AND sources = 0)
SELECT e.id AS event,
  row_number() OVER (PARTITION BY e.id ORDER BY p.position1, p.position2) - 1
    AS pair,
  s.code AS source_code, s.sector AS source_sector, s.name AS source_name,
  s.office AS source_office, s.text AS source_text, sa.kind AS source_kind,
  t.code AS target_code, t.sector AS target_sector, t.name AS target_name,
  t.office AS target_office, t.text AS target_text, ta.kind AS target_kind
FROM counting e LEFT JOIN pairs p ON p.event = e.id
LEFT JOIN event_actors s ON s.event = e.id AND s.role = p.role1
  AND s.position = p.position1
LEFT JOIN actors sa ON sa.id = s.actor
LEFT JOIN event_actors t ON t.event = e.id AND t.role = p.role2
  AND t.position = p.position2
LEFT JOIN actors ta ON ta.id = t.actor;

-- How often an event was told: articles and publishers.
DROP VIEW IF EXISTS event_support;
CREATE VIEW event_support AS
SELECT coalesce(e.same_as, e.id) AS event, count(*) AS articles,
  max(1, count(DISTINCT d.source)) AS publishers
FROM events e LEFT JOIN documents d ON d.id = e.document
GROUP BY coalesce(e.same_as, e.id);

-- GDELT 2.0 events, 61 columns. Ids are the event's times 1000 plus the pair.
-- Columns that need GDELT's own coding (tone, ethnic and religion codes, ADM
-- codes) are empty, and so is the day of a date that has none.
DROP VIEW IF EXISTS export_gdelt;
CREATE VIEW export_gdelt AS
SELECT e.id * 1000 + y.pair AS GlobalEventID,
  CASE length(e.date) WHEN 10 THEN replace(e.date, '-', '') END AS Day,
  CASE WHEN length(e.date) >= 7 THEN replace(substr(e.date, 1, 7), '-', '')
    END AS MonthYear,
  substr(e.date, 1, 4) AS Year,
  CASE length(e.date) WHEN 10 THEN printf('%.4f', substr(e.date, 1, 4) +
    (substr(e.date, 6, 2) * 30 + substr(e.date, 9, 2)) / 365.0) END
    AS FractionDate,
  coalesce(y.source_code, '') || coalesce(y.source_sector, '') AS Actor1Code,
  upper(coalesce(y.source_name, y.source_text)) AS Actor1Name,
  c1.code AS Actor1CountryCode,
  CASE WHEN c1.code IS NULL THEN y.source_code END AS Actor1KnownGroupCode,
  NULL AS Actor1EthnicCode, NULL AS Actor1Religion1Code,
  NULL AS Actor1Religion2Code, y.source_sector AS Actor1Type1Code,
  NULL AS Actor1Type2Code, NULL AS Actor1Type3Code,
  coalesce(y.target_code, '') || coalesce(y.target_sector, '') AS Actor2Code,
  upper(coalesce(y.target_name, y.target_text)) AS Actor2Name,
  c2.code AS Actor2CountryCode,
  CASE WHEN c2.code IS NULL THEN y.target_code END AS Actor2KnownGroupCode,
  NULL AS Actor2EthnicCode, NULL AS Actor2Religion1Code,
  NULL AS Actor2Religion2Code, y.target_sector AS Actor2Type1Code,
  NULL AS Actor2Type2Code, NULL AS Actor2Type3Code,
  CASE WHEN e.sentence = 0 THEN 1 ELSE 0 END AS IsRootEvent,
  e.cameo AS EventCode, substr(e.cameo, 1, 3) AS EventBaseCode,
  substr(e.cameo, 1, 2) AS EventRootCode, e.quad AS QuadClass,
  e.goldstein AS GoldsteinScale, n.articles AS NumMentions,
  n.publishers AS NumSources, n.articles AS NumArticles, NULL AS AvgTone,
  CASE WHEN c1.fips IS NULL THEN 0 ELSE 1 END AS Actor1Geo_Type,
  c1.name AS Actor1Geo_FullName, c1.fips AS Actor1Geo_CountryCode,
  NULL AS Actor1Geo_ADM1Code, NULL AS Actor1Geo_ADM2Code,
  NULL AS Actor1Geo_Lat, NULL AS Actor1Geo_Long, NULL AS Actor1Geo_FeatureID,
  CASE WHEN c2.fips IS NULL THEN 0 ELSE 1 END AS Actor2Geo_Type,
  c2.name AS Actor2Geo_FullName, c2.fips AS Actor2Geo_CountryCode,
  NULL AS Actor2Geo_ADM1Code, NULL AS Actor2Geo_ADM2Code,
  NULL AS Actor2Geo_Lat, NULL AS Actor2Geo_Long, NULL AS Actor2Geo_FeatureID,
  CASE WHEN e.lat IS NOT NULL THEN 4 WHEN c3.fips IS NOT NULL THEN 1 ELSE 0
    END AS ActionGeo_Type,
  coalesce(e.place || ', ' || c3.name, e.place, c3.name)
    AS ActionGeo_FullName,
  c3.fips AS ActionGeo_CountryCode, NULL AS ActionGeo_ADM1Code,
  NULL AS ActionGeo_ADM2Code, e.lat AS ActionGeo_Lat, e.lon AS ActionGeo_Long,
  NULL AS ActionGeo_FeatureID,
  CASE length(d.date) WHEN 10 THEN replace(d.date, '-', '') || '000000' END
    AS DATEADDED,
  coalesce(e.url, d.url, d.name) AS SOURCEURL
FROM event_dyads y JOIN events e ON e.id = y.event
LEFT JOIN event_support n ON n.event = e.id
LEFT JOIN documents d ON d.id = e.document
LEFT JOIN countries c1 ON c1.code = y.source_code
LEFT JOIN countries c2 ON c2.code = y.target_code
LEFT JOIN countries c3 ON c3.code = e.country;

-- POLECAT, 40 columns; what is not known is the word None, as there.
DROP VIEW IF EXISTS export_polecat;
CREATE VIEW export_polecat AS
SELECT e.id || '-' || y.pair AS "Event ID", coalesce(e.date, 'None') AS
  "Event Date", coalesce(e.type, 'None') AS "Event Type",
  coalesce(e.mode, 'None') AS "Event Mode",
  coalesce(e.goldstein, 'None') AS "Intensity",
  CASE e.quad WHEN 1 THEN 'VERBAL COOPERATION' WHEN 2 THEN
    'MATERIAL COOPERATION' WHEN 3 THEN 'VERBAL CONFLICT' WHEN 4 THEN
    'MATERIAL CONFLICT' ELSE 'None' END AS "Quad Code",
  coalesce(replace(e.contexts, '|', ';'), 'None') AS "Contexts",
  coalesce(y.source_name, y.source_text, 'None') AS "Actor Name",
  coalesce(y.source_code, 'None') AS "Actor Country",
  coalesce(c1.cow, 'None') AS "Actor COW",
  coalesce(y.source_sector, 'None') AS "Primary Actor Sector",
  coalesce(y.source_sector, 'None') AS "Actor Sectors",
  coalesce(y.source_office, 'None') AS "Actor Title",
  coalesce(y.source_text, 'None') AS "Actor Name Raw",
  'None' AS "Wikipedia Actor ID",
  coalesce(y.target_name, y.target_text, 'None') AS "Recipient Name",
  coalesce(y.target_code, 'None') AS "Recipient Country",
  coalesce(c2.cow, 'None') AS "Recipient COW",
  coalesce(y.target_sector, 'None') AS "Primary Recipient Sector",
  coalesce(y.target_sector, 'None') AS "Recipient Sectors",
  coalesce(y.target_office, 'None') AS "Recipient Title",
  coalesce(y.target_text, 'None') AS "Recipient Name Raw",
  'None' AS "Wikipedia Recipient ID",
  coalesce(e.place, 'None') AS "Placename", coalesce(e.place, 'None') AS
  "City", 'None' AS "District", 'None' AS "Province",
  coalesce(e.country, 'None') AS "Country",
  coalesce(e.lat, 'None') AS "Latitude", coalesce(e.lon, 'None') AS
  "Longitude", 'None' AS "GeoNames ID", coalesce(e.place, 'None') AS
  "Raw Placename", 'None' AS "Feature Type",
  coalesce(d.source, 'None') AS "Source",
  coalesce(d.date, 'None') AS "Publication Date",
  'None' AS "Story People", 'None' AS "Story Organizations",
  'None' AS "Story Locations", 'en' AS "Language", e.made_by AS "Version"
FROM event_dyads y JOIN events e ON e.id = y.event
LEFT JOIN documents d ON d.id = e.document
LEFT JOIN countries c1 ON c1.code = y.source_code
LEFT JOIN countries c2 ON c2.code = y.target_code;

-- Phoenix, 26 columns without header. Penta classes: 0 statements (CAMEO 01
-- and 02), 1 and 2 verbal and material cooperation, 3 and 4 conflict.
DROP VIEW IF EXISTS export_phoenix;
CREATE VIEW export_phoenix AS
SELECT e.id || '_' || y.pair AS EventID,
  CASE length(e.date) WHEN 10 THEN replace(e.date, '-', '') END AS Date,
  substr(e.date, 1, 4) AS Year,
  nullif(substr(e.date, 6, 2), '') AS Month,
  nullif(substr(e.date, 9, 2), '') AS Day,
  coalesce(y.source_code, '---') || coalesce(y.source_sector, '') AS
    SourceActorFull, y.source_code AS SourceActorEntity,
  y.source_sector AS SourceActorRole, NULL AS SourceActorAttribute,
  coalesce(y.target_code, '---') || coalesce(y.target_sector, '') AS
    TargetActorFull, y.target_code AS TargetActorEntity,
  y.target_sector AS TargetActorRole, NULL AS TargetActorAttribute,
  e.cameo AS EventCode, substr(e.cameo, 1, 2) AS EventRootCode,
  CASE WHEN e.cameo IS NULL THEN NULL WHEN substr(e.cameo, 1, 2) < '03' THEN 0
    WHEN substr(e.cameo, 1, 2) < '06' THEN 1
    WHEN substr(e.cameo, 1, 2) < '09' THEN 2
    WHEN substr(e.cameo, 1, 2) < '14' THEN 3 ELSE 4 END AS PentaClass,
  e.goldstein AS GoldsteinScore, replace(e.contexts, '|', ',') AS Issues,
  e.lat AS Lat, e.lon AS Lon, e.place AS LocationName, NULL AS StateName,
  e.country AS CountryCode,
  coalesce(d.name || '_', '') || coalesce(e.sentence, 0) AS SentenceID,
  coalesce(e.url, d.url) AS URLs, d.source AS NewsSources
FROM event_dyads y JOIN events e ON e.id = y.event
LEFT JOIN documents d ON d.id = e.document;
