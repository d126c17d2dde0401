-- How many came into a session and left it, by five minutes of best time: kept with the visits, in the
-- same transaction, so that a day's picture need not read everybody's. An end that a policy put is no exit.
CREATE TABLE session_flow (
    session TEXT NOT NULL,
    at_ms   BIGINT NOT NULL,                         -- when the five minutes begin
    ins     BIGINT NOT NULL,
    outs    BIGINT NOT NULL,
    PRIMARY KEY (session, at_ms)
);
INSERT INTO session_flow (session, at_ms, ins, outs)
    SELECT session, at_ms, SUM(ins), SUM(outs) FROM (
        SELECT session, in_ms - in_ms % 300000 AS at_ms, 1 AS ins, 0 AS outs FROM visit
        UNION ALL
        SELECT session, out_ms - out_ms % 300000, 0, 1 FROM visit
        WHERE ended_by IN ('exit', 'entry-elsewhere')) AS moves
    GROUP BY session, at_ms;
