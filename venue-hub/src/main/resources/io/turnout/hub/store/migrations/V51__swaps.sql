-- Units that others took the place of, and what became of the scans on their cards.
CREATE TABLE unit_swap (
    unit       TEXT PRIMARY KEY REFERENCES unit (id),  -- the one that was taken away
    successor  TEXT NOT NULL REFERENCES unit (id),
    at_ms      BIGINT NOT NULL,
    who        TEXT NOT NULL,
    journal    TEXT NOT NULL DEFAULT 'open',           -- open, recovered, lost
    journal_ms BIGINT NOT NULL DEFAULT 0,              -- since when it is recovered or lost
    journal_by TEXT NOT NULL DEFAULT ''
);
