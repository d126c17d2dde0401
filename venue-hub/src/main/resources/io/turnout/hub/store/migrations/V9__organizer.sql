-- Users with roles at the hub and in its events, tokens of other programs, and what an event is.

ALTER TABLE hub_user ADD COLUMN disabled INTEGER NOT NULL DEFAULT 0;
ALTER TABLE hub_user ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
UPDATE hub_user SET role = 'super-admin' WHERE id = (SELECT min(id) FROM hub_user);

-- What a user is in one event, besides what hub_user.role says for all of them.
CREATE TABLE event_role (
    hub_user BIGINT NOT NULL REFERENCES hub_user (id),
    event    TEXT NOT NULL REFERENCES event (id),
    role     TEXT NOT NULL,
    PRIMARY KEY (hub_user, event)
);

-- By it a user chooses a password, once.
CREATE TABLE password_link (
    hub_user   BIGINT PRIMARY KEY REFERENCES hub_user (id),
    token_hash TEXT NOT NULL,                        -- hex SHA-256
    expires_ms BIGINT NOT NULL
);

ALTER TABLE web_session ADD COLUMN started_ms BIGINT NOT NULL DEFAULT 0;
ALTER TABLE web_session ADD COLUMN used_ms BIGINT NOT NULL DEFAULT 0;
ALTER TABLE web_session ADD COLUMN agent TEXT NOT NULL DEFAULT '';

CREATE TABLE api_token (
    id         ${serial},
    name       TEXT NOT NULL UNIQUE,
    token_hash TEXT NOT NULL UNIQUE,                 -- hex SHA-256
    rights     TEXT NOT NULL,                        -- one a line
    event      TEXT REFERENCES event (id),           -- none: all events
    made_by    TEXT NOT NULL,
    made_ms    BIGINT NOT NULL,
    expires_ms BIGINT NOT NULL,
    used_ms    BIGINT NOT NULL DEFAULT 0,
    revoked_ms BIGINT                                -- none: not revoked
);

CREATE INDEX audit_by_subject ON audit (subject, seq);

ALTER TABLE event ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE event ADD COLUMN first_day TEXT;         -- YYYY-MM-DD
ALTER TABLE event ADD COLUMN last_day TEXT;
ALTER TABLE event ADD COLUMN level TEXT NOT NULL DEFAULT 'multi-session';  -- S-1
ALTER TABLE event ADD COLUMN attendance INTEGER NOT NULL DEFAULT 1;        -- S-2
ALTER TABLE event ADD COLUMN identify TEXT NOT NULL DEFAULT 'badge-number'; -- S-5, one field a line
ALTER TABLE event ADD COLUMN walk_in TEXT NOT NULL DEFAULT 'ask-staff';    -- default of new sessions
ALTER TABLE event ADD COLUMN retention_days INTEGER; -- after its last day; none: for ever
