-- Since when a technician says that a unit has no power and is lost; 0 for not.
ALTER TABLE unit ADD COLUMN lost_ms BIGINT NOT NULL DEFAULT 0;

-- Who holds seats: one journal of one unit. Written before any of it is said.
CREATE TABLE seat_holder (
    unit        TEXT NOT NULL,
    epoch       TEXT NOT NULL,
    writes_now  INTEGER NOT NULL,                    -- whether its unit writes this journal now
    known       INTEGER NOT NULL,                    -- 0: a restored hub does not know what it holds
    dead_ms     BIGINT NOT NULL,                     -- since when its unit writes another one, or 0
    serial      BIGINT NOT NULL,                     -- last loan made
    held_serial BIGINT NOT NULL,                     -- last loan that it is known to keep to
    PRIMARY KEY (unit, epoch)
);

-- Loans that may be in force: none older than that.
CREATE TABLE seat_loan (
    unit     TEXT NOT NULL,
    epoch    TEXT NOT NULL,
    serial   BIGINT NOT NULL,
    keep     INTEGER NOT NULL,
    levels   TEXT NOT NULL,                          -- session=seats, separated by spaces
    releases TEXT NOT NULL,                          -- numbers of entry scans, by spaces
    PRIMARY KEY (unit, epoch, serial)
);

-- Entry scans of stays that ended elsewhere, with the first loan that said so, 0 for none yet.
CREATE TABLE seat_ended (
    unit   TEXT NOT NULL,
    epoch  TEXT NOT NULL,
    number BIGINT NOT NULL,
    serial BIGINT NOT NULL,
    PRIMARY KEY (unit, epoch, number)
);

-- Whether this hub goes on from an older copy of its data.
CREATE TABLE seat_origin (
    id       INTEGER PRIMARY KEY CHECK (id = 1),
    restored INTEGER NOT NULL
);
INSERT INTO seat_origin (id, restored) VALUES (1, 0);
