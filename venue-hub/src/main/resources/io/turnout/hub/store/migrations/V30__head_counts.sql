-- How many people staff counted in a session, at what time. Appended only: a wrong one is followed by
-- another of the same time, and the last one counts.
CREATE TABLE head_count (
    id       ${serial},
    session  TEXT NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    at_ms    BIGINT NOT NULL,
    people   INTEGER NOT NULL,
    hub_user BIGINT NOT NULL,
    who      TEXT NOT NULL,
    made_ms  BIGINT NOT NULL
);
CREATE INDEX head_count_by_session ON head_count (session, at_ms);
