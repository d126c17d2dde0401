-- Addresses of other programs that are told of attendance, and what is to be told.
CREATE TABLE webhook (
    id               ${serial},
    event            TEXT NOT NULL REFERENCES event (id),
    url              TEXT NOT NULL,
    kinds            TEXT NOT NULL,                  -- one a line
    state            TEXT NOT NULL DEFAULT 'active', -- active, paused (keeps), stopped (keeps nothing new)
    stopped_by       TEXT NOT NULL DEFAULT '',       -- gone, failing, full
    stopped_ms       BIGINT,
    secret           TEXT NOT NULL,                  -- base64, what deliveries are signed with
    old_secret       TEXT,                           -- signs too, for a while
    old_until_ms     BIGINT,
    waiting          BIGINT NOT NULL DEFAULT 0,      -- deliveries of it that wait
    failures         INTEGER NOT NULL DEFAULT 0,     -- in a row
    failing_since_ms BIGINT,                         -- none: the last attempt succeeded
    rest_until_ms    BIGINT NOT NULL DEFAULT 0,      -- no attempt before
    made_by          TEXT NOT NULL,
    made_ms          BIGINT NOT NULL,
    version          BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX webhook_by_event ON webhook (event);

-- Written in the transaction of the fold that it tells of; the body is what is sent, to the byte.
CREATE TABLE webhook_delivery (
    seq             ${serial},
    hook            BIGINT NOT NULL REFERENCES webhook (id),
    id              TEXT NOT NULL UNIQUE,            -- the same at every attempt
    kind            TEXT NOT NULL,
    attendee        BIGINT NOT NULL,                 -- in order for each; 0 for nobody
    body            TEXT NOT NULL,
    made_ms         BIGINT NOT NULL,
    state           TEXT NOT NULL DEFAULT 'waiting', -- waiting, delivered, given-up
    attempts        INTEGER NOT NULL DEFAULT 0,
    next_ms         BIGINT NOT NULL,                 -- no attempt before
    first_failed_ms BIGINT,
    tried_ms        BIGINT,
    status          INTEGER NOT NULL DEFAULT 0,      -- of the last attempt; 0 for no answer
    fault           TEXT NOT NULL DEFAULT ''         -- why there was no good answer
);
CREATE INDEX webhook_delivery_by_hook ON webhook_delivery (hook, seq);
CREATE INDEX webhook_delivery_due ON webhook_delivery (hook, next_ms, seq) WHERE state = 'waiting';
CREATE INDEX webhook_delivery_in_order ON webhook_delivery (hook, attendee, seq)
    WHERE state = 'waiting';
CREATE INDEX webhook_delivery_over ON webhook_delivery (tried_ms) WHERE state <> 'waiting';
