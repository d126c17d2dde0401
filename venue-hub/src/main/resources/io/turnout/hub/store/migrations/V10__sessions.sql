-- What an organizer sets for a session besides what an agenda tells.
ALTER TABLE session ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE session ADD COLUMN check_in INTEGER NOT NULL DEFAULT 0;        -- S-4
ALTER TABLE session ADD COLUMN check_in_code TEXT NOT NULL DEFAULT '';     -- S-6, empty for none
ALTER TABLE session ADD COLUMN check_out INTEGER NOT NULL DEFAULT 0;       -- S-7
ALTER TABLE session ADD COLUMN check_out_code TEXT NOT NULL DEFAULT '';    -- S-8, empty for none

-- S-9, three at most.
CREATE TABLE session_study (
    session TEXT NOT NULL REFERENCES session (id),
    place   INTEGER NOT NULL CHECK (place BETWEEN 1 AND 3),
    name    TEXT NOT NULL,
    credits TEXT NOT NULL,                           -- a decimal number
    PRIMARY KEY (session, place)
);
