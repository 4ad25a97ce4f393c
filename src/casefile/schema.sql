-- The conflict file, version 1. Every derived row carries document, sentence
-- and byte span (its evidence), the rule or model that made it (made_by) and
-- a confidence. Dates are ISO 8601 text of year, month or day precision.
-- A "key" is a stable hash: coding the same input twice adds nothing.
CREATE TABLE documents (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,       -- hash of date, title and text
  name TEXT NOT NULL,             -- id as given
  date TEXT, title TEXT, text TEXT NOT NULL, source TEXT, url TEXT,
  path TEXT, line INTEGER,
  near TEXT,                      -- MinHash signature, for near-duplicates
  duplicate_of INTEGER REFERENCES documents(id),
  coded_by TEXT                   -- coder version; NULL: not coded
);
CREATE INDEX documents_date ON documents(date);
CREATE TABLE near_bands (         -- to find near-duplicates; see near.c
  band INTEGER NOT NULL, hash INTEGER NOT NULL,
  document INTEGER NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
  PRIMARY KEY (band, hash, document)
) WITHOUT ROWID;
CREATE TABLE sentences (
  id INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
  number INTEGER NOT NULL,        -- 0-based
  span_begin INTEGER NOT NULL, span_end INTEGER NOT NULL,
  text TEXT NOT NULL,
  UNIQUE (document, number)
);
CREATE VIRTUAL TABLE sentences_fts USING fts5(
  text, content='sentences', content_rowid='id');
CREATE TRIGGER sentences_ai AFTER INSERT ON sentences BEGIN
  INSERT INTO sentences_fts(rowid, text) VALUES (new.id, new.text);
END;
CREATE TRIGGER sentences_ad AFTER DELETE ON sentences BEGIN
  INSERT INTO sentences_fts(sentences_fts, rowid, text)
    VALUES ('delete', old.id, old.text);
END;
CREATE TABLE actors (
  id INTEGER PRIMARY KEY,
  code TEXT, sector TEXT, name TEXT NOT NULL, kind TEXT,
  UNIQUE (code, sector, name)
);
CREATE TABLE offices (
  id INTEGER PRIMARY KEY,
  actor INTEGER NOT NULL REFERENCES actors(id),
  office TEXT NOT NULL, held_from TEXT, held_to TEXT,
  UNIQUE (actor, office, held_from)
);
CREATE TABLE imports (
  id INTEGER PRIMARY KEY,
  format TEXT NOT NULL, path TEXT NOT NULL, hash TEXT NOT NULL,
  added TEXT NOT NULL,
  rows_read INTEGER, rows_stored INTEGER, rows_skipped INTEGER,
  summary TEXT,                   -- JSON: skipped by reason
  UNIQUE (format, hash)
);
CREATE TABLE events (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  document INTEGER REFERENCES documents(id) ON DELETE CASCADE,
  sentence INTEGER, span_begin INTEGER, span_end INTEGER,
  trigger_begin INTEGER, trigger_end INTEGER,
  import INTEGER REFERENCES imports(id), -- NULL: coded from text
  foreign_id TEXT,                -- id in the imported set
  type TEXT, mode TEXT,
  contexts TEXT,                  -- separated by '|'
  cameo TEXT, goldstein REAL, quad INTEGER,
  date TEXT, date_text TEXT,
  place TEXT, country TEXT, lat REAL, lon REAL,
  modality TEXT NOT NULL DEFAULT 'asserted', reported_by TEXT,
  background INTEGER NOT NULL DEFAULT 0,
  secondary INTEGER NOT NULL DEFAULT 0,
  same_as INTEGER REFERENCES events(id), -- one event told again
  frame TEXT, slots_from TEXT, made_by TEXT, confidence REAL,
  verdict TEXT,                   -- a person's: right, wrong, changed
  story INTEGER,                  -- hash: tellings that are the same event
  deaths INTEGER,                 -- best estimate of an imported set
  url TEXT                        -- of the imported row
);
CREATE INDEX events_date ON events(date);
CREATE INDEX events_document ON events(document)
  WHERE document IS NOT NULL;
