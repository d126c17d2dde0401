-- The hub's tables. Runs on SQLite and PostgreSQL; ${serial} is the only difference.
-- Times are milliseconds since 1970 in UTC (…_ms), flags are 0 or 1, ids are texts.

CREATE TABLE event (
    id              TEXT PRIMARY KEY,
    tag             TEXT NOT NULL UNIQUE,            -- three characters in every badge
    title           TEXT NOT NULL,
    zone            TEXT NOT NULL,                   -- IANA zone of the venue
    salt            TEXT NOT NULL,                   -- base64, key of the badge fingerprints
    include_targets INTEGER NOT NULL DEFAULT 0,      -- A-3
    not_on_list     TEXT NOT NULL DEFAULT 'refuse',
    uncertain_time  TEXT NOT NULL DEFAULT 'admit-flagged',
    cool_down_s     INTEGER NOT NULL DEFAULT 5,
    turnover_min    INTEGER NOT NULL DEFAULT 5,
    early_min       INTEGER NOT NULL DEFAULT 15,     -- defaults of new sessions
    late_min        INTEGER NOT NULL DEFAULT 0,
    created_ms      BIGINT NOT NULL
);

CREATE TABLE room (
    id       TEXT PRIMARY KEY,
    event    TEXT NOT NULL REFERENCES event (id),
    name     TEXT NOT NULL,
    agenda_name TEXT,                                -- what an imported agenda calls it
    capacity INTEGER,
    place    INTEGER NOT NULL,                       -- order on pages
    UNIQUE (event, name),
    UNIQUE (event, agenda_name)
);

CREATE TABLE door (
    id   TEXT PRIMARY KEY,
    room TEXT NOT NULL REFERENCES room (id),
    name TEXT NOT NULL
);

CREATE TABLE session (
    id         TEXT PRIMARY KEY,
    event      TEXT NOT NULL REFERENCES event (id),
    agenda_key TEXT,                                 -- stable key in the imported agenda
    agenda_id  TEXT NOT NULL DEFAULT '',             -- what the agenda's file calls it
    room       TEXT NOT NULL REFERENCES room (id),
    day        TEXT NOT NULL,                        -- the agenda's day, YYYY-MM-DD
    title      TEXT NOT NULL,
    track      TEXT NOT NULL DEFAULT '',
    presenters TEXT NOT NULL DEFAULT '',             -- one name a line
    description TEXT NOT NULL DEFAULT '',
    start_ms   BIGINT NOT NULL,
    end_ms     BIGINT NOT NULL,
    early_min  INTEGER NOT NULL,
    late_min   INTEGER NOT NULL,
    access     TEXT NOT NULL DEFAULT 'open',
    walk_in    TEXT NOT NULL DEFAULT 'ask-staff',
    re_entry   TEXT NOT NULL DEFAULT 'free',
    capacity   INTEGER,                              -- none: the room's; none there: unlimited
    cancelled  INTEGER NOT NULL DEFAULT 0,
    agenda_cancelled INTEGER NOT NULL DEFAULT 0,     -- what the agenda said of that last
    UNIQUE (event, agenda_key)
);
CREATE INDEX session_by_room ON session (room, start_ms);
CREATE INDEX session_by_event ON session (event, start_ms);

CREATE TABLE attendee (
    id             ${serial},
    event          TEXT NOT NULL REFERENCES event (id),
    number         TEXT NOT NULL,
    family_name    TEXT NOT NULL,
    given_name     TEXT NOT NULL,
    email          TEXT NOT NULL DEFAULT '',
    licence_number TEXT NOT NULL DEFAULT '',
    UNIQUE (event, number)
);

CREATE TABLE attendee_group (
    attendee BIGINT NOT NULL REFERENCES attendee (id),
    name     TEXT NOT NULL,
    PRIMARY KEY (attendee, name)
);

CREATE TABLE badge (
    event       TEXT NOT NULL REFERENCES event (id),
    fingerprint TEXT NOT NULL,
    attendee    BIGINT NOT NULL REFERENCES attendee (id),
    code        TEXT NOT NULL,
    state       TEXT NOT NULL DEFAULT 'active',
    PRIMARY KEY (event, fingerprint)
);
CREATE INDEX badge_by_attendee ON badge (attendee);

CREATE TABLE registration (
    attendee BIGINT NOT NULL REFERENCES attendee (id),
    session  TEXT NOT NULL REFERENCES session (id),
    PRIMARY KEY (attendee, session)
);
CREATE INDEX registration_by_session ON registration (session);

CREATE TABLE target_group (
    session TEXT NOT NULL REFERENCES session (id),
    name    TEXT NOT NULL,
    PRIMARY KEY (session, name)
);

