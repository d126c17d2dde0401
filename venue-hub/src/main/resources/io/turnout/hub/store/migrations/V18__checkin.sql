-- The hub is a door of its own for each room that people check in to by it: with a journal, which is
-- the scan log itself. No unit stands for it: units are what technicians look after. A restored hub
-- begins new journals.
CREATE TABLE hub_journal (
    room  TEXT PRIMARY KEY,
    unit  TEXT NOT NULL UNIQUE,                      -- under which name its scans are
    epoch TEXT NOT NULL
);

-- C-3: unique in the event, in and out alike; a session has one of each side at most.
CREATE TABLE session_pin (
    event   TEXT NOT NULL REFERENCES event (id),
    pin     TEXT NOT NULL,                           -- upper-case letters and digits
    session TEXT NOT NULL REFERENCES session (id),
    side    TEXT NOT NULL,                           -- in, out
    PRIMARY KEY (event, pin),
    UNIQUE (session, side)
);

-- An attendee who said who they are, by one browser.
CREATE TABLE attendee_session (
    token_hash TEXT PRIMARY KEY,                     -- hex SHA-256 of the cookie's value
    attendee   BIGINT NOT NULL REFERENCES attendee (id),
    csrf       TEXT NOT NULL,
    expires_ms BIGINT NOT NULL
);
CREATE INDEX attendee_session_by_attendee ON attendee_session (attendee);