CREATE TABLE event_actors (
  event INTEGER NOT NULL REFERENCES events(id) ON DELETE CASCADE,
  role TEXT NOT NULL,             -- source, target, mediator, host, ...
  position INTEGER NOT NULL,
  actor INTEGER REFERENCES actors(id),
  text TEXT, span_begin INTEGER, span_end INTEGER,
  code TEXT, sector TEXT, name TEXT, office TEXT,
  PRIMARY KEY (event, role, position)
) WITHOUT ROWID;
CREATE INDEX event_actors_code ON event_actors(code);
CREATE TABLE statements (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  document INTEGER NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
  sentence INTEGER, span_begin INTEGER, span_end INTEGER,
  speaker INTEGER REFERENCES actors(id),
  speaker_text TEXT, speaker_name TEXT, code TEXT, sector TEXT, office TEXT,
  date TEXT, quote INTEGER NOT NULL, text TEXT NOT NULL,
  act TEXT, occasion TEXT, audience TEXT,
  same_as INTEGER REFERENCES statements(id),
  story INTEGER,                  -- hash of speaker and words
  made_by TEXT, confidence REAL
);
CREATE TABLE statement_targets (
  statement INTEGER NOT NULL REFERENCES statements(id) ON DELETE CASCADE,
  position INTEGER NOT NULL, actor INTEGER REFERENCES actors(id),
  code TEXT, sector TEXT, name TEXT, text TEXT, stance REAL,
  PRIMARY KEY (statement, position)
) WITHOUT ROWID;
CREATE TABLE statement_issues (
  statement INTEGER NOT NULL REFERENCES statements(id) ON DELETE CASCADE,
  issue TEXT NOT NULL,
  stance REAL,                    -- -1 against .. 1 for; NULL unknown
  PRIMARY KEY (statement, issue)
) WITHOUT ROWID;

