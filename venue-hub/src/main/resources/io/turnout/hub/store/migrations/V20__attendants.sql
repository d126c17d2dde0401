-- C-2: who may scan badges by hand in an event besides, or instead of, what the role there says.
CREATE TABLE scan_grant (
    hub_user BIGINT NOT NULL REFERENCES hub_user (id),
    event    TEXT NOT NULL REFERENCES event (id),
    scope    TEXT NOT NULL,                          -- all, chosen
    PRIMARY KEY (hub_user, event)
);
CREATE TABLE scan_grant_session (
    hub_user BIGINT NOT NULL REFERENCES hub_user (id),
    session  TEXT NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    PRIMARY KEY (hub_user, session)
);

-- Phones that attendants scan with. Each has journals like a unit's, but stands at no door.
CREATE TABLE phone (
    id       TEXT PRIMARY KEY,                       -- begins with 'phone.', as no unit's does
    event    TEXT NOT NULL REFERENCES event (id),
    hub_user BIGINT NOT NULL REFERENCES hub_user (id),
    made_ms  BIGINT NOT NULL,
    heard_ms BIGINT NOT NULL                         -- hub's clock
);
CREATE INDEX phone_by_event ON phone (event, hub_user);

-- What attendants said of their own scans: why somebody was let in against the rules, or that a
-- scan was a mistake; and whose those are that the hub's own door made. Append-only, as scans are.
CREATE TABLE scan_word (
    unit        TEXT NOT NULL,
    epoch       TEXT NOT NULL,
    number      BIGINT NOT NULL,
    kind        TEXT NOT NULL,                       -- override, undo, scan
    why         TEXT NOT NULL,
    hub_user    BIGINT NOT NULL,
    who         TEXT NOT NULL,                       -- the user's name at that time
    said_ms     BIGINT NOT NULL,                     -- phone's clock
    received_ms BIGINT NOT NULL,                     -- hub's clock
    PRIMARY KEY (unit, epoch, number, kind)
);
