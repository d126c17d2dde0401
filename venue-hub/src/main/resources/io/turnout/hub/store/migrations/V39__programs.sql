-- P-1: what the organization uses; only a super-admin says so.
CREATE TABLE organization_switch (
    name    TEXT PRIMARY KEY,
    enabled INTEGER NOT NULL
);
INSERT INTO organization_switch (name, enabled) VALUES ('programs', 0);

-- P-2: a program, with what was chosen when it was made.
CREATE TABLE program (
    id               ${serial},
    event            TEXT NOT NULL REFERENCES event (id),
    kind             TEXT NOT NULL,                  -- coaching, mentoring, tutoring
    name             TEXT NOT NULL,
    roles            TEXT NOT NULL,                  -- of participants, one a line
    verified         INTEGER NOT NULL,
    late_min         BIGINT,                         -- none: no late cancels
    auto_confirm_min BIGINT NOT NULL,                -- 0 without verification
    hours_min        BIGINT,                         -- of new paths; none: not applicable
    hours_by         TEXT NOT NULL,                  -- scheduled, door
    door_people      INTEGER NOT NULL,               -- so many at the door confirm a meeting
    door_min         BIGINT NOT NULL,                -- when each was there so long
    since_ms         BIGINT NOT NULL,                -- when these settings came into force
    made_ms          BIGINT NOT NULL,
    version          BIGINT NOT NULL DEFAULT 1,
    UNIQUE (event, name)
);

-- P-5: a group of a program, with its hours.
CREATE TABLE path (
    id             ${serial},
    program        BIGINT NOT NULL REFERENCES program (id),
    name           TEXT NOT NULL,
    authorized_min BIGINT,                           -- none: not applicable, nothing is shown
    version        BIGINT NOT NULL DEFAULT 1,
    UNIQUE (program, name)
);

CREATE TABLE path_person (
    path     BIGINT NOT NULL REFERENCES path (id),
    attendee BIGINT NOT NULL REFERENCES attendee (id),
    role     TEXT NOT NULL,
    PRIMARY KEY (path, attendee)
);
CREATE INDEX path_person_by_attendee ON path_person (attendee);

CREATE TABLE path_admin (
    path     BIGINT NOT NULL REFERENCES path (id),
    hub_user BIGINT NOT NULL REFERENCES hub_user (id),
    PRIMARY KEY (path, hub_user)
);
CREATE INDEX path_admin_by_user ON path_admin (hub_user);

-- P-7: how the hours came to be what they are. Append-only. The note is for Program Admins alone.
CREATE TABLE path_hours (
    seq            ${serial},
    path           BIGINT NOT NULL REFERENCES path (id),
    authorized_min BIGINT,
    note           TEXT NOT NULL,
    by_whom        TEXT NOT NULL,
    at_ms          BIGINT NOT NULL
);
CREATE INDEX path_hours_by_path ON path_hours (path, seq);

-- P-9: a meeting as it is now.
CREATE TABLE meeting (
    id         ${serial},
    path       BIGINT NOT NULL REFERENCES path (id),
    room       TEXT NOT NULL REFERENCES room (id),
    start_ms   BIGINT NOT NULL,
    end_ms     BIGINT NOT NULL,
    status     TEXT NOT NULL,
    decided_by TEXT NOT NULL,
    said_min   BIGINT,                               -- how long it took, where somebody said so
    disputed   INTEGER NOT NULL DEFAULT 0,
    due_ms     BIGINT,                               -- when the clock has something to do; none: never
    asked      INTEGER NOT NULL DEFAULT 0,           -- whether participants were asked
    instead_of BIGINT REFERENCES meeting (id),       -- the one that was put off too late
    door_from_ms BIGINT,                             -- when enough were inside, by the room's doors
    door_to_ms BIGINT,
    door_ms    BIGINT,                               -- how long of that enough were inside
    made_ms    BIGINT NOT NULL,
    version    BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX meeting_by_path ON meeting (path, start_ms);
CREATE INDEX meeting_by_room ON meeting (room, start_ms);
CREATE INDEX meeting_due ON meeting (due_ms) WHERE due_ms IS NOT NULL;

CREATE TABLE meeting_person (
    meeting  BIGINT NOT NULL REFERENCES meeting (id),
    attendee BIGINT NOT NULL REFERENCES attendee (id),
    PRIMARY KEY (meeting, attendee)
);
CREATE INDEX meeting_person_by_attendee ON meeting_person (attendee);

-- How a meeting came to be what it is. Append-only.
CREATE TABLE meeting_step (
    seq        ${serial},
    meeting    BIGINT NOT NULL REFERENCES meeting (id),
    what       TEXT NOT NULL,
    status     TEXT NOT NULL,
    at_ms      BIGINT NOT NULL,                      -- since when it is so
    noted_ms   BIGINT NOT NULL,                      -- when the hub wrote it down
    by_user    TEXT,                                 -- a user of the hub
    by_person  BIGINT,                               -- or an attendee; neither: the clock
    start_ms   BIGINT NOT NULL,
    end_ms     BIGINT NOT NULL,
    said_min   BIGINT
);
CREATE INDEX meeting_step_by_meeting ON meeting_step (meeting, seq);

-- What was said in disputes; for those who run the path alone. Append-only.
CREATE TABLE meeting_comment (
    seq       ${serial},
    meeting   BIGINT NOT NULL REFERENCES meeting (id),
    by_user   TEXT,
    by_person BIGINT,
    comment   TEXT NOT NULL,
    at_ms     BIGINT NOT NULL
);
CREATE INDEX meeting_comment_by_meeting ON meeting_comment (meeting, seq);

-- What is to be told to participants.
CREATE TABLE meeting_notice (
    seq      ${serial},
    meeting  BIGINT NOT NULL REFERENCES meeting (id),
    attendee BIGINT NOT NULL,
    kind     TEXT NOT NULL,                          -- asked
    due_ms   BIGINT NOT NULL,
    state    TEXT NOT NULL,                          -- waiting, sent, no-address, given-up
    attempts INTEGER NOT NULL DEFAULT 0,
    next_ms  BIGINT NOT NULL,
    done_ms  BIGINT,
    UNIQUE (meeting, attendee, kind)
);
CREATE INDEX meeting_notice_waiting ON meeting_notice (next_ms) WHERE state = 'waiting';
