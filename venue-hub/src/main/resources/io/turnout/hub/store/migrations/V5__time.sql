-- What was said of each unit's clock in each boot, by its reports and by its scans. Evidence,
-- append-only; what says nothing that is not known yet is left out.
CREATE TABLE clock_sighting (
    seq           ${serial},
    unit          TEXT NOT NULL,
    boot          TEXT NOT NULL,
    mono_ms       BIGINT NOT NULL,                   -- the unit's monotonic clock
    wall_ms       BIGINT NOT NULL,                   -- the unit's wall clock at the same moment
    clock         TEXT NOT NULL,                     -- how far the unit believed that
    received_ms   BIGINT NOT NULL,                   -- hub's clock
    heard_ms      BIGINT,                            -- a time of the hub's that the unit heard
    heard_mono_ms BIGINT                             -- when, by its monotonic clock
);
CREATE INDEX clock_sighting_by_boot ON clock_sighting (unit, boot, mono_ms);

-- Everything from here on is derived, and made again from scan and clock_sighting.
CREATE TABLE clock_mark (
    id       INTEGER PRIMARY KEY CHECK (id = 1),
    sighting BIGINT NOT NULL
);
INSERT INTO clock_mark (id, sighting) VALUES (1, 0);

-- Which stretch of a journal was written in which boot.
CREATE TABLE clock_boot (
    unit         TEXT NOT NULL,
    epoch        TEXT NOT NULL,
    boot         TEXT NOT NULL,
    first_number BIGINT NOT NULL,
    last_number  BIGINT NOT NULL,
    PRIMARY KEY (unit, epoch, boot)
);

-- How a unit's wall clock behaved in a boot.
CREATE TABLE clock_story (
    unit       TEXT NOT NULL,
    boot       TEXT NOT NULL,
    condition  TEXT NOT NULL,
    off_ms     BIGINT NOT NULL,                      -- wall clock minus venue time, at the last
    steps      INTEGER NOT NULL,
    step_ms    BIGINT NOT NULL,                      -- the largest step
    step_at_ms BIGINT NOT NULL,                      -- when, in venue time
    drift_ppm  BIGINT NOT NULL,
    PRIMARY KEY (unit, boot)
);

-- The best times of scans whose wall clock does not say them exactly; of all others it does.
CREATE TABLE scan_time (
    seq         BIGINT PRIMARY KEY,
    room        TEXT NOT NULL,
    best_ms     BIGINT NOT NULL,
    earliest_ms BIGINT NOT NULL,
    latest_ms   BIGINT NOT NULL
);
CREATE INDEX scan_time_by_room ON scan_time (room, best_ms);

-- When each scan was, as far as known. The best time of all but few is what its wall clock said.
CREATE VIEW scan_when (seq, room, at_ms, earliest_ms, latest_ms) AS
    SELECT s.seq, s.room, s.wall_ms, s.wall_ms, s.wall_ms FROM scan s
    WHERE NOT EXISTS (SELECT 1 FROM scan_time t WHERE t.seq = s.seq)
    UNION ALL
    SELECT t.seq, t.room, t.best_ms, t.earliest_ms, t.latest_ms FROM scan_time t;

-- Presence at least and at most, where times are uncertain; none where present_ms is exact.
ALTER TABLE presence ADD COLUMN least_ms BIGINT;
ALTER TABLE presence ADD COLUMN most_ms BIGINT;

-- Fold anew, with the best times.
UPDATE fold_mark SET seq = 0;
