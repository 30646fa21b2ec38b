-- What lists, maps and other programs ask by. The version is counted up by every commit, so that
-- what was made of an earlier one is known to be out of date.
CREATE TABLE register_version (number INTEGER NOT NULL);
INSERT INTO register_version VALUES (1);

-- Which of its incident's victims somebody is, from 0.
ALTER TABLE victims ADD COLUMN part INTEGER NOT NULL DEFAULT 0;
UPDATE victims SET part = (
  SELECT count(*) FROM victims AS other
  WHERE other.incident = victims.incident AND other.fid < victims.fid);

INSERT INTO gpkg_data_columns (table_name, column_name, title, description) VALUES
  ('victims', 'part', 'Number', 'Which of the incident''s victims, from 0');
