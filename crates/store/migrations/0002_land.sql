-- Land: hazardous areas, minefield records and land release, one row a claim, with spatial indexes
-- word for word as the standard gives them.
ALTER TABLE documents ADD COLUMN n_hazards INTEGER NOT NULL DEFAULT 0;
ALTER TABLE documents ADD COLUMN n_records INTEGER NOT NULL DEFAULT 0;
ALTER TABLE documents ADD COLUMN n_releases INTEGER NOT NULL DEFAULT 0;

CREATE TABLE hazards (
  fid INTEGER PRIMARY KEY NOT NULL,
  geom GEOMETRY,
  claim TEXT NOT NULL UNIQUE,
  document TEXT NOT NULL,
  kind TEXT NOT NULL,
  status TEXT NOT NULL,
  device TEXT NOT NULL,
  reference TEXT,
  date_from DATE,
  date_to DATE,
  sheet TEXT,
  author TEXT,
  settlement TEXT,
  district TEXT,
  country TEXT,
  position_error_m REAL,
  area_m2 REAL,
  said_by TEXT NOT NULL,
  repairs TEXT NOT NULL,
  summary TEXT NOT NULL
);

CREATE TABLE minefield_records (
  fid INTEGER PRIMARY KEY NOT NULL,
  geom GEOMETRY,
  claim TEXT NOT NULL UNIQUE,
  document TEXT NOT NULL,
  device TEXT NOT NULL,
  count_least INTEGER,
  count_most INTEGER,
  reference TEXT,
  date_from DATE,
  date_to DATE,
  sheet TEXT,
  author TEXT,
  settlement TEXT,
  district TEXT,
  country TEXT,
  position_error_m REAL,
  area_m2 REAL,
  said_by TEXT NOT NULL,
  repairs TEXT NOT NULL,
  summary TEXT NOT NULL
);

CREATE TABLE land_releases (
  fid INTEGER PRIMARY KEY NOT NULL,
  geom GEOMETRY,
  claim TEXT NOT NULL UNIQUE,
  document TEXT NOT NULL,
  kind TEXT NOT NULL,
  device TEXT NOT NULL,
  found_least INTEGER,
  found_most INTEGER,
  depth_m REAL,
  reference TEXT,
  date_from DATE,
  date_to DATE,
  sheet TEXT,
  author TEXT,
  settlement TEXT,
  district TEXT,
  country TEXT,
  position_error_m REAL,
  area_m2 REAL,
  said_by TEXT NOT NULL,
  repairs TEXT NOT NULL,
  summary TEXT NOT NULL
);

INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change, srs_id) VALUES
  ('hazards', 'features', 'Hazardous areas', 'Suspected and confirmed hazardous areas, one row a feature of a file. Never changed: edits here are lost.', '2000-01-01T00:00:00.000Z', 4326),
  ('minefield_records', 'features', 'Minefield records', 'Records of mines laid, one row a feature of a file. Never changed: edits here are lost.', '2000-01-01T00:00:00.000Z', 4326),
  ('land_releases', 'features', 'Land release', 'Land cancelled, reduced or cleared, one row a feature of a file. Areas of different kinds are never added together. Never changed: edits here are lost.', '2000-01-01T00:00:00.000Z', 4326);

INSERT INTO gpkg_geometry_columns VALUES
  ('hazards', 'geom', 'GEOMETRY', 4326, 0, 0),
  ('minefield_records', 'geom', 'GEOMETRY', 4326, 0, 0),
  ('land_releases', 'geom', 'GEOMETRY', 4326, 0, 0);

INSERT INTO gpkg_extensions VALUES
  ('hazards', 'geom', 'gpkg_rtree_index',
   'http://www.geopackage.org/spec120/#extension_rtree', 'write-only'),
  ('minefield_records', 'geom', 'gpkg_rtree_index',
   'http://www.geopackage.org/spec120/#extension_rtree', 'write-only'),
  ('land_releases', 'geom', 'gpkg_rtree_index',
   'http://www.geopackage.org/spec120/#extension_rtree', 'write-only');

CREATE VIRTUAL TABLE rtree_hazards_geom USING rtree(id, minx, maxx, miny, maxy);
CREATE TRIGGER rtree_hazards_geom_insert AFTER INSERT ON hazards
WHEN (NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom))
BEGIN
  INSERT OR REPLACE INTO rtree_hazards_geom VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom));
END;
CREATE TRIGGER rtree_hazards_geom_update1 AFTER UPDATE OF geom ON hazards
WHEN OLD.fid = NEW.fid AND (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom))
BEGIN
  INSERT OR REPLACE INTO rtree_hazards_geom VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom));
END;
CREATE TRIGGER rtree_hazards_geom_update2 AFTER UPDATE OF geom ON hazards
WHEN OLD.fid = NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))
BEGIN
  DELETE FROM rtree_hazards_geom WHERE id = OLD.fid;
