-- What a meeting is known by outside of this hub: a list that is imported names it so, and a list
-- that is taken away has it. Unique in its program; a path never goes to another program.
ALTER TABLE meeting ADD COLUMN program BIGINT REFERENCES program (id);
ALTER TABLE meeting ADD COLUMN own_key TEXT;
UPDATE meeting SET own_key = 'hub-' || id,
    program = (SELECT p.program FROM path p WHERE p.id = meeting.path);
CREATE UNIQUE INDEX meeting_by_key ON meeting (program, own_key);
CREATE INDEX meeting_instead ON meeting (instead_of) WHERE instead_of IS NOT NULL;

-- What a program is summed up by, so that no meeting itself is read for it.
CREATE INDEX meeting_sums ON meeting (path, status, start_ms, end_ms, said_min, door_ms);
