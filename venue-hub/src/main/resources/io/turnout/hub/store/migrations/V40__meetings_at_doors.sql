-- P-10: when participants were in the room of a meeting, by the doors. Made by folding their scans, as
-- visits of sessions are, and kept apart from these: nothing of meetings is in reports of an event.
CREATE TABLE meeting_visit (
    meeting  BIGINT NOT NULL,
    attendee BIGINT NOT NULL,
    in_ms    BIGINT NOT NULL,
    out_ms   BIGINT NOT NULL,
    ended_by TEXT NOT NULL,                          -- as in visit
    PRIMARY KEY (meeting, attendee, in_ms)
);
CREATE INDEX meeting_visit_by_attendee ON meeting_visit (attendee);

-- Whether visits of a meeting changed since its times at the door were made of them.
ALTER TABLE meeting ADD COLUMN door_new INTEGER NOT NULL DEFAULT 0;
CREATE INDEX meeting_door_new ON meeting (id) WHERE door_new = 1;
