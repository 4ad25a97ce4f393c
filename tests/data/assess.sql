-- A hand-made conflict file (schema.sql first) for the tests of assess/ and
-- of `truce who`: Russia with three meetings, an agreement and a mission,
-- the European Union with two meetings, the United States with one, and one
-- meeting after 2022-11-09 that an --as-of must hide. Iran is only named, in
-- a document that has events of one party alone.
INSERT INTO documents (id, key, name, date, title, text, coded_by) VALUES
 (1, 'k1', 'd1', '2020-11-10', 'Ceasefire', 'The leaders signed a ceasefire statement. Russia deploys peacekeepers for five years.', 'test'),
 (2, 'k2', 'd2', '2021-01-11', 'Moscow', 'Putin hosted Aliyev and Pashinyan in Moscow.', 'test'),
 (3, 'k3', 'd3', '2021-12-14', 'Brussels', 'Michel hosted Aliyev and Pashinyan in Brussels.', 'test'),
 (4, 'k4', 'd4', '2022-08-31', 'Brussels', 'Michel hosted the leaders again. Pashinyan thanked Michel.', 'test'),
 (5, 'k5', 'd5', '2022-09-13', 'Fighting', 'Azerbaijani forces shelled towns in Armenia.', 'test'),
 (6, 'k6', 'd6', '2022-09-19', 'New York', 'Blinken hosted the ministers.', 'test'),
 (7, 'k7', 'd7', '2022-10-19', 'Moscow', 'Zakharova criticised the European Union.', 'test'),
 (8, 'k8', 'd8', '2022-10-31', 'Sochi', 'Putin met both leaders in Sochi. A joint statement was adopted.', 'test'),
 (9, 'k9', 'd9', '2022-11-25', 'Later', 'Aliyev rejected the mediation of France.', 'test'),
 (10, 'k10', 'd10', '2022-12-20', 'Later', 'Macron met both leaders in Paris.', 'test');
INSERT INTO sentences (document, number, span_begin, span_end, text) VALUES
 (1, 0, 0, 41, 'The leaders signed a ceasefire statement.'),
 (1, 1, 42, 86, 'Russia deploys peacekeepers for five years.'),
 (2, 0, 0, 44, 'Putin hosted Aliyev and Pashinyan in Moscow.'),
 (3, 0, 0, 47, 'Michel hosted Aliyev and Pashinyan in Brussels.'),
 (4, 0, 0, 32, 'Michel hosted the leaders again.'),
 (4, 1, 33, 58, 'Pashinyan thanked Michel.'),
 (5, 0, 0, 44, 'Azerbaijani forces shelled towns in Armenia.'),
 (6, 0, 0, 29, 'Blinken hosted the ministers.'),
 (7, 0, 0, 40, 'Zakharova criticised the European Union.'),
 (8, 0, 0, 32, 'Putin met both leaders in Sochi.'),
 (8, 1, 33, 63, 'A joint statement was adopted.'),
 (9, 0, 0, 40, 'Aliyev rejected the mediation of France.'),
 (10, 0, 0, 33, 'Macron met both leaders in Paris.');
INSERT INTO episodes (id, key, date, place, level, outcome) VALUES
 (1, 'e1', '2021-01-11', 'Moscow', 'leaders', 'joint statement'),
 (2, 'e2', '2021-12-14', 'Brussels', 'leaders', NULL),
 (3, 'e3', '2022-08-31', 'Brussels', 'leaders', 'agreement'),
 (4, 'e4', '2022-09-19', 'New York', 'ministers', NULL),
 (5, 'e5', '2022-10-31', 'Sochi', 'leaders', 'joint statement'),
 (6, 'e6', '2022-12-20', 'Paris', 'leaders', NULL),
 (7, 'e7', NULL, NULL, NULL, NULL);
