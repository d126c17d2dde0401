package io.turnout.hub.reports;

/**
 * What makes the rows of the attendance reports: scans as they were read, with what holds of each,
 * and what corrections added.
 */
final class ExportedScans {
    private static final String CORRECTED =
            """
                   CASE WHEN f.correction > COALESCE(k.correction, 0) THEN f.correction
                        ELSE k.correction END AS correction,
                   CASE WHEN f.correction > COALESCE(k.correction, 0) THEN 'overruled'
                        WHEN k.kind = 'annul' THEN 'annulled' WHEN k.kind = 'move' THEN 'moved'
                        WHEN w.unit IS NOT NULL THEN 'taken-back' ELSE '' END AS corrected,
                   k.session AS to_session, k.attendee AS to_attendee, w.who AS word_who,
                   w.received_ms AS word_ms, w.why AS word_why
            """;

    private static final String CORRECTIONS =
            """
            LEFT JOIN scan_corrected k ON k.event = s.event AND k.unit = s.unit
                AND k.epoch = s.epoch AND k.number = s.number
            LEFT JOIN session_set f ON f.attendee = COALESCE(k.attendee, b.attendee)
                AND f.session = COALESCE(k.session, %s)
            LEFT JOIN scan_word w ON w.unit = s.unit AND w.epoch = s.epoch
                AND w.number = s.number AND w.kind = 'undo'
            """;

    /**
     * What an exit that names no session and ended no time inside may be the exit from: one whose
     * times were set since, in the same room; of several that whose end is nearest.
     */
    private static final String SET_IN_ROOM =
            """
            CASE WHEN v.session IS NULL AND s.left_session IS NULL THEN
                (SELECT z.session FROM session_set z JOIN session y ON y.id = z.session
                 WHERE z.attendee = COALESCE(k.attendee, b.attendee) AND y.room = s.room
                   AND z.correction > COALESCE(k.correction, 0)
                 ORDER BY ABS(y.end_ms - COALESCE(t.best_ms, s.wall_ms)), y.id LIMIT 1) END
            """;

    private static final String SCAN =
            """
            SELECT COALESCE(t.best_ms, s.wall_ms) AS at_ms,
                   COALESCE(t.earliest_ms, s.wall_ms) AS earliest_ms,
                   COALESCE(t.latest_ms, s.wall_ms) AS latest_ms, s.clock, s.unit,
                   s.epoch, s.number, s.way, s.flagged, s.reason, s.room,
            """;

    private static final String ADDED =
            """
            UNION ALL
            SELECT l.<at>, l.<at>, l.<at>, '', '', '', 0, 'correction', 0, 'corrected', x.room,
                   l.session, l.attendee, 1, <own>, c.number,
                   CASE WHEN f.correction > c.number THEN 'overruled'
                        WHEN c.kind = 'add' THEN 'added' ELSE 'set' END,
                   NULL, NULL, NULL, NULL, NULL
            FROM correction c JOIN correction_line l ON l.correction = c.number
            JOIN session x ON x.id = l.session
            LEFT JOIN session_set f ON f.attendee = l.attendee AND f.session = l.session
            WHERE c.event = :event AND c.kind IN ('add', 'set') AND l.<at> IS NOT NULL
              AND c.number NOT IN (SELECT u.number FROM correction_undone u)
            """;

    /** Its own column says whether an entry counts: not where another one of a double use does. */
    static final String CHECK_INS =
            SCAN
                    + """
                    s.entered AS session, b.attendee AS who, 1 AS known,
                    CASE WHEN d.attendee IS NULL THEN 1 ELSE 0 END AS own,
                    """
                    + CORRECTED
                    + """
                    FROM scan s LEFT JOIN scan_time t ON t.seq = s.seq
                    LEFT JOIN badge b ON b.event = s.event AND b.fingerprint = s.badge
                    LEFT JOIN double_use d ON d.other_unit = s.unit AND d.other_epoch = s.epoch
                        AND d.other_number = s.number
                    """
                    + CORRECTIONS.formatted("s.entered")
                    + " WHERE s.event = :event AND s.entered IS NOT NULL "
                    + ADDED.replace("<at>", "in_ms").replace("<own>", "1");

    /**
     * What an exit left is what the fold found, and one that it has not come to yet has nothing
     * said against it. Exits that nobody read, because an entry elsewhere tells of them, are rows
     * too; its own column says so.
     */
    static final String CHECK_OUTS =
            SCAN
                    + """
                    COALESCE(v.session, s.left_session,
                        CASE WHEN k.session IS NULL THEN f.session END) AS session,
                    b.attendee AS who,
                    CASE WHEN v.session IS NULL AND b.attendee IS NOT NULL
                        AND s.seq <= (SELECT seq FROM fold_mark WHERE id = 1) THEN 0 ELSE 1 END
                        AS known, 0 AS own,
                    """
                    + CORRECTED
                    + """
                    FROM scan s LEFT JOIN scan_time t ON t.seq = s.seq
                    LEFT JOIN badge b ON b.event = s.event AND b.fingerprint = s.badge
                    LEFT JOIN visit v ON v.unit = s.unit AND v.epoch = s.epoch
                        AND v.number = s.number AND v.ended_by = 'exit'
                    """
                    + CORRECTIONS.formatted("s.left_session, " + SET_IN_ROOM)
                    + """
                     WHERE s.event = :event AND s.leaves = 1 AND s.outcome = 'admitted'
                    UNION ALL
                    SELECT v.out_ms, COALESCE(t.earliest_ms, v.out_ms),
                           COALESCE(t.latest_ms, v.out_ms), COALESCE(s.clock, ''),
                           COALESCE(s.unit, ''), v.epoch, v.number,
                           COALESCE(s.way, 'correction'), 0, 'entered-elsewhere', x.room,
                           v.session, v.attendee, 1, 1, NULL, '', NULL, NULL, NULL, NULL, NULL
                    FROM visit v
                    JOIN session x ON x.id = v.session
                    LEFT JOIN scan s ON s.unit = v.unit AND s.epoch = v.epoch
                        AND s.number = v.number
                    LEFT JOIN scan_time t ON t.seq = s.seq
                    WHERE x.event = :event AND v.ended_by = 'entry-elsewhere'
                    """
                    + ADDED.replace("<at>", "out_ms").replace("<own>", "0");

    private ExportedScans() {}
}
