-- Four events of three documents, one imported event; made up.
INSERT INTO documents (id, key, name, date, text, source) VALUES
 (1, 'd1', 'wire-1', '2022-11-01', 'x', 'A Wire'),
 (2, 'd2', 'wire-2', '2022-11-02', 'x', 'B Wire'),
 (3, 'd3', 'undated', NULL, 'x', NULL);
INSERT INTO sentences (document, number, span_begin, span_end, text) VALUES
 (1, 0, 0, 40, 'The leaders met under Putin''s mediation.'),
 (1, 1, 41, 60, 'Troops shelled the border.'),
 (2, 0, 0, 30, 'The leaders met on Monday.');
INSERT INTO imports (id, format, path, hash, added) VALUES
 (1, 'ged', 'ged.csv', 'h', '2022-11-05');
INSERT INTO events (id, key, document, sentence, span_begin, span_end,
 trigger_begin, trigger_end, type, mode, contexts, cameo, goldstein, quad,
 date, date_text, place, country, lat, lon, modality, same_as, frame,
 confidence) VALUES
 (1, 'e1', 1, 0, 0, 40, 12, 15, 'CONSULT', 'meet', 'diplomatic|territory',
  '043', 2.8, 1, '2022-10-31', 'on Monday', 'Sochi', 'RUS', 43.6, 39.73,
  'asserted', NULL, 'CONSULT/meet/17', 0.93),
 (2, 'e2', 1, 1, 41, 60, 48, 55, 'ASSAULT', NULL, 'military', '190', -10, 4,
  '2022-09', NULL, NULL, NULL, NULL, NULL, 'reported', NULL, NULL, 0.5),
 (3, 'e3', 2, 0, 0, 30, 12, 15, 'CONSULT', 'meet', NULL, '043', 2.8, 1,
  '2022-10-31', NULL, 'Sochi', 'RUS', 43.6, 39.73, 'asserted', 1, NULL, 0.8),
 (4, 'e4', 3, 0, 0, 9, 0, 3, 'REQUEST', NULL, NULL, NULL, NULL, 2, NULL,
  NULL, NULL, NULL, NULL, NULL, 'asserted', NULL, NULL, NULL);
INSERT INTO events (id, key, import, foreign_id, type, date, country, deaths,
 modality) VALUES
 (5, 'ged-7', 1, '7', 'ASSAULT', '2022-09-13', 'ARM', 105, 'asserted');
INSERT INTO event_actors (event, role, position, text, code, sector, name,
 office) VALUES
 (1, 'source', 0, 'Pashinyan', 'ARM', 'GOV', 'Nikol Pashinyan',
  'prime minister'),
 (1, 'target', 0, 'Aliyev', 'AZE', 'GOV', 'Ilham Aliyev', 'president'),
 (1, 'mediator', 0, 'Putin', 'RUS', 'GOV', 'Vladimir Putin', 'president'),
 (2, 'source', 0, 'Troops', NULL, 'MIL', NULL, NULL),
 (2, 'target', 0, 'the border', NULL, NULL, NULL, NULL),
 (3, 'source', 0, 'The leaders', NULL, NULL, NULL, NULL),
 (4, 'source', 0, 'Iran', 'IRN', 'GOV', 'Iran', NULL),
 (5, 'source', 0, NULL, 'AZE', 'GOV', 'Government of Azerbaijan', NULL),
 (5, 'target', 0, NULL, 'ARM', 'GOV', 'Government of Armenia', NULL);
