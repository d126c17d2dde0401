-- U-7: what was wrong with units, from when to when, and who has seen it. One open row at most for
-- each unit and kind; a closed one stays for a season.
CREATE TABLE fleet_alert (
    id       ${serial},
    unit     TEXT NOT NULL REFERENCES unit (id),
    kind     TEXT NOT NULL,                          -- as units call it, and the page of units
    begin_ms BIGINT NOT NULL,                        -- hub's clock
    end_ms   BIGINT NOT NULL DEFAULT 0,              -- 0: it stands
    times    BIGINT NOT NULL DEFAULT 1,              -- how often it came back before it was over
    detail   TEXT NOT NULL DEFAULT '',               -- what the unit said of it
    seen_ms  BIGINT NOT NULL DEFAULT 0,
    seen_by  TEXT NOT NULL DEFAULT ''
);
CREATE UNIQUE INDEX fleet_alert_open ON fleet_alert (unit, kind) WHERE end_ms = 0;
CREATE INDEX fleet_alert_by_unit ON fleet_alert (unit, begin_ms);

-- How units that are there are, every five minutes; gone after a day.
CREATE TABLE unit_sample (
    unit           TEXT NOT NULL REFERENCES unit (id),
    at_ms          BIGINT NOT NULL,                  -- hub's clock
    queue          BIGINT NOT NULL,                  -- scans that had not arrived
    celsius_tenths BIGINT,                           -- none: it does not tell
    clock_ms       BIGINT NOT NULL,                  -- unit's clock minus hub's
    PRIMARY KEY (unit, at_ms)
);
