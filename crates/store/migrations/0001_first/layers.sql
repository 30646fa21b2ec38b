-- What people see in QGIS: layers and tables derived from claims and decisions, their titles and
-- descriptions. All of it can be thrown away and made again.

CREATE TABLE incidents (
  fid INTEGER PRIMARY KEY NOT NULL,
  geom POINT,
  id TEXT NOT NULL UNIQUE,
  date_from DATE,
  date_to DATE,
  settlement TEXT,
  district TEXT,
  country TEXT,
  device TEXT NOT NULL,
  killed_least INTEGER,
  killed_most INTEGER,
  injured_least INTEGER,
  injured_most INTEGER,
  activity TEXT,
  grade TEXT NOT NULL,
  grade_reason TEXT NOT NULL,
  status TEXT NOT NULL,
  sources TEXT NOT NULL,
  n_reports INTEGER NOT NULL,
  precision_m INTEGER,
  summary TEXT NOT NULL
);

CREATE TABLE finds (
  fid INTEGER PRIMARY KEY NOT NULL,
  geom POINT,
  id TEXT NOT NULL UNIQUE,
  date_from DATE,
  date_to DATE,
  settlement TEXT,
  district TEXT,
  country TEXT,
  action TEXT NOT NULL,
  device TEXT NOT NULL,
  model TEXT,
  count_least INTEGER,
  count_most INTEGER,
  sources TEXT NOT NULL,
  n_reports INTEGER NOT NULL,
  precision_m INTEGER,
  summary TEXT NOT NULL
);

CREATE TABLE victims (
  fid INTEGER PRIMARY KEY NOT NULL,
  incident TEXT NOT NULL,
  name TEXT,
  also_spelled TEXT NOT NULL,
  outcome TEXT NOT NULL,
  victim_group TEXT NOT NULL,
  sex TEXT,
  age INTEGER,
  occupation TEXT,
  date_from DATE,
  date_to DATE,
  place TEXT NOT NULL
);

CREATE TABLE tallies (
  fid INTEGER PRIMARY KEY NOT NULL,
  series TEXT NOT NULL,
  measure TEXT NOT NULL,
  tally_group TEXT NOT NULL,
  place TEXT,
  period TEXT NOT NULL,
  as_of DATE,
  value_least REAL NOT NULL,
  value_most REAL,
  said_by TEXT NOT NULL,
  document TEXT NOT NULL,
  claim TEXT NOT NULL,
  standing TEXT NOT NULL
);

CREATE TABLE contradictions (
  fid INTEGER PRIMARY KEY NOT NULL,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  figures TEXT NOT NULL,
  note TEXT NOT NULL,
  documents TEXT NOT NULL,
  across_documents BOOLEAN NOT NULL
);

CREATE INDEX victims_of ON victims (incident);
CREATE INDEX tallies_of ON tallies (series, claim);

INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change, srs_id) VALUES
  ('incidents', 'features', 'Incidents', 'Explosions and accidents, as all reports together tell them. Derived from claims and decisions: edits here are lost; use `cairn decide`.', '2000-01-01T00:00:00.000Z', 4326),
  ('finds', 'features', 'Finds', 'Ordnance found, seized, neutralised or destroyed. Derived: edits here are lost; use `cairn decide`.', '2000-01-01T00:00:00.000Z', 4326),
  ('victims', 'attributes', 'Victims', 'People named or described as harmed, one row a person and incident. Personal data. Derived.', '2000-01-01T00:00:00.000Z', NULL),
  ('tallies', 'attributes', 'Tallies', 'Cumulative and periodic figures, one row a source and day. Derived.', '2000-01-01T00:00:00.000Z', NULL),
  ('contradictions', 'attributes', 'Contradictions', 'Figures that cannot all be true. Derived.', '2000-01-01T00:00:00.000Z', NULL),
  ('statements', 'attributes', 'Statements', 'Appeals, accusations, denials and other acts of speech, as documents report them.', '2000-01-01T00:00:00.000Z', NULL),
  ('documents', 'attributes', 'Documents', 'Everything that came in.', '2000-01-01T00:00:00.000Z', NULL),
  ('texts', 'attributes', 'Texts', 'The text of each document, which claims quote by its bytes.', '2000-01-01T00:00:00.000Z', NULL),
  ('claims', 'attributes', 'Claims', 'What each document says, with the sentence that says so. Never changed.', '2000-01-01T00:00:00.000Z', NULL),
  ('decisions', 'attributes', 'Decisions', 'What people decided, who, when and why. Only ever added to.', '2000-01-01T00:00:00.000Z', NULL),
  ('layer_styles', 'attributes', 'layer_styles', 'Styles for QGIS', '2000-01-01T00:00:00.000Z', NULL);

