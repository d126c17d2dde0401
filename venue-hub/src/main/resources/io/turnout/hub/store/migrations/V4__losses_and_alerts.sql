-- Scans that a unit says it cannot read, or does not have, any more. Evidence, append-only.
CREATE TABLE journal_loss (
    unit        TEXT NOT NULL,
    epoch       TEXT NOT NULL,
    from_number BIGINT NOT NULL,
    to_number   BIGINT NOT NULL,
    more        INTEGER NOT NULL,                    -- later ones may be lost too
    received_ms BIGINT NOT NULL,
    PRIMARY KEY (unit, epoch, from_number, to_number)
);

-- What units want somebody to look at: the last word of each, gone when it is solved.
CREATE TABLE unit_alert (
    unit        TEXT NOT NULL,
    alert       TEXT NOT NULL,
    message     TEXT NOT NULL,                       -- Alert, JSON
    received_ms BIGINT NOT NULL,
    PRIMARY KEY (unit, alert)
);
