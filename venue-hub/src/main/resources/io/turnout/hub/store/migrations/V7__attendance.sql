-- How an event makes attendance of scans, and what the fold tells besides presence.
ALTER TABLE event ADD COLUMN elsewhere_leaves TEXT NOT NULL DEFAULT 'auto';   -- auto, on, off
ALTER TABLE event ADD COLUMN still_open TEXT NOT NULL DEFAULT 'session-end';  -- last-seen, no-time
ALTER TABLE event ADD COLUMN grace_before_min INTEGER NOT NULL DEFAULT 0;
ALTER TABLE event ADD COLUMN grace_after_min INTEGER NOT NULL DEFAULT 0;
ALTER TABLE event ADD COLUMN walking_min INTEGER NOT NULL DEFAULT 3;          -- 0: never a double use

ALTER TABLE presence ADD COLUMN derived_outs INTEGER NOT NULL DEFAULT 0;      -- of no exit read
ALTER TABLE presence ADD COLUMN ended_by TEXT NOT NULL DEFAULT '';            -- as visit.ended_by
ALTER TABLE presence ADD COLUMN ended_ms BIGINT;

-- Each time that somebody was inside, as the fold has it. The scan is the one that ended it: an exit,
-- or an entry elsewhere; none where the policy for missing check-outs did.
CREATE TABLE visit (
    attendee BIGINT NOT NULL,
    session  TEXT NOT NULL,
    place    INTEGER NOT NULL,                       -- 0 for the first
    in_ms    BIGINT NOT NULL,
    out_ms   BIGINT NOT NULL,
    ended_by TEXT NOT NULL,                          -- exit, entry-elsewhere, session-end, last-seen, no-time
    unit     TEXT,
    epoch    TEXT,
    number   BIGINT,
    PRIMARY KEY (attendee, session, place)
);
CREATE INDEX visit_by_session ON visit (session);
CREATE INDEX visit_by_scan ON visit (unit, epoch, number);

-- Two admissions of one attendee that cannot both be right. Both stay in the scan log; the first
-- counts, the other has no effect.
CREATE TABLE double_use (
    attendee     BIGINT NOT NULL,
    kind         TEXT NOT NULL,                      -- two-rooms, entered-twice, used-again
    unit         TEXT NOT NULL,                      -- the scan that counts
    epoch        TEXT NOT NULL,
    number       BIGINT NOT NULL,
    at_ms        BIGINT NOT NULL,
    other_unit   TEXT NOT NULL,
    other_epoch  TEXT NOT NULL,
    other_number BIGINT NOT NULL,
    other_at_ms  BIGINT NOT NULL,
    PRIMARY KEY (attendee, other_unit, other_epoch, other_number)
);

CREATE INDEX double_use_by_other ON double_use (other_unit, other_epoch, other_number);

-- All of it is folded anew.
UPDATE fold_mark SET seq = 0;