INSERT INTO gpkg_geometry_columns VALUES
  ('incidents', 'geom', 'POINT', 4326, 0, 0),
  ('finds', 'geom', 'POINT', 4326, 0, 0);

INSERT INTO gpkg_extensions VALUES
  ('incidents', 'geom', 'gpkg_rtree_index',
   'http://www.geopackage.org/spec120/#extension_rtree', 'write-only'),
  ('finds', 'geom', 'gpkg_rtree_index',
   'http://www.geopackage.org/spec120/#extension_rtree', 'write-only');

-- Spatial index: tables and triggers word for word as the standard gives them.

CREATE VIRTUAL TABLE rtree_incidents_geom USING rtree(id, minx, maxx, miny, maxy);
CREATE TRIGGER rtree_incidents_geom_insert AFTER INSERT ON incidents
WHEN (NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom))
BEGIN
  INSERT OR REPLACE INTO rtree_incidents_geom VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom));
END;
CREATE TRIGGER rtree_incidents_geom_update1 AFTER UPDATE OF geom ON incidents
WHEN OLD.fid = NEW.fid AND (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom))
BEGIN
  INSERT OR REPLACE INTO rtree_incidents_geom VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom));
END;
CREATE TRIGGER rtree_incidents_geom_update2 AFTER UPDATE OF geom ON incidents
WHEN OLD.fid = NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))
BEGIN
  DELETE FROM rtree_incidents_geom WHERE id = OLD.fid;
END;
CREATE TRIGGER rtree_incidents_geom_update3 AFTER UPDATE ON incidents
WHEN OLD.fid != NEW.fid AND (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom))
BEGIN
  DELETE FROM rtree_incidents_geom WHERE id = OLD.fid;
  INSERT OR REPLACE INTO rtree_incidents_geom VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom));
END;
CREATE TRIGGER rtree_incidents_geom_update4 AFTER UPDATE ON incidents
WHEN OLD.fid != NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))
BEGIN
  DELETE FROM rtree_incidents_geom WHERE id IN (OLD.fid, NEW.fid);
END;
CREATE TRIGGER rtree_incidents_geom_delete AFTER DELETE ON incidents
WHEN OLD.geom NOT NULL
BEGIN
  DELETE FROM rtree_incidents_geom WHERE id = OLD.fid;
END;

CREATE VIRTUAL TABLE rtree_finds_geom USING rtree(id, minx, maxx, miny, maxy);
CREATE TRIGGER rtree_finds_geom_insert AFTER INSERT ON finds
WHEN (NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom))
BEGIN
  INSERT OR REPLACE INTO rtree_finds_geom VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom));
END;
CREATE TRIGGER rtree_finds_geom_update1 AFTER UPDATE OF geom ON finds
WHEN OLD.fid = NEW.fid AND (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom))
BEGIN
  INSERT OR REPLACE INTO rtree_finds_geom VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom));
END;
CREATE TRIGGER rtree_finds_geom_update2 AFTER UPDATE OF geom ON finds
WHEN OLD.fid = NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))
BEGIN
  DELETE FROM rtree_finds_geom WHERE id = OLD.fid;
END;
CREATE TRIGGER rtree_finds_geom_update3 AFTER UPDATE ON finds
WHEN OLD.fid != NEW.fid AND (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom))
BEGIN
  DELETE FROM rtree_finds_geom WHERE id = OLD.fid;
  INSERT OR REPLACE INTO rtree_finds_geom VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom));
END;
CREATE TRIGGER rtree_finds_geom_update4 AFTER UPDATE ON finds
WHEN OLD.fid != NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))
BEGIN
  DELETE FROM rtree_finds_geom WHERE id IN (OLD.fid, NEW.fid);
