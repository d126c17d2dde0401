-- The words by which attendees are found, of 256 neighbours by id in a row, by what they begin with.
-- A row for each word took an import three times as long as everything else.
CREATE TABLE attendee_words (
    event TEXT NOT NULL,
    shelf INTEGER NOT NULL,                          -- of the words' first letter or digit
    block BIGINT NOT NULL,                           -- ids of attendees without their last 8 bits
    lines TEXT NOT NULL,                             -- of each an id and words
    PRIMARY KEY (event, shelf, block)
);

DROP TABLE attendee_word;
ALTER TABLE attendee DROP COLUMN words;
UPDATE attendee SET search = NULL;
