-- What people found when they looked into figures that disagree.
ALTER TABLE contradictions ADD COLUMN settled TEXT;

INSERT INTO gpkg_data_columns (table_name, column_name, title, description) VALUES
  ('contradictions', 'settled', 'Settled', 'What people found when they looked into it, with the number of the decision; empty while open');