END;
CREATE TRIGGER rtree_finds_geom_delete AFTER DELETE ON finds
WHEN OLD.geom NOT NULL
BEGIN
  DELETE FROM rtree_finds_geom WHERE id = OLD.fid;
END;

INSERT INTO gpkg_data_columns (table_name, column_name, title, description) VALUES
  ('incidents', 'id', 'Incident', 'Identity, as shown by `cairn show`'),
  ('incidents', 'date_from', 'First day', 'First day on which it may have happened'),
  ('incidents', 'date_to', 'Last day', 'Last day on which it may have happened'),
  ('incidents', 'settlement', 'Settlement', 'Finest named place'),
  ('incidents', 'district', 'District', 'Unit above the settlement'),
  ('incidents', 'country', 'Country', 'Country, where a report names it'),
  ('incidents', 'device', 'Device', 'What exploded (Landmine Monitor and IMSMA terms)'),
  ('incidents', 'killed_least', 'Killed, least', 'Smallest number killed that counting reports allow; empty when unknown'),
  ('incidents', 'killed_most', 'Killed, most', 'Largest number killed; empty when open or unknown'),
  ('incidents', 'injured_least', 'Injured, least', 'Smallest number injured; empty when unknown'),
  ('incidents', 'injured_most', 'Injured, most', 'Largest number injured; empty when open or unknown'),
  ('incidents', 'activity', 'Activity', 'What the victims were doing'),
  ('incidents', 'grade', 'Grade', 'How well it is supported'),
  ('incidents', 'grade_reason', 'Reason for the grade', 'Why it has that grade'),
  ('incidents', 'status', 'Status', 'Whether it is said to have taken place'),
  ('incidents', 'sources', 'Sources', 'Independent sources, as the reports name them'),
  ('incidents', 'n_reports', 'Reports', 'Number of reports'),
  ('incidents', 'precision_m', 'Precision (m)', 'Radius in metres within which the true point is thought to lie'),
  ('incidents', 'summary', 'Summary', 'The incident in one line'),
  ('finds', 'id', 'Find', 'Identity, as shown by `cairn show`'),
  ('finds', 'date_from', 'First day', 'First day on which it may have happened'),
  ('finds', 'date_to', 'Last day', 'Last day on which it may have happened'),
  ('finds', 'settlement', 'Settlement', 'Finest named place'),
  ('finds', 'district', 'District', 'Unit above the settlement'),
  ('finds', 'country', 'Country', 'Country, where a report names it'),
  ('finds', 'action', 'Action', 'The last action reported'),
  ('finds', 'device', 'Ordnance', 'Kind of ordnance'),
  ('finds', 'model', 'Model', 'Type designation, as written'),
  ('finds', 'count_least', 'Items, least', 'Smallest number of items; empty when unknown'),
  ('finds', 'count_most', 'Items, most', 'Largest number of items; empty when open or unknown'),
  ('finds', 'sources', 'Sources', 'The sources, as the reports name them'),
  ('finds', 'n_reports', 'Reports', 'Number of reports'),
  ('finds', 'precision_m', 'Precision (m)', 'Radius in metres within which the true point is thought to lie'),
  ('finds', 'summary', 'Summary', 'The find in one line'),
  ('victims', 'incident', 'Incident', 'Identity of the incident'),
  ('victims', 'name', 'Name', 'Fullest spelling; empty when only described'),
  ('victims', 'also_spelled', 'Other spellings', NULL),
  ('victims', 'outcome', 'Outcome', 'What became of the person'),
  ('victims', 'victim_group', 'Group', 'Civil status'),
  ('victims', 'sex', 'Sex', NULL),
  ('victims', 'age', 'Age', 'In years'),
  ('victims', 'occupation', 'Occupation', 'Occupation and employer'),
  ('victims', 'date_from', 'First day', 'First day on which the incident may have happened'),
  ('victims', 'date_to', 'Last day', 'Last day on which the incident may have happened'),
  ('victims', 'place', 'Place', 'Place of the incident'),
  ('tallies', 'series', 'Series', 'Identity of the series'),
  ('tallies', 'measure', 'Measure', 'What is measured'),
  ('tallies', 'tally_group', 'Group', 'Whom it counts'),
  ('tallies', 'place', 'Area', 'The area that it is about'),
  ('tallies', 'period', 'Period', 'The period that it counts'),
  ('tallies', 'as_of', 'As of', 'The day that the figure is for'),
  ('tallies', 'value_least', 'Value, least', 'In the unit of the measure'),
  ('tallies', 'value_most', 'Value, most', 'Empty when open'),
  ('tallies', 'said_by', 'Said by', 'The sources, nearest first'),
  ('tallies', 'document', 'Document', 'What the document is called'),
  ('tallies', 'claim', 'Claim', 'Identity of the claim'),
  ('tallies', 'standing', 'Standing', 'Whether it counts'),
  ('contradictions', 'id', 'Contradiction', 'Identity'),
  ('contradictions', 'kind', 'Kind', 'In which way the figures disagree'),
  ('contradictions', 'figures', 'Figures', 'The figures that disagree'),
  ('contradictions', 'note', 'Note', 'In one line'),
  ('contradictions', 'documents', 'Documents', 'The documents on both sides'),
  ('contradictions', 'across_documents', 'Across documents', 'Whether the figures stand in different documents'),
  ('statements', 'claim', 'Claim', 'Identity of the claim'),
  ('statements', 'document', 'Document', 'What the document is called'),
  ('statements', 'kind', 'Kind', 'What was done'),
  ('statements', 'speaker', 'Speaker', 'As the text names them'),
  ('statements', 'addressees', 'Addressees', 'Those urged, accused, notified, or who visited'),
  ('statements', 'about', 'About', 'In words of the text'),
  ('statements', 'date_from', 'First day', NULL),
  ('statements', 'date_to', 'Last day', NULL),
  ('statements', 'instruments', 'Instruments', 'Treaties, statements and paragraphs named'),
  ('statements', 'sentence', 'Sentence', 'The words that say so'),
  ('documents', 'id', 'Identity', 'SHA-256 of the bytes that came in'),
  ('documents', 'label', 'Document', 'What people call it'),
  ('documents', 'title', 'Title', 'The title, or the first line'),
  ('documents', 'publisher', 'Publisher', NULL),
  ('documents', 'published', 'Published', 'Day of publication'),
  ('documents', 'language', 'Language', 'The language it was read in, ISO 639-1'),
  ('documents', 'url', 'Address', 'Where it was published'),
  ('documents', 'country', 'Country', 'The country it is about, ISO 3166'),
  ('documents', 'origin', 'Origin', 'Where it came from'),
  ('documents', 'media_type', 'Format', 'IANA media type'),
  ('documents', 'added_at', 'Added', 'When it was added, UTC'),
  ('documents', 'superseded_by', 'Superseded by', 'The later version that replaces it'),
  ('documents', 'n_incidents', 'Incidents', 'Incidents that it reports'),
  ('documents', 'n_finds', 'Finds', 'Finds that it reports'),
  ('documents', 'n_tallies', 'Tallies', 'Figures that it gives'),
  ('documents', 'n_contradictions', 'Contradictions', 'Contradictions within it'),
  ('documents', 'n_statements', 'Statements', 'Statements that it reports'),
  ('texts', 'document', 'Document', 'What the document is called'),
  ('texts', 'text', 'Text', NULL),
  ('claims', 'id', 'Claim', 'Identity'),
  ('claims', 'document_fid', 'Row of the document', NULL),
  ('claims', 'document', 'Document', 'What the document is called'),
  ('claims', 'kind', 'Kind', 'incident, find, tally, contradiction or statement'),
  ('claims', 'said_by', 'Said by', 'The sources, nearest first'),
  ('claims', 'sentence', 'Sentence', 'The words that say so'),
  ('claims', 'body', 'Claim in full', 'As JSON'),
  ('decisions', 'number', 'Number', 'Place in the log'),
  ('decisions', 'decided_by', 'By', 'Who decided'),
  ('decisions', 'decided_at', 'At', 'When, UTC'),
  ('decisions', 'why', 'Why', NULL),
  ('decisions', 'decision', 'Decision', 'What was decided'),
  ('decisions', 'claims', 'Claims', 'The claims that it names'),
  ('decisions', 'body', 'Decision in full', 'As JSON'),
  ('decisions', 'previous', 'Previous hash', 'Hash of the entry before'),
  ('decisions', 'hash', 'Hash', 'SHA-256 of this entry');
