-- Pages of large events. Whoever changes by what people of an event are found or sorted changes the
-- mark: what a hub keeps in memory of their order holds only as long as the mark is the same.
CREATE TABLE attendee_order (
    event TEXT PRIMARY KEY,
    mark  BIGINT NOT NULL
);

-- Both conditions stand in the index: SQLite chose another one that begins with the event, and read
-- everybody of it at each search to find nobody.
DROP INDEX attendee_unindexed;
CREATE INDEX attendee_unindexed ON attendee (event, search) WHERE search IS NULL;

-- Of the scans of a session few are flagged, and of those of a room few are refused.
CREATE INDEX scan_flagged ON scan (entered, event, badge) WHERE flagged = 1;
CREATE INDEX scan_refused ON scan (room) WHERE outcome = 'refused';

-- People are found by the fields of their event's own too.
UPDATE attendee SET search = NULL WHERE id IN (SELECT attendee FROM attendee_field);
