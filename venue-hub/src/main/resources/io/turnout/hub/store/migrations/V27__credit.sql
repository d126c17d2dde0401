-- How presence becomes credit. An event has every setting, a session may have its own instead.
ALTER TABLE event ADD COLUMN minimum TEXT NOT NULL DEFAULT '80 %';            -- 45 min; 0: any time
ALTER TABLE event ADD COLUMN without_check_out TEXT NOT NULL DEFAULT 'whole'; -- as-read, nothing
ALTER TABLE event ADD COLUMN uncertain_credit TEXT NOT NULL DEFAULT 'if-certain'; -- best-time
ALTER TABLE event ADD COLUMN overlap TEXT NOT NULL DEFAULT 'first-entered';   -- longest, split, each
ALTER TABLE event ADD COLUMN award TEXT NOT NULL DEFAULT 'whole';             -- proportional
ALTER TABLE event ADD COLUMN rounding TEXT NOT NULL DEFAULT 'none';           -- down, nearest
ALTER TABLE event ADD COLUMN rounding_step TEXT NOT NULL DEFAULT '0.25';      -- a decimal number

-- By the names of the settings: still-open, minimum; values as the event has them.
CREATE TABLE session_rule (
    session TEXT NOT NULL REFERENCES session (id),
    rule    TEXT NOT NULL,
    value   TEXT NOT NULL,
    PRIMARY KEY (session, rule)
);

-- What the fold makes of presence. Of a session that is not over, the reader says that it is not.
ALTER TABLE presence ADD COLUMN counted_ms BIGINT NOT NULL DEFAULT 0;
ALTER TABLE presence ADD COLUMN counted_least_ms BIGINT NOT NULL DEFAULT 0;
ALTER TABLE presence ADD COLUMN counted_most_ms BIGINT NOT NULL DEFAULT 0;
ALTER TABLE presence ADD COLUMN granted INTEGER NOT NULL DEFAULT 0;
ALTER TABLE presence ADD COLUMN unsure INTEGER NOT NULL DEFAULT 0;            -- for a person to look at
ALTER TABLE presence ADD COLUMN reasons TEXT NOT NULL DEFAULT '[]';           -- JSON: [[rule, argument ...] ...]

-- What was granted, in each field of study of the session in its order.
CREATE TABLE credit (
    attendee BIGINT NOT NULL,
    session  TEXT NOT NULL,
    place    INTEGER NOT NULL,                       -- 1 for the first
    field    TEXT NOT NULL,
    credits  TEXT NOT NULL,                          -- a decimal number
    PRIMARY KEY (attendee, session, place)
);
CREATE INDEX credit_by_session ON credit (session);

-- All of it is folded anew.
UPDATE fold_mark SET seq = 0;