INSERT INTO episode_parties (episode, role, position, code, sector) VALUES
 (1, 'mediator', 0, 'RUS', 'GOV'), (1, 'party', 0, 'ARM', 'GOV'), (1, 'party', 1, 'AZE', 'GOV'),
 (2, 'mediator', 0, 'EUR', 'IGO'), (2, 'party', 0, 'ARM', 'GOV'), (2, 'party', 1, 'AZE', 'GOV'),
 (3, 'mediator', 0, 'EUR', 'IGO'), (3, 'party', 0, 'ARM', 'GOV'), (3, 'party', 1, 'AZE', 'GOV'),
 (4, 'mediator', 0, 'USA', 'GOV'), (4, 'party', 0, 'ARM', 'GOV'), (4, 'party', 1, 'AZE', 'GOV'),
 (5, 'mediator', 0, 'RUS', 'GOV'), (5, 'party', 0, 'ARM', 'GOV'), (5, 'party', 1, 'AZE', 'GOV'),
 (6, 'mediator', 0, 'FRA', 'GOV'), (6, 'party', 0, 'ARM', 'GOV'), (6, 'party', 1, 'AZE', 'GOV'),
 (7, 'mediator', 0, 'IRN', 'GOV');
INSERT INTO agreements (id, key, kind, name, date, status) VALUES
 (1, 'a1', 'ceasefire', 'ceasefire statement', '2020-11-09', 'in force');
INSERT INTO signatories (agreement, role, position, code, sector, name, office) VALUES
 (1, 'signatory', 0, 'ARM', 'GOV', 'Nikol Pashinyan', 'prime minister'),
 (1, 'signatory', 1, 'AZE', 'GOV', 'Ilham Aliyev', 'president'),
 (1, 'guarantor', 0, 'RUS', 'GOV', 'Vladimir Putin', 'president');
INSERT INTO missions (id, key, contributor, area, country, size, start, term_months, expires, notice_date, agreement) VALUES
 (1, 'm1', 'RUS', 'Nagorno-Karabakh', 'AZE', 1960, '2020-11-10', 60, '2025-11-10', '2025-05-10', 1);
INSERT INTO mentions (key, kind, document, sentence, span_begin, span_end, date, facts, register_row) VALUES
 ('x1', 'agreement', 1, 0, 0, 41, '2020-11-09', '{}', 1),
 ('x2', 'mission', 1, 1, 42, 86, '2020-11-10', '{}', 1),
 ('x3', 'episode', 2, 0, 0, 44, '2021-01-11', '{}', 1),
 ('x4', 'episode', 3, 0, 0, 47, '2021-12-14', '{}', 2),
 ('x5', 'episode', 4, 0, 0, 32, '2022-08-31', '{}', 3),
 ('x6', 'episode', 6, 0, 0, 29, '2022-09-19', '{}', 4),
 ('x7', 'episode', 8, 0, 0, 32, '2022-10-31', '{}', 5),
 ('x8', 'episode', 10, 0, 0, 33, '2022-12-20', '{}', 6),
 ('x9', 'episode', 9, 0, 0, 40, NULL, '{}', 7);
INSERT INTO events (id, key, document, sentence, span_begin, span_end, type, quad, goldstein, date, modality) VALUES
 (1, 'v1', 5, 0, 0, 44, 'ASSAULT', 4, -9, '2022-09-13', 'asserted'),
 (2, 'v2', 7, 0, 0, 40, 'ACCUSE', 3, -2, '2022-10-19', 'asserted'),
 (3, 'v3', 4, 1, 33, 58, 'SUPPORT', 1, 3, '2022-08-31', 'asserted'),
 (4, 'v4', 9, 0, 0, 40, 'REJECT', 3, -4, '2022-11-25', 'asserted');
INSERT INTO event_actors (event, role, position, code, sector) VALUES
 (1, 'source', 0, 'AZE', 'MIL'), (1, 'target', 0, 'ARM', NULL),
 (2, 'source', 0, 'RUS', 'GOV'), (2, 'target', 0, 'EUR', 'IGO'),
 (3, 'source', 0, 'ARM', 'GOV'), (3, 'target', 0, 'EUR', 'IGO'),
 (4, 'source', 0, 'AZE', 'GOV'), (4, 'target', 0, 'FRA', 'GOV');
