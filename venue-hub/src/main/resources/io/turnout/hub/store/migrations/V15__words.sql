-- Attendees are found by the beginnings of words. Texts must sort by their bytes: SQLite does so, a
-- PostgreSQL database is made with the collation C.
CREATE TABLE attendee_word (
    event    TEXT NOT NULL,
    word     TEXT NOT NULL,                          -- small letters without accents
    attendee BIGINT NOT NULL,
    PRIMARY KEY (event, word, attendee)
);

-- Which words stand there for an attendee, a blank between them. search says only whether they are
-- those of today: none, and they are made anew before the next search. So they are for everybody
-- who was here before this table.
ALTER TABLE attendee ADD COLUMN words TEXT NOT NULL DEFAULT '';
UPDATE attendee SET search = NULL;

DROP INDEX attendee_by_name;
CREATE INDEX attendee_by_name ON attendee (event, sort_name, id);
CREATE INDEX badge_by_state ON badge (event, state, attendee);
