-- C-6: tablets beside a room. Each is opened once by its link, and is from then on whoever has the
-- secret that was given for it; neither is kept.
CREATE TABLE kiosk (
    id          ${serial},
    event       TEXT NOT NULL REFERENCES event (id),
    session     TEXT NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    name        TEXT NOT NULL,                       -- what organizers call it
    mode        TEXT NOT NULL,                       -- in, out, auto
    asks        TEXT NOT NULL,                       -- badge, identification
    link_hash   TEXT NOT NULL UNIQUE,                -- hex SHA-256
    device_hash TEXT UNIQUE,                         -- hex SHA-256; none: not opened yet
    made_by     TEXT NOT NULL,
    made_ms     BIGINT NOT NULL,
    opened_ms   BIGINT NOT NULL DEFAULT 0,
    revoked_ms  BIGINT NOT NULL DEFAULT 0            -- 0: not revoked
);
CREATE INDEX kiosk_by_event ON kiosk (event);
CREATE INDEX kiosk_by_session ON kiosk (session);

-- What was noticed of the ways in that nobody watches: numbers by hour, no addresses; kept two weeks.
CREATE TABLE noticed (
    event   TEXT NOT NULL REFERENCES event (id),
    kind    TEXT NOT NULL,                           -- wall-places, reports-address
    subject TEXT NOT NULL,                           -- a wall code's short name; empty for the event
    hour    BIGINT NOT NULL,                         -- since 1970
    times   INTEGER NOT NULL,
    at_ms   BIGINT NOT NULL,
    PRIMARY KEY (event, kind, subject, hour)
);