-- Registers: one row per thing in the world, merged from what the documents
-- tell; `mentions` keeps each telling, so that merging can be done again.
CREATE TABLE mentions (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,             -- agreement, mission, episode
  document INTEGER NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
  sentence INTEGER, span_begin INTEGER, span_end INTEGER,
  date TEXT, facts TEXT NOT NULL, -- JSON as in `truce code --emit jsonl`
  register_row INTEGER            -- id in the register's table
);
CREATE INDEX events_story ON events(story) WHERE story IS NOT NULL;
CREATE INDEX events_same ON events(same_as) WHERE same_as IS NOT NULL;
CREATE INDEX statements_document ON statements(document);
CREATE INDEX statements_same ON statements(same_as) WHERE same_as IS NOT NULL;
CREATE INDEX mentions_document ON mentions(document);
CREATE INDEX mentions_row ON mentions(kind, register_row);
CREATE TABLE agreements (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  kind TEXT, name TEXT, date TEXT, place TEXT, country TEXT,
  process TEXT, ended TEXT, follows INTEGER REFERENCES agreements(id),
  status TEXT,                    -- initialled, in force, violated, suspended, lapsed
  support INTEGER, confidence REAL,
  import INTEGER REFERENCES imports(id), -- NULL: coded from text
  foreign_id TEXT
);
CREATE TABLE signatories (
  agreement INTEGER NOT NULL REFERENCES agreements(id) ON DELETE CASCADE,
  role TEXT NOT NULL,             -- signatory, witness, guarantor
  position INTEGER NOT NULL, actor INTEGER REFERENCES actors(id),
  code TEXT, sector TEXT, name TEXT, office TEXT,
  PRIMARY KEY (agreement, role, position)
) WITHOUT ROWID;
CREATE TABLE provisions (
  id INTEGER PRIMARY KEY,
  agreement INTEGER NOT NULL REFERENCES agreements(id) ON DELETE CASCADE,
  type TEXT, text TEXT, actor TEXT, object TEXT, deadline TEXT,
  duration_months INTEGER, strength TEXT,
  document INTEGER REFERENCES documents(id) ON DELETE SET NULL,
  sentence INTEGER, span_begin INTEGER, span_end INTEGER
);
CREATE TABLE agreement_events (   -- life cycle
  agreement INTEGER NOT NULL REFERENCES agreements(id) ON DELETE CASCADE,
  event TEXT NOT NULL,            -- reaffirmed, violated, suspended, ...
  date TEXT, document INTEGER REFERENCES documents(id) ON DELETE CASCADE,
  sentence INTEGER, span_begin INTEGER, span_end INTEGER
);
CREATE TABLE missions (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  contributor TEXT, name TEXT, area TEXT, country TEXT, size INTEGER,
  equipment TEXT, start TEXT, term_months INTEGER, renewal TEXT,
  notice_months INTEGER, notice_date TEXT, expires TEXT, ended TEXT,
  agreement INTEGER REFERENCES agreements(id) ON DELETE SET NULL,
  support INTEGER, confidence REAL
);
CREATE TABLE episodes (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  date TEXT, place TEXT, country TEXT, lat REAL, lon REAL,
  formats TEXT, level TEXT, track TEXT, duration_text TEXT, outcome TEXT,
  initiator TEXT, declined TEXT, first_since TEXT,
  modality TEXT NOT NULL DEFAULT 'asserted',
  support INTEGER, confidence REAL
);
CREATE TABLE episode_parties (
  episode INTEGER NOT NULL REFERENCES episodes(id) ON DELETE CASCADE,
  role TEXT NOT NULL,             -- mediator, host, party
  position INTEGER NOT NULL, actor INTEGER REFERENCES actors(id),
  code TEXT, sector TEXT, name TEXT, office TEXT,
  PRIMARY KEY (episode, role, position)
) WITHOUT ROWID;
CREATE TABLE issues (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  issue TEXT NOT NULL, state TEXT, by_codes TEXT,
  said_by TEXT,                   -- code of who tells so; NULL: the text
  date TEXT,
  document INTEGER NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
  sentence INTEGER, span_begin INTEGER, span_end INTEGER
);
CREATE INDEX issues_document ON issues(document);
CREATE TABLE contradictions (     -- rival values, best supported in the row
  kind TEXT NOT NULL, register_row INTEGER NOT NULL, field TEXT NOT NULL,
  value TEXT NOT NULL, support INTEGER NOT NULL, documents TEXT,
  PRIMARY KEY (kind, register_row, field, value)
) WITHOUT ROWID;
CREATE TABLE decisions (          -- a person's, kept on recoding
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,             -- event, agreement, mission, episode
  verb TEXT NOT NULL,             -- right, wrong, change, merge, split
  key TEXT NOT NULL, other_key TEXT, change TEXT, note TEXT,
  decided TEXT NOT NULL,
  UNIQUE (kind, verb, key, other_key)
);
CREATE TABLE fatalities (
  id INTEGER PRIMARY KEY,
  import INTEGER REFERENCES imports(id),
  unit TEXT NOT NULL,             -- dyad "ARM-AZE" (sorted) or country code
  month TEXT NOT NULL,            -- YYYY-MM
  best INTEGER NOT NULL, low INTEGER, high INTEGER,
  source TEXT NOT NULL,           -- "UCDP GED 22.1"
  UNIQUE (unit, month, source)
);
CREATE TABLE fatality_years (     -- imported sets that count by year only
  id INTEGER PRIMARY KEY,
  import INTEGER REFERENCES imports(id),
  unit TEXT NOT NULL,             -- as in fatalities
  dyad TEXT NOT NULL,             -- number in the set; one row a dyad
  name TEXT, year INTEGER NOT NULL,
  best INTEGER NOT NULL, low INTEGER, high INTEGER,
  source TEXT NOT NULL,
  UNIQUE (dyad, year, unit, source)
);
CREATE TABLE terminations (       -- how episodes of fighting ended
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  import INTEGER REFERENCES imports(id),
  unit TEXT, name TEXT, began TEXT, ended TEXT,
  outcome TEXT,                   -- peace agreement, ceasefire, victory, ...
  ceasefire TEXT, agreement TEXT, -- their dates
  recurred INTEGER                -- 1: fighting came back
);
CREATE TABLE event_reports (      -- which articles told an imported event
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  event INTEGER REFERENCES events(id) ON DELETE CASCADE,
  foreign_id TEXT NOT NULL,       -- event's id in the set; it may come later
  import INTEGER REFERENCES imports(id),
  date TEXT, source TEXT, url TEXT, confidence REAL
);
CREATE INDEX event_reports_event ON event_reports(event);
CREATE TABLE series (
  unit TEXT NOT NULL,             -- "ISR>PSE": what ISR did to PSE
  month TEXT NOT NULL,            -- YYYY-MM, or the first day of a week
  feature TEXT NOT NULL,
  value REAL,                     -- NULL: unknown, never a silent 0
  as_of TEXT NOT NULL,
  PRIMARY KEY (unit, month, feature, as_of)
) WITHOUT ROWID;
CREATE TABLE forecasts (
  id INTEGER PRIMARY KEY,
  unit TEXT NOT NULL, as_of TEXT NOT NULL, horizon INTEGER NOT NULL,
  month TEXT NOT NULL, p25 REAL, expected REAL, quantiles TEXT,
  model TEXT NOT NULL, made TEXT NOT NULL,
  UNIQUE (unit, as_of, horizon, month, model)
);
CREATE TABLE assessments (
  id INTEGER PRIMARY KEY,
  unit TEXT NOT NULL, as_of TEXT NOT NULL, mediator TEXT NOT NULL,
  component TEXT NOT NULL, value REAL, low REAL, high REAL,
  evidence TEXT, made TEXT NOT NULL,
  UNIQUE (unit, as_of, mediator, component)
);
CREATE TABLE countries (          -- codes of today's states, for exports
  code TEXT PRIMARY KEY,          -- ISO 3166 alpha-3
  name TEXT NOT NULL, iso2 TEXT,
  cow TEXT, gw TEXT, fips TEXT    -- Correlates of War, Gleditsch-Ward
);
-- A person's decision on an event is applied to its row at once, and again
-- when the row comes back from a new coding.
CREATE TRIGGER events_decided AFTER INSERT ON events
WHEN EXISTS (SELECT 1 FROM decisions WHERE kind = 'event' AND key = new.key)
BEGIN
  UPDATE events SET
    verdict = (SELECT CASE verb WHEN 'change' THEN 'changed' ELSE verb END
               FROM decisions WHERE kind = 'event' AND key = new.key),
    type = coalesce((SELECT json_extract(change, '$.type') FROM decisions
                     WHERE kind = 'event' AND key = new.key), type)
  WHERE id = new.id;