END;
CREATE TRIGGER rtree_hazards_geom_update3 AFTER UPDATE ON hazards
WHEN OLD.fid != NEW.fid AND (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom))
BEGIN
  DELETE FROM rtree_hazards_geom WHERE id = OLD.fid;
  INSERT OR REPLACE INTO rtree_hazards_geom VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom));
END;
CREATE TRIGGER rtree_hazards_geom_update4 AFTER UPDATE ON hazards
WHEN OLD.fid != NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))
BEGIN
  DELETE FROM rtree_hazards_geom WHERE id IN (OLD.fid, NEW.fid);
END;
CREATE TRIGGER rtree_hazards_geom_delete AFTER DELETE ON hazards
WHEN OLD.geom NOT NULL
BEGIN
  DELETE FROM rtree_hazards_geom WHERE id = OLD.fid;
END;

CREATE VIRTUAL TABLE rtree_minefield_records_geom USING rtree(id, minx, maxx, miny, maxy);
CREATE TRIGGER rtree_minefield_records_geom_insert AFTER INSERT ON minefield_records
WHEN (NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom))
BEGIN
  INSERT OR REPLACE INTO rtree_minefield_records_geom VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom));
END;
CREATE TRIGGER rtree_minefield_records_geom_update1 AFTER UPDATE OF geom ON minefield_records
WHEN OLD.fid = NEW.fid AND (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom))
BEGIN
  INSERT OR REPLACE INTO rtree_minefield_records_geom VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom));
END;
CREATE TRIGGER rtree_minefield_records_geom_update2 AFTER UPDATE OF geom ON minefield_records
WHEN OLD.fid = NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))
BEGIN
  DELETE FROM rtree_minefield_records_geom WHERE id = OLD.fid;
END;
CREATE TRIGGER rtree_minefield_records_geom_update3 AFTER UPDATE ON minefield_records
WHEN OLD.fid != NEW.fid AND (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom))
BEGIN
  DELETE FROM rtree_minefield_records_geom WHERE id = OLD.fid;
  INSERT OR REPLACE INTO rtree_minefield_records_geom VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom));
END;
CREATE TRIGGER rtree_minefield_records_geom_update4 AFTER UPDATE ON minefield_records
WHEN OLD.fid != NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))
BEGIN
  DELETE FROM rtree_minefield_records_geom WHERE id IN (OLD.fid, NEW.fid);
END;
CREATE TRIGGER rtree_minefield_records_geom_delete AFTER DELETE ON minefield_records
WHEN OLD.geom NOT NULL
BEGIN
  DELETE FROM rtree_minefield_records_geom WHERE id = OLD.fid;
END;

CREATE VIRTUAL TABLE rtree_land_releases_geom USING rtree(id, minx, maxx, miny, maxy);
CREATE TRIGGER rtree_land_releases_geom_insert AFTER INSERT ON land_releases
WHEN (NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom))
BEGIN
  INSERT OR REPLACE INTO rtree_land_releases_geom VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom));
END;
CREATE TRIGGER rtree_land_releases_geom_update1 AFTER UPDATE OF geom ON land_releases
WHEN OLD.fid = NEW.fid AND (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom))
BEGIN
  INSERT OR REPLACE INTO rtree_land_releases_geom VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom));
END;
CREATE TRIGGER rtree_land_releases_geom_update2 AFTER UPDATE OF geom ON land_releases
WHEN OLD.fid = NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))
BEGIN
  DELETE FROM rtree_land_releases_geom WHERE id = OLD.fid;
END;
CREATE TRIGGER rtree_land_releases_geom_update3 AFTER UPDATE ON land_releases
WHEN OLD.fid != NEW.fid AND (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom))
BEGIN
  DELETE FROM rtree_land_releases_geom WHERE id = OLD.fid;
  INSERT OR REPLACE INTO rtree_land_releases_geom VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom));
END;
CREATE TRIGGER rtree_land_releases_geom_update4 AFTER UPDATE ON land_releases
WHEN OLD.fid != NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))
BEGIN
  DELETE FROM rtree_land_releases_geom WHERE id IN (OLD.fid, NEW.fid);
END;
CREATE TRIGGER rtree_land_releases_geom_delete AFTER DELETE ON land_releases
WHEN OLD.geom NOT NULL
BEGIN
  DELETE FROM rtree_land_releases_geom WHERE id = OLD.fid;
END;

