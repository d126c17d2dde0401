-- Whether somebody came by their personal link. Only then is their badge shown: what else they said of
-- themselves others may know.
ALTER TABLE attendee_session ADD COLUMN by_link INTEGER NOT NULL DEFAULT 0;
