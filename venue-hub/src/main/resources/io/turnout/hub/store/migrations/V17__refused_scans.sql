-- Scans that this program cannot read, as they came. Evidence, append-only: one that a later version
-- can read gets into the scan log besides.
CREATE TABLE refused_scan (
    unit        TEXT NOT NULL,
    epoch       TEXT NOT NULL,
    number      BIGINT NOT NULL,
    reason      TEXT NOT NULL,                       -- the field that is wrong
    raw         TEXT NOT NULL,                       -- JSON, as the unit sent it
    received_ms BIGINT NOT NULL,
    PRIMARY KEY (unit, epoch, number)
);
