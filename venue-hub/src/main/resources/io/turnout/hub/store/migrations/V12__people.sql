-- Attendees are changed on pages, and found at once among many.
ALTER TABLE attendee ADD COLUMN version BIGINT NOT NULL DEFAULT 1;

-- What people type to find somebody, and the order of lists: both in small letters without accents,
-- made by the hub. None: the attendee or a badge changed since; made anew before the next search.
ALTER TABLE attendee ADD COLUMN sort_name TEXT;
ALTER TABLE attendee ADD COLUMN search TEXT;
CREATE INDEX attendee_by_name ON attendee (event, sort_name, id, search);
CREATE INDEX attendee_unindexed ON attendee (event) WHERE search IS NULL;

CREATE INDEX attendee_group_by_name ON attendee_group (name, attendee);
CREATE INDEX target_person_by_attendee ON target_person (attendee);
