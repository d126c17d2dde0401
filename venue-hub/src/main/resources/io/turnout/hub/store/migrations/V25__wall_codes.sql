-- C-4: QR codes on walls, each for one session. The key is what makes one unguessable; it is kept as
-- it is, because it is printed again.
CREATE TABLE wall_code (
    event        TEXT NOT NULL REFERENCES event (id),
    name         TEXT NOT NULL,                      -- begins with SL; upper-case letters and digits
    label        TEXT NOT NULL,                      -- what organizers call it
    session      TEXT NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    message_en   TEXT NOT NULL,                      -- shown after a scan; empty for none
    message_de   TEXT NOT NULL,
    switched_off INTEGER NOT NULL DEFAULT 0,
    code_key     TEXT NOT NULL UNIQUE,
    version      BIGINT NOT NULL DEFAULT 1,
    PRIMARY KEY (event, name)
);
CREATE INDEX wall_code_by_session ON wall_code (session);

-- Keys that prints may have still, and that record nothing any more.
CREATE TABLE wall_key_gone (
    code_key TEXT PRIMARY KEY,
    event    TEXT NOT NULL REFERENCES event (id),
    name     TEXT NOT NULL,
    replaced INTEGER NOT NULL,                       -- 0: the code was deleted
    gone_ms  BIGINT NOT NULL
);

-- What an organizer switches on besides, by event; no row: nothing.
CREATE TABLE way_setting (
    event       TEXT PRIMARY KEY REFERENCES event (id),
    check_out   INTEGER NOT NULL,                    -- C-9: attendants and wall codes check out too
    self_report INTEGER NOT NULL,                    -- C-7
    report_days INTEGER NOT NULL,                    -- how long after a session's end
    embedded_in TEXT NOT NULL,                       -- C-10: sites, one origin a line; empty: none
    version     BIGINT NOT NULL
);
