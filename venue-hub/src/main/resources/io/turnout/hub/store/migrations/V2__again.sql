-- Scans that a restored hub lacks and that their unit does not have any more leave a gap: up_to stays
-- before it, and what comes behind it is acknowledged by beyond. 0 where there is no such gap.
ALTER TABLE journal ADD COLUMN beyond BIGINT NOT NULL DEFAULT 0;
