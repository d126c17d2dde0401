-- What attendees are found by, some 16 of them in a row, who follow each other by id: a line each
-- with the id and the texts. A search reads them all. The table of words took an import nine times
-- as long as everything else.
CREATE TABLE attendee_texts (
    event TEXT NOT NULL,
    block BIGINT NOT NULL,                           -- ids of attendees without their last bits
    lines TEXT NOT NULL,                             -- small letters without accents
    PRIMARY KEY (event, block)
);

DROP TABLE attendee_word;
ALTER TABLE attendee DROP COLUMN words;
UPDATE attendee SET search = NULL;
