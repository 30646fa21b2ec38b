-- What a register is made of. Documents, claims and decisions are only ever added.
CREATE TABLE cairn_layout (version INTEGER PRIMARY KEY NOT NULL, name TEXT NOT NULL);

CREATE TABLE documents (
  fid INTEGER PRIMARY KEY NOT NULL,
  id TEXT NOT NULL UNIQUE,
  label TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  publisher TEXT,
  published DATE,
  language TEXT,
  url TEXT,
  country TEXT,
  origin TEXT NOT NULL,
  media_type TEXT NOT NULL,
  added_at TEXT NOT NULL,
  superseded_by TEXT,
  n_incidents INTEGER NOT NULL,
  n_finds INTEGER NOT NULL,
  n_tallies INTEGER NOT NULL,
  n_contradictions INTEGER NOT NULL,
  n_statements INTEGER NOT NULL
);

-- Apart from documents, so that a list of documents does not read their texts.
CREATE TABLE texts (
  fid INTEGER PRIMARY KEY NOT NULL REFERENCES documents (fid),
  document TEXT NOT NULL,
  text TEXT NOT NULL
);

-- `about` is all that is known beside the text, as JSON; `bytes` the original compressed with
-- zstd, NULL where it is the text itself, byte for byte.
CREATE TABLE originals (
  fid INTEGER PRIMARY KEY NOT NULL REFERENCES documents (fid),
  about TEXT NOT NULL,
  bytes BLOB,
  article_keys BLOB NOT NULL
);

-- Hashes of 64 bits that documents share which may be versions of one article. Each original
-- holds those of its document, in order, big-endian.
CREATE TABLE article_keys (
  key INTEGER NOT NULL,
  document INTEGER NOT NULL REFERENCES documents (fid),
  PRIMARY KEY (key, document)
) WITHOUT ROWID;

CREATE TABLE claims (
  fid INTEGER PRIMARY KEY NOT NULL,
  id TEXT NOT NULL UNIQUE,
  document_fid INTEGER NOT NULL REFERENCES documents (fid),
  document TEXT NOT NULL,
  kind TEXT NOT NULL,
  said_by TEXT NOT NULL,
  sentence TEXT NOT NULL,
  body TEXT NOT NULL
);
CREATE INDEX claims_of ON claims (document_fid);
CREATE INDEX claims_of_kind ON claims (kind, id);

CREATE TABLE claim_keys (
  key TEXT NOT NULL,
  claim INTEGER NOT NULL REFERENCES claims (fid),
  PRIMARY KEY (key, claim)
) WITHOUT ROWID;
CREATE INDEX claim_keys_of ON claim_keys (claim);

CREATE TABLE statements (
  fid INTEGER PRIMARY KEY NOT NULL,
  claim TEXT NOT NULL UNIQUE,
  document TEXT NOT NULL,
  kind TEXT NOT NULL,
  speaker TEXT,
  addressees TEXT NOT NULL,
  about TEXT,
  date_from DATE,
  date_to DATE,
  instruments TEXT NOT NULL,
  sentence TEXT NOT NULL
);

CREATE TABLE decisions (
  number INTEGER PRIMARY KEY NOT NULL,
  decided_by TEXT NOT NULL,
  decided_at TEXT NOT NULL,
  why TEXT NOT NULL,
  decision TEXT NOT NULL,
  claims TEXT NOT NULL,
  body TEXT NOT NULL,
  previous TEXT NOT NULL,
  hash TEXT NOT NULL
);

CREATE TABLE version_links (
  earlier TEXT NOT NULL REFERENCES documents (id),
  later TEXT NOT NULL REFERENCES documents (id),
  why TEXT NOT NULL,
  PRIMARY KEY (earlier, later)
) WITHOUT ROWID;
CREATE INDEX version_links_to ON version_links (later);

-- The derived things exactly as they were put, as JSON, in the order of their lists (`place`).
CREATE TABLE derived (
  fid INTEGER PRIMARY KEY NOT NULL,
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  place TEXT NOT NULL,
  body TEXT NOT NULL,
  UNIQUE (kind, id)
);
CREATE INDEX derived_in_order ON derived (kind, place, id);

CREATE TABLE derived_claims (
  kind TEXT NOT NULL,
  claim TEXT NOT NULL,
  id TEXT NOT NULL,
  PRIMARY KEY (kind, claim, id)
) WITHOUT ROWID;
CREATE INDEX derived_claims_of ON derived_claims (kind, id);

-- SQLite built-ins only, so that other programs can write beside these triggers.
CREATE TRIGGER documents_stay BEFORE DELETE ON documents
BEGIN SELECT RAISE(ABORT, 'documents are never deleted; reject their claims with a decision'); END;
CREATE TRIGGER documents_unchanged BEFORE UPDATE ON documents
WHEN OLD.fid IS NOT NEW.fid OR OLD.id IS NOT NEW.id OR OLD.label IS NOT NEW.label
BEGIN SELECT RAISE(ABORT, 'the identity and the label of a document never change'); END;
CREATE TRIGGER texts_stay BEFORE DELETE ON texts
BEGIN SELECT RAISE(ABORT, 'texts are never deleted'); END;
CREATE TRIGGER texts_unchanged BEFORE UPDATE ON texts
BEGIN SELECT RAISE(ABORT, 'texts are never changed; claims quote them by their bytes'); END;
CREATE TRIGGER originals_stay BEFORE DELETE ON originals
BEGIN SELECT RAISE(ABORT, 'originals are never deleted'); END;
CREATE TRIGGER originals_unchanged BEFORE UPDATE ON originals
BEGIN SELECT RAISE(ABORT, 'originals are never changed'); END;
CREATE TRIGGER claims_stay BEFORE DELETE ON claims
BEGIN SELECT RAISE(ABORT, 'claims are never deleted; reject them with a decision'); END;
CREATE TRIGGER claims_unchanged BEFORE UPDATE ON claims
BEGIN SELECT RAISE(ABORT, 'claims are never changed; correct them with a decision'); END;
CREATE TRIGGER decisions_stay BEFORE DELETE ON decisions
BEGIN SELECT RAISE(ABORT, 'decisions are never deleted; withdraw them with a further decision'); END;
CREATE TRIGGER decisions_unchanged BEFORE UPDATE ON decisions
BEGIN SELECT RAISE(ABORT, 'decisions are never changed; withdraw them with a further decision'); END;
-- Also keeps INSERT OR REPLACE away, which would delete without the trigger above.
CREATE TRIGGER decisions_follow BEFORE INSERT ON decisions
WHEN NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM decisions)
  OR NEW.previous IS NOT coalesce(
    (SELECT hash FROM decisions ORDER BY number DESC LIMIT 1), printf('%064d', 0))
BEGIN SELECT RAISE(ABORT, 'a decision must follow the last one'); END;
