-- R-5: certificates as they were issued. Append-only, as is what ended them.
CREATE TABLE certificate (
    number    TEXT PRIMARY KEY,                      -- 15 random characters and a check character
    event     TEXT NOT NULL REFERENCES event (id),
    attendee  BIGINT NOT NULL,
    template  BIGINT NOT NULL,                       -- version; 0 for the hub's own
    certified TEXT NOT NULL,                         -- JSON: whom, and the lines as they were
    issued_ms BIGINT NOT NULL,
    issued_by TEXT NOT NULL
);
CREATE INDEX certificate_by_attendee ON certificate (event, attendee, issued_ms);
CREATE INDEX certificate_by_event ON certificate (event, issued_ms, number);

-- A certificate is valid until it is here.
CREATE TABLE certificate_end (
    number    TEXT PRIMARY KEY REFERENCES certificate (number),
    kind      TEXT NOT NULL,                         -- replaced, revoked
    successor TEXT,                                  -- of a replaced one
    why       TEXT NOT NULL,
    by_whom   TEXT NOT NULL,
    at_ms     BIGINT NOT NULL
);

-- Whether, from which day on and for whom attendees get theirs by themselves.
CREATE TABLE certificate_release (
    event    TEXT PRIMARY KEY REFERENCES event (id),
    released INTEGER NOT NULL,
    from_day TEXT,                                   -- YYYY-MM-DD at the venue; none: at once
    scope    TEXT NOT NULL,                          -- attended, credit
    version  BIGINT NOT NULL
);

-- Certificates of many attendees, issued one after another by id; goes on after a restart.
CREATE TABLE certificate_job (
    id       ${serial},
    event    TEXT NOT NULL REFERENCES event (id),
    scope    TEXT NOT NULL,
    state    TEXT NOT NULL,                          -- running, done, cancelled, failed
    reached  BIGINT NOT NULL,                        -- the last attendee that was looked at
    total    BIGINT NOT NULL,
    by_whom  TEXT NOT NULL,
    made_ms  BIGINT NOT NULL,
    ended_ms BIGINT
);
CREATE INDEX certificate_job_by_event ON certificate_job (event, id);

-- What came of each attendee.
CREATE TABLE certificate_job_line (
    job      BIGINT NOT NULL REFERENCES certificate_job (id),
    attendee BIGINT NOT NULL,
    outcome  TEXT NOT NULL,                          -- as Certificates.Outcome
    number   TEXT,
    PRIMARY KEY (job, attendee)
);
