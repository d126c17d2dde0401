-- R-7: what staff said of the evidence, later than any of it. Appended only, as scans are: a correction
-- is taken back by another one that names it. What was made later wins.
CREATE TABLE correction (
    number   ${serial},                              -- its name, and its place among all of them
    event    TEXT NOT NULL REFERENCES event (id),
    kind     TEXT NOT NULL,                          -- add, annul, move, set, undo
    undoes   BIGINT REFERENCES correction (number),  -- what an undo takes back; may be an undo
    about    BIGINT,                                 -- whose lines an undo is about in the end
    why      TEXT NOT NULL,
    hub_user BIGINT NOT NULL,                        -- 0 for a program
    who      TEXT NOT NULL,                          -- the user's or token's name at that time
    made_ms  BIGINT NOT NULL,
    people   INTEGER NOT NULL                        -- how many attendees it was made for
);
CREATE INDEX correction_by_event ON correction (event, number);
CREATE INDEX correction_by_about ON correction (about);

-- What a correction says: of add and set whose, where and when (without times: never inside); of annul
-- and move of which scan, which may not have arrived yet. Whose a line is follows a merge, as badges do.
CREATE TABLE correction_line (
    correction BIGINT NOT NULL REFERENCES correction (number),
    place      INTEGER NOT NULL,
    attendee   BIGINT,
    session    TEXT,
    in_ms      BIGINT,
    out_ms     BIGINT,
    unit       TEXT,
    epoch      TEXT,
    number     BIGINT,
    PRIMARY KEY (correction, place)
);
CREATE INDEX correction_line_by_attendee ON correction_line (attendee, session);
CREATE INDEX correction_line_by_session ON correction_line (session);
CREATE INDEX correction_line_by_scan ON correction_line (unit, epoch, number);

-- Which corrections do not hold at present; made from the undos whenever one is made.
CREATE TABLE correction_undone (
    number BIGINT PRIMARY KEY
);

-- What the last correction that holds says of a scan.
CREATE VIEW scan_corrected (event, unit, epoch, number, kind, correction, attendee, session, why) AS
    SELECT c.event, l.unit, l.epoch, l.number, c.kind, c.number, l.attendee, l.session, c.why
    FROM correction_line l JOIN correction c ON c.number = l.correction
    WHERE l.unit IS NOT NULL AND c.number NOT IN (SELECT u.number FROM correction_undone u)
      AND NOT EXISTS (SELECT 1 FROM correction_line o JOIN correction d ON d.number = o.correction
          WHERE o.unit = l.unit AND o.epoch = l.epoch AND o.number = l.number
            AND d.event = c.event AND d.number > c.number
            AND d.number NOT IN (SELECT u.number FROM correction_undone u));

-- The last correction that set the times of an attendee in a session.
CREATE VIEW session_set (attendee, session, correction) AS
    SELECT l.attendee, l.session, MAX(c.number)
    FROM correction_line l JOIN correction c ON c.number = l.correction
    WHERE c.kind = 'set' AND c.number NOT IN (SELECT u.number FROM correction_undone u)
    GROUP BY l.attendee, l.session;

-- All corrections up to a number are folded, and of the next one the attendees up to an id.
CREATE TABLE correction_mark (
    id       INTEGER PRIMARY KEY CHECK (id = 1),
    number   BIGINT NOT NULL,
    attendee BIGINT NOT NULL
);
INSERT INTO correction_mark (id, number, attendee) VALUES (1, 0, 0);

-- The scan, or the correction, that began a time inside.
ALTER TABLE visit ADD COLUMN in_unit TEXT;
ALTER TABLE visit ADD COLUMN in_epoch TEXT;
ALTER TABLE visit ADD COLUMN in_number BIGINT;

-- Fold anew, so that every time inside knows what began it.
UPDATE fold_mark SET seq = 0;
