-- S-5: what attendees have in the fields of the event's own that it asks them for.
CREATE TABLE attendee_field (
    attendee BIGINT NOT NULL REFERENCES attendee (id) ON DELETE CASCADE,
    name     TEXT NOT NULL,                          -- of the field, as it is compared
    value    TEXT NOT NULL,                          -- as it was written
    plain    TEXT NOT NULL,                          -- as it is compared
    PRIMARY KEY (attendee, name)
);
CREATE INDEX attendee_field_by_value ON attendee_field (name, plain);
