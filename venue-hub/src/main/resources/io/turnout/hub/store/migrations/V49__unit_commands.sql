-- U-7: what people told units to do, and what became of it. A row is closed once and stays.
CREATE TABLE unit_command (
    unit        TEXT NOT NULL REFERENCES unit (id),
    serial      BIGINT NOT NULL,                     -- grows for each unit, also over a restored backup
    what        TEXT NOT NULL,                       -- identify, resync, restart, move
    detail      TEXT NOT NULL,                       -- resync: the least revision; move: the door
    made_ms     BIGINT NOT NULL,
    made_by     TEXT NOT NULL,
    until_ms    BIGINT NOT NULL,
    sent_ms     BIGINT NOT NULL DEFAULT 0,           -- when it was last said to the unit
    state       TEXT NOT NULL DEFAULT 'waiting',     -- waiting, sent, taken, done, refused, expired
    answered_ms BIGINT NOT NULL DEFAULT 0,
    why         TEXT NOT NULL DEFAULT '',            -- it was refused
    PRIMARY KEY (unit, serial)
);
CREATE INDEX unit_command_made ON unit_command (made_ms);
CREATE INDEX unit_command_open ON unit_command (unit, serial)
    WHERE state IN ('waiting', 'sent', 'taken');
