-- When an attendee's data were erased; none: they were not. The row stays, for the counts.
ALTER TABLE attendee ADD COLUMN erased_ms BIGINT;

-- Badges that no list names any more: of people who were erased after their event was over.
ALTER TABLE badge ADD COLUMN unlisted INTEGER NOT NULL DEFAULT 0;

-- What was told of somebody is found by whom it tells of.
CREATE INDEX webhook_delivery_by_attendee ON webhook_delivery (attendee);
