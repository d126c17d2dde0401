-- Exports that organizers saved under a name; programs fetch them by their ids, which stay.
CREATE TABLE saved_export (
    id       ${serial},
    event    TEXT NOT NULL REFERENCES event (id),
    name     TEXT NOT NULL,
    report   TEXT NOT NULL,                          -- presence
    format   TEXT NOT NULL,                          -- csv, xlsx
    room     TEXT NOT NULL DEFAULT '',               -- an id; empty for all
    day      TEXT NOT NULL DEFAULT '',               -- YYYY-MM-DD
    session  TEXT NOT NULL DEFAULT '',
    language TEXT NOT NULL,                          -- of sentences in it
    made_by  TEXT NOT NULL,
    made_ms  BIGINT NOT NULL,
    UNIQUE (event, name)
);
