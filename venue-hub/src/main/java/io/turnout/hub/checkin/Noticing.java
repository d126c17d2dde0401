package io.turnout.hub.checkin;

import io.turnout.hub.agenda.EventId;
import io.turnout.hub.store.Database;
import io.turnout.protocol.crypto.HmacFingerprinter;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * Notices what may be misuse of the ways that nobody watches, and never stops anybody by it. From
 * where somebody came is only in memory, for minutes, hashed by a key that no restart survives;
 * what is kept are numbers. Remembers a bounded number of places. Thread-safe.
 */
public final class Noticing {
    /** What is noticed. */
    public enum Kind {
        /** One wall code, used from many addresses in a short time: it may have been sent on. */
        WALL_PLACES(20, Duration.ofMinutes(10)),
        /** Many reports of attendees' own from one address. */
        REPORTS_ADDRESS(100, Duration.ofHours(1));

        private final int from;
        private final Duration within;

        Kind(int from, Duration within) {
            this.from = from;
            this.within = within;
        }

        /** How often it takes. */
        public int from() {
            return from;
        }

        /** Within which time, in minutes. */
        public long minutes() {
            return within.toMinutes();
        }

        /** As it is stored and as texts are called. */
        public String key() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * What was noticed in an hour.
     *
     * @param kind key of the kind
     * @param subject the short name of a wall code; empty for the event
     * @param times the most within the kind's time; about, once there are many
     */
    public record Finding(String kind, String subject, long atMs, int times) {
        /** Within how many minutes it was so often. */
        public long within() {
            return Arrays.stream(Kind.values())
                    .filter(one -> one.key().equals(kind))
                    .mapToLong(Kind::minutes)
                    .sum();
        }
    }

    private static final Duration KEPT = Duration.ofDays(14);
    private static final int MOST_SUBJECTS = 2_000;
    private static final int MOST_TIMES = 2_000;
    private static final int KEY_BYTES = 32;

    private final Database database;
    private final InstantSource clock;
    private final HmacFingerprinter hashes;
    private final Map<Subject, Seen> seen = new Bounded();

    public Noticing(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        this.hashes = new HmacFingerprinter(key);
    }

    private record Subject(EventId event, Kind kind, String name, String address) {}

    private record Time(Instant at, String address) {}

    /** What was seen of a subject lately, and how much of it was written down. */
    private static final class Seen {
        private final ArrayDeque<Time> times = new ArrayDeque<>();
        private long next;

        Seen(int from) {
            this.next = from;
        }
    }

    /** Somebody pressed the button of a wall code. */
    void wall(EventId event, String code, String address) {
        notice(new Subject(event, Kind.WALL_PLACES, code, ""), address);
    }

    /** Somebody reported a session. */
    void report(EventId event, String address) {
        notice(new Subject(event, Kind.REPORTS_ADDRESS, "", hash(address)), address);
    }

    private void notice(Subject subject, String address) {
        int times = count(subject, hash(address));
        if (times > 0) {
            database.change(handle -> keep(handle, subject, times));
        }
    }

    private String hash(String address) {
        return hashes.of(address).toString();
    }

    /** How often within the kind's time, where that is worth writing down; 0 where it is not. */
    private synchronized int count(Subject subject, String address) {
        Instant now = clock.instant();
        Seen its = seen.computeIfAbsent(subject, key -> new Seen(key.kind().from));
        if (subject.kind() == Kind.WALL_PLACES) {
            its.times.removeIf(time -> time.address().equals(address));
        }
        its.times.addLast(new Time(now, address));
        Instant since = now.minus(subject.kind().within);
        while (its.times.size() > MOST_TIMES || its.times.getFirst().at().isBefore(since)) {
            its.times.removeFirst();
        }
        int times = its.times.size();
        if (times < subject.kind().from) {
            its.next = subject.kind().from;
            return 0;
        }
        boolean worth = times >= its.next;
        its.next = worth ? 2L * times : its.next;
        return worth ? times : 0;
    }

    private void keep(Handle handle, Subject subject, int times) {
        Instant now = clock.instant();
        long hour = now.toEpochMilli() / Duration.ofHours(1).toMillis();
        handle.execute("DELETE FROM noticed WHERE at_ms < ?", now.minus(KEPT).toEpochMilli());
        handle.execute(
                "INSERT INTO noticed (event, kind, subject, hour, times, at_ms)"
                        + " VALUES (?, ?, ?, ?, ?, ?)"
                        + " ON CONFLICT (event, kind, subject, hour) DO UPDATE"
                        + " SET at_ms = excluded.at_ms, times = CASE WHEN excluded.times >"
                        + " noticed.times THEN excluded.times ELSE noticed.times END",
                subject.event().value(),
                subject.kind().key(),
                subject.name(),
                hour,
                times,
                now.toEpochMilli());
    }

    /** What was noticed in an event, the latest first. */
    public static List<Finding> of(Handle handle, EventId event) {
        return handle.createQuery(
                        "SELECT kind, subject, at_ms, times FROM noticed WHERE event = ?"
                                + " ORDER BY at_ms DESC, kind, subject")
                .bind(0, event.value())
                .map((row, _) ->
                        new Finding(
                                row.getString(1), row.getString(2), row.getLong(3), row.getInt(4)))
                .list();
    }

    private static final class Bounded extends LinkedHashMap<Subject, Seen> {
        private static final long serialVersionUID = 1L;

        Bounded() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Subject, Seen> eldest) {
            return size() > MOST_SUBJECTS;
        }
    }
}
