-- R-5: what certificates look like. Append-only: what was issued keeps the version that it had.
CREATE TABLE certificate_template (
    event   TEXT NOT NULL REFERENCES event (id),
    version BIGINT NOT NULL,
    accent  TEXT NOT NULL,                           -- #RRGGBB
    refused INTEGER NOT NULL,                        -- whether sessions without credit are listed
    logo    TEXT,                                    -- digest of certificate_logo
    by_whom TEXT NOT NULL,
    at_ms   BIGINT NOT NULL,
    PRIMARY KEY (event, version)
);

-- Its words in each language; empty for what the hub says by itself.
CREATE TABLE certificate_words (
    event    TEXT NOT NULL,
    version  BIGINT NOT NULL,
    language TEXT NOT NULL,                          -- en, de
    title    TEXT NOT NULL,
    intro    TEXT NOT NULL,
    closing  TEXT NOT NULL,
    logo_says TEXT NOT NULL,                         -- what the logo shows
    PRIMARY KEY (event, version, language)
);

CREATE TABLE certificate_logo (
    digest TEXT PRIMARY KEY,                         -- hex SHA-256 of png
    png    TEXT NOT NULL                             -- base64
);
