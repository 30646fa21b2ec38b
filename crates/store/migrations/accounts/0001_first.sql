-- Who may do what on a server of Cairn. A file of its own: the register is handed around, this never.
-- Times are seconds since 1970, UTC. Of secrets only hashes are kept.
PRAGMA application_id = 0x43414343;
PRAGMA user_version = 1;

CREATE TABLE people (
  name TEXT PRIMARY KEY NOT NULL COLLATE NOCASE,
  role TEXT NOT NULL,
  password TEXT,
  added_at INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE sessions (
  hash BLOB PRIMARY KEY NOT NULL,
  person TEXT NOT NULL COLLATE NOCASE REFERENCES people (name) ON DELETE CASCADE,
  csrf TEXT NOT NULL,
  begun_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX sessions_of ON sessions (person);

CREATE TABLE tokens (
  id TEXT PRIMARY KEY NOT NULL,
  hash BLOB NOT NULL UNIQUE,
  person TEXT NOT NULL COLLATE NOCASE REFERENCES people (name) ON DELETE CASCADE,
  label TEXT NOT NULL,
  scopes TEXT,
  made_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX tokens_of ON tokens (person);

-- Who read what of personal data, and who changed what here. Only ever added to; names people, since
-- their accounts may be gone.
CREATE TABLE audit (
  number INTEGER PRIMARY KEY NOT NULL,
  at INTEGER NOT NULL,
  person TEXT NOT NULL,
  role TEXT NOT NULL,
  address TEXT NOT NULL,
  did TEXT NOT NULL,
  thing TEXT NOT NULL
);
CREATE TRIGGER audit_stays BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is only ever added to'); END;
CREATE TRIGGER audit_unchanged BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is only ever added to'); END;
CREATE TRIGGER audit_follows BEFORE INSERT ON audit
WHEN NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM audit)
BEGIN SELECT RAISE(ABORT, 'an entry of the audit log must follow the last one'); END;

-- Failed logins, by name and by address.
CREATE TABLE attempts (
  subject TEXT PRIMARY KEY NOT NULL,
  failures INTEGER NOT NULL,
  last_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX attempts_by_age ON attempts (last_at);

CREATE TABLE settings (name TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) WITHOUT ROWID;