END;
CREATE TRIGGER decisions_made AFTER INSERT ON decisions
WHEN new.kind = 'event'
BEGIN
  UPDATE events SET
    verdict = CASE new.verb WHEN 'change' THEN 'changed' ELSE new.verb END,
    type = coalesce(json_extract(new.change, '$.type'), type)
  WHERE key = new.key;
END;
CREATE TRIGGER event_actors_decided AFTER INSERT ON event_actors
WHEN new.role IN ('source', 'target') AND EXISTS (
  SELECT 1 FROM decisions d JOIN events e ON e.key = d.key
  WHERE e.id = new.event AND d.kind = 'event'
    AND json_extract(d.change, '$.' || new.role) IS NOT NULL)
BEGIN
  UPDATE event_actors SET code = (
    SELECT json_extract(d.change, '$.' || new.role)
    FROM decisions d JOIN events e ON e.key = d.key
    WHERE e.id = new.event AND d.kind = 'event')
  WHERE event = new.event AND role = new.role AND position = new.position;
END;
CREATE TRIGGER actors_decided AFTER INSERT ON decisions
WHEN new.kind = 'event' AND new.change IS NOT NULL
BEGIN
  UPDATE event_actors SET
    code = coalesce(json_extract(new.change, '$.' || role), code)
  WHERE role IN ('source', 'target')
    AND event = (SELECT id FROM events WHERE key = new.key);
END;