INSERT INTO gpkg_data_columns (table_name, column_name, title, description) VALUES
  ('hazards', 'claim', 'Claim', 'Identity of the claim'),
  ('hazards', 'document', 'Document', 'What the document is called'),
  ('hazards', 'kind', 'Kind', 'Suspected or confirmed'),
  ('hazards', 'status', 'Status', 'Open, worked on or closed'),
  ('hazards', 'device', 'Device', 'Category of device that it is thought to hold'),
  ('hazards', 'reference', 'Reference', 'The number or name under which its source keeps it'),
  ('hazards', 'date_from', 'First day', 'First day on which it may have been recorded or completed'),
  ('hazards', 'date_to', 'Last day', 'Last day on which it may have been recorded or completed'),
  ('hazards', 'sheet', 'Sheet', 'The map sheet'),
  ('hazards', 'author', 'Author', 'Who drew it up: a unit, an operator'),
  ('hazards', 'settlement', 'Settlement', 'Finest named place'),
  ('hazards', 'district', 'District', 'Unit above the settlement'),
  ('hazards', 'country', 'Country', 'Country, where the file names it'),
  ('hazards', 'position_error_m', 'Position error (m)', 'Metres within which the shape is thought to lie where it is drawn; empty where nobody says'),
  ('hazards', 'area_m2', 'Area stated (m²)', 'As stated; the shape has its own'),
  ('hazards', 'said_by', 'Said by', 'Who says so'),
  ('hazards', 'repairs', 'Repairs', 'What Cairn changed or doubts; the file as it came is kept'),
  ('hazards', 'summary', 'Summary', 'The feature in one line'),
  ('minefield_records', 'claim', 'Claim', 'Identity of the claim'),
  ('minefield_records', 'document', 'Document', 'What the document is called'),
  ('minefield_records', 'device', 'Device', 'Kind of mine'),
  ('minefield_records', 'count_least', 'Mines, least', 'As the record says; empty when unknown'),
  ('minefield_records', 'count_most', 'Mines, most', 'Empty when open or unknown'),
  ('minefield_records', 'reference', 'Reference', 'The number or name under which its source keeps it'),
  ('minefield_records', 'date_from', 'First day', 'First day on which it may have been recorded or completed'),
  ('minefield_records', 'date_to', 'Last day', 'Last day on which it may have been recorded or completed'),
  ('minefield_records', 'sheet', 'Sheet', 'The map sheet'),
  ('minefield_records', 'author', 'Author', 'Who drew it up: a unit, an operator'),
  ('minefield_records', 'settlement', 'Settlement', 'Finest named place'),
  ('minefield_records', 'district', 'District', 'Unit above the settlement'),
  ('minefield_records', 'country', 'Country', 'Country, where the file names it'),
  ('minefield_records', 'position_error_m', 'Position error (m)', 'Metres within which the shape is thought to lie where it is drawn; empty where nobody says'),
  ('minefield_records', 'area_m2', 'Area stated (m²)', 'As stated; the shape has its own'),
  ('minefield_records', 'said_by', 'Said by', 'Who says so'),
  ('minefield_records', 'repairs', 'Repairs', 'What Cairn changed or doubts; the file as it came is kept'),
  ('minefield_records', 'summary', 'Summary', 'The feature in one line'),
  ('land_releases', 'claim', 'Claim', 'Identity of the claim'),
  ('land_releases', 'document', 'Document', 'What the document is called'),
  ('land_releases', 'kind', 'Kind', 'Cancelled, reduced, cleared, or battle area clearance'),
  ('land_releases', 'device', 'Device', 'Kind of devices found'),
  ('land_releases', 'found_least', 'Found, least', 'Devices found on it; empty when unknown'),
  ('land_releases', 'found_most', 'Found, most', 'Empty when open or unknown'),
  ('land_releases', 'depth_m', 'Depth (m)', 'Metres to which it was searched'),
  ('land_releases', 'reference', 'Reference', 'The number or name under which its source keeps it'),
  ('land_releases', 'date_from', 'First day', 'First day on which it may have been recorded or completed'),
  ('land_releases', 'date_to', 'Last day', 'Last day on which it may have been recorded or completed'),
  ('land_releases', 'sheet', 'Sheet', 'The map sheet'),
  ('land_releases', 'author', 'Author', 'Who drew it up: a unit, an operator'),
  ('land_releases', 'settlement', 'Settlement', 'Finest named place'),
  ('land_releases', 'district', 'District', 'Unit above the settlement'),
  ('land_releases', 'country', 'Country', 'Country, where the file names it'),
  ('land_releases', 'position_error_m', 'Position error (m)', 'Metres within which the shape is thought to lie where it is drawn; empty where nobody says'),
  ('land_releases', 'area_m2', 'Area stated (m²)', 'As stated; the shape has its own'),
  ('land_releases', 'said_by', 'Said by', 'Who says so'),
  ('land_releases', 'repairs', 'Repairs', 'What Cairn changed or doubts; the file as it came is kept'),
  ('land_releases', 'summary', 'Summary', 'The feature in one line'),
  ('documents', 'n_hazards', 'Hazardous areas', 'Hazardous areas that it holds'),
  ('documents', 'n_records', 'Minefield records', 'Minefield records that it holds'),
  ('documents', 'n_releases', 'Land release', 'Areas released that it holds');
