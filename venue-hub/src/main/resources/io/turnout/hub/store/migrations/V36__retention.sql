-- Events whose attendees are erased by themselves: said beforehand, and how far it is. A row goes when
-- the event's day of it changes: then it is said anew.
CREATE TABLE retention (
    event        TEXT PRIMARY KEY REFERENCES event (id),
    due_day      TEXT NOT NULL,                      -- YYYY-MM-DD at the venue, by the event's setting
    erase_day    TEXT NOT NULL,                      -- the same, or later: not before it was said for long
    announced_ms BIGINT NOT NULL,
    ended_ms     BIGINT,                             -- none: not done yet
    erased       BIGINT NOT NULL DEFAULT 0,
    staying      BIGINT NOT NULL DEFAULT 0           -- those of a later event
);