CREATE TABLE target_person (
    session  TEXT NOT NULL REFERENCES session (id),
    attendee BIGINT NOT NULL REFERENCES attendee (id),
    PRIMARY KEY (session, attendee)
);

CREATE TABLE unit (
    id            TEXT PRIMARY KEY,
    door          TEXT NOT NULL REFERENCES door (id),
    mode          TEXT NOT NULL DEFAULT 'auto',      -- what its reader is for: in, out, auto
    secret_hash   TEXT NOT NULL,                     -- hex SHA-256 of a random 256-bit secret
    status        TEXT NOT NULL DEFAULT 'never-seen', -- never-seen, ready, disconnected, lost
    boot          TEXT NOT NULL DEFAULT '',
    heard_ms      BIGINT NOT NULL DEFAULT 0,         -- hub's clock
    clock_ms      BIGINT NOT NULL DEFAULT 0,         -- unit's clock minus hub's at its last info
    info          TEXT NOT NULL DEFAULT '',          -- last UnitInfo, JSON
    list_revision BIGINT NOT NULL DEFAULT 0,         -- last list made for it
    list_digest   TEXT NOT NULL DEFAULT ''           -- of its content without revision and date
);

-- The scan log: evidence, append-only. Named by (unit, epoch, number).
CREATE TABLE scan (
    seq           ${serial},                         -- order of arrival, only for catching up
    unit          TEXT NOT NULL,
    epoch         TEXT NOT NULL,
    number        BIGINT NOT NULL,
    received_ms   BIGINT NOT NULL,                   -- hub's clock
    wall_ms       BIGINT NOT NULL,
    mono_ms       BIGINT NOT NULL,
    boot          TEXT NOT NULL,
    clock         TEXT NOT NULL,
    event         TEXT,                              -- of the room; none for a room not known here
    room          TEXT NOT NULL,
    door          TEXT NOT NULL,
    side          TEXT NOT NULL,
    mode          TEXT NOT NULL,
    way           TEXT NOT NULL,
    badge         TEXT,
    outcome       TEXT NOT NULL,
    reason        TEXT NOT NULL,
    flagged       INTEGER NOT NULL,
    entered       TEXT,                              -- session entered
    takes_seat    INTEGER NOT NULL DEFAULT 0,
    leaves        INTEGER NOT NULL DEFAULT 0,        -- whether it is an exit
    left_session  TEXT,                              -- session left, where the door knew it
    list_revision BIGINT NOT NULL,
    online        INTEGER NOT NULL,
    UNIQUE (unit, epoch, number)
);
CREATE INDEX scan_by_badge ON scan (event, badge);
CREATE INDEX scan_by_room ON scan (room, wall_ms);
CREATE INDEX scan_by_entered ON scan (entered);

-- Per journal: everything from 1 to up_to is in the scan log; highest is the highest seen.
CREATE TABLE journal (
    unit        TEXT NOT NULL,
    epoch       TEXT NOT NULL,
    up_to       BIGINT NOT NULL,
    highest     BIGINT NOT NULL,
    received_ms BIGINT NOT NULL,
    PRIMARY KEY (unit, epoch)
);

-- What the attendance fold made of the scan log up to fold_mark.seq. Rebuilt by folding again.
CREATE TABLE presence (
    attendee    BIGINT NOT NULL,
    session     TEXT NOT NULL,
    inside      INTEGER NOT NULL,
    first_in_ms BIGINT,
    last_out_ms BIGINT,
    present_ms  BIGINT NOT NULL,                     -- union of intervals cut to the session
    ins         INTEGER NOT NULL,
    outs        INTEGER NOT NULL,
    walk_in     INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (attendee, session)
);
CREATE INDEX presence_by_session ON presence (session, inside);

CREATE TABLE fold_mark (
    id  INTEGER PRIMARY KEY CHECK (id = 1),
    seq BIGINT NOT NULL
);
INSERT INTO fold_mark (id, seq) VALUES (1, 0);

CREATE TABLE hub_user (
    id            ${serial},
    name          TEXT NOT NULL UNIQUE,
    password_hash TEXT NOT NULL,                     -- Argon2id, PHC string
    role          TEXT NOT NULL,
    created_ms    BIGINT NOT NULL
);

CREATE TABLE web_session (
    token_hash TEXT PRIMARY KEY,                     -- hex SHA-256 of the cookie's value
    hub_user   BIGINT NOT NULL REFERENCES hub_user (id),
    csrf       TEXT NOT NULL,
    expires_ms BIGINT NOT NULL
);

CREATE TABLE audit (
    seq     ${serial},
    at_ms   BIGINT NOT NULL,
    who     TEXT NOT NULL,
    what    TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail  TEXT NOT NULL DEFAULT ''
);
