-- Every word of the hub about access has a serial; units say up to which one they follow.
CREATE TABLE change_mark (
    id     INTEGER PRIMARY KEY CHECK (id = 1),
    serial BIGINT NOT NULL
);
INSERT INTO change_mark (id, serial) VALUES (1, 1);

-- When a badge was last revoked, blocked, replaced or given back; 0 for never, or before this.
ALTER TABLE badge ADD COLUMN state_serial BIGINT NOT NULL DEFAULT 0;
ALTER TABLE badge ADD COLUMN state_ms BIGINT NOT NULL DEFAULT 0;
CREATE INDEX badge_by_change ON badge (event, state_serial);

-- The last list made for a unit has every change up to this one.
ALTER TABLE unit ADD COLUMN list_serial BIGINT NOT NULL DEFAULT 0;
