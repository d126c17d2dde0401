-- The key that speaks for each unit, and the tickets by which units bring theirs.
CREATE TABLE unit_key (
    key_print   TEXT PRIMARY KEY,              -- SHA-256 of the public key
    unit        TEXT NOT NULL REFERENCES unit (id),
    enrolled_ms BIGINT NOT NULL,
    expires_ms  BIGINT NOT NULL,               -- end of its newest certificate
    revoked_ms  BIGINT NOT NULL DEFAULT 0,     -- from then on it speaks for nobody
    revoked_by  TEXT NOT NULL DEFAULT '',
    why         TEXT NOT NULL DEFAULT '',      -- revoked, replaced
    twice_ms    BIGINT NOT NULL DEFAULT 0      -- when a second machine last came with it
);
CREATE INDEX unit_key_unit ON unit_key (unit);

CREATE TABLE unit_ticket (
    token_hash TEXT PRIMARY KEY,               -- hex SHA-256 of a random 256-bit secret
    unit       TEXT NOT NULL REFERENCES unit (id),
    made_ms    BIGINT NOT NULL,
    made_by    TEXT NOT NULL,
    expires_ms BIGINT NOT NULL,
    used_ms    BIGINT NOT NULL DEFAULT 0,
    key_print  TEXT NOT NULL DEFAULT ''        -- the key that came with it
);
CREATE INDEX unit_ticket_unit ON unit_ticket (unit);
