-- Questions that were asked of the register and kept under a name, with their answers as they were
-- given. A published figure names one: it is never changed.
CREATE TABLE saved_questions (
  fid INTEGER PRIMARY KEY NOT NULL,
  name TEXT NOT NULL UNIQUE,
  about TEXT NOT NULL,
  summary TEXT NOT NULL,
  saved_at TEXT NOT NULL,
  question TEXT NOT NULL,
  answer TEXT NOT NULL
);

INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change, srs_id) VALUES
  ('saved_questions', 'attributes', 'Saved questions', 'Questions asked of the register and their answers as they were given. Never changed; `cairn reliability --saved NAME` asks again.', '2000-01-01T00:00:00.000Z', NULL);

INSERT INTO gpkg_data_columns (table_name, column_name, title, description) VALUES
  ('saved_questions', 'name', 'Name', 'The name under which it is asked again'),
  ('saved_questions', 'about', 'About', 'The command that answers it'),
  ('saved_questions', 'summary', 'Summary', 'Question and answer in one line'),
  ('saved_questions', 'saved_at', 'Saved at', 'When, UTC'),
  ('saved_questions', 'question', 'Question', 'As JSON: filters, tolerances, seed'),
  ('saved_questions', 'answer', 'Answer', 'As JSON, as it was given then');

CREATE TRIGGER saved_questions_stay BEFORE DELETE ON saved_questions
BEGIN SELECT RAISE(ABORT, 'saved questions are never deleted: published figures name them'); END;
CREATE TRIGGER saved_questions_unchanged BEFORE UPDATE ON saved_questions
BEGIN SELECT RAISE(ABORT, 'saved questions are never changed; save another under another name'); END;
