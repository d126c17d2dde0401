-- P-9: a calendar reads somebody's meetings at an address that nobody can guess. Each has one.
CREATE TABLE calendar_link (
    attendee   BIGINT PRIMARY KEY REFERENCES attendee (id) ON DELETE CASCADE,
    token_hash TEXT NOT NULL UNIQUE,
    made_ms    BIGINT NOT NULL
);
