-- Rooms, doors and units are changed on pages, by several people at once.
ALTER TABLE room ADD COLUMN note TEXT NOT NULL DEFAULT '';  -- how one gets in: steps, lift, loop
ALTER TABLE room ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE door ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE unit ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
