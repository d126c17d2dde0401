package io.turnout.hub.programs;

import io.turnout.hub.programs.Mailer.Letter;
import io.turnout.hub.programs.Mailer.NotSent;
import io.turnout.hub.store.Database;
import io.turnout.hub.web.VenueText;
import io.turnout.hub.web.Words;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Letters that ask participants whether a meeting took place: an outbox, written with what makes
 * them, and sent after. One may come twice where the hub stops between sending and writing that
 * down. Alarm on {@link #givenUp}.
 */
public final class Notices {
    private static final Logger LOG = LoggerFactory.getLogger(Notices.class);
    private static final int AT_ONCE = 50;
    private static final Duration FIRST_REST = Duration.ofMinutes(1);
    private static final int MOST_ATTEMPTS = 10;

    private final Database database;
    private final InstantSource clock;
    private final Mailer mailer;
    private final Links links;

    public Notices(Database database, InstantSource clock, Mailer mailer, Links links) {
        this.database = database;
        this.clock = clock;
        this.mailer = mailer;
        this.links = links;
    }

    /** Leads a participant to their own pages. */
    @FunctionalInterface
    public interface Links {
        /** The address for an attendee of an event. */
        String of(String event, long attendee);
    }

    private record Waiting(
            long seq,
            long meeting,
            long attendee,
            int attempts,
            String email,
            String event,
            String title,
            String room,
            ZoneId zone,
            long startMs,
            long endMs) {}

    /**
     * Puts into the outbox that some are asked; those who are asked already are not asked again.
     */
    static void ask(
            Handle handle, MeetingId meeting, List<Long> attendees, Instant due, Instant now) {
        for (long attendee : attendees) {
            handle.execute(
                    "INSERT INTO meeting_notice (meeting, attendee, kind, due_ms, state, next_ms)"
                            + " VALUES (?, ?, 'asked', ?, 'waiting', ?)"
                            + " ON CONFLICT (meeting, attendee, kind) DO NOTHING",
                    meeting.value(),
                    attendee,
                    due.toEpochMilli(),
                    now.toEpochMilli());
        }
    }

    /**
     * Sends some of what waits and is to be tried now. After one that was not taken the others wait
     * for the next round: a server that is away must not keep the clock from its meetings, nor may
     * one that is slow.
     *
     * @return whether there may be more to send now
     */
    boolean send() {
        List<Waiting> waiting = waiting();
        boolean taken = true;
        for (int next = 0; taken && next < waiting.size(); next++) {
            taken = send(waiting.get(next));
        }
        return taken && !waiting.isEmpty();
    }

    /** How many letters could not be sent, ever. */
    public long givenUp() {
        return database.read(handle ->
                handle.createQuery("SELECT count(*) FROM meeting_notice WHERE state = 'given-up'")
                        .mapTo(Long.class)
                        .one());
    }

    private List<Waiting> waiting() {
        return database.read(handle ->
                handle.createQuery(
                                """
                                SELECT n.seq, n.meeting, n.attendee, n.attempts, a.email, e.id,
                                       e.title, r.name, e.zone, m.start_ms, m.end_ms
                                FROM meeting_notice n JOIN meeting m ON m.id = n.meeting
                                JOIN room r ON r.id = m.room JOIN event e ON e.id = r.event
                                JOIN attendee a ON a.id = n.attendee
                                WHERE n.state = 'waiting' AND n.next_ms <= ?
                                ORDER BY n.next_ms, n.seq LIMIT ?
                                """)
                        .bind(0, clock.millis())
                        .bind(1, AT_ONCE)
                        .map((row, _) ->
                                new Waiting(
                                        row.getLong(1),
                                        row.getLong(2),
                                        row.getLong(3),
                                        row.getInt(4),
                                        row.getString(5),
                                        row.getString(6),
                                        row.getString(7),
                                        row.getString(8),
                                        ZoneId.of(row.getString(9)),
                                        row.getLong(10),
                                        row.getLong(11)))
                        .list());
    }

    /** False where it is to be tried again. */
    private boolean send(Waiting notice) {
        if (notice.email().isBlank()) {
            done(notice, "no-address");
            return true;
        }
        try {
            mailer.send(letter(notice));
            done(notice, "sent");
            return true;
        } catch (NotSent e) {
            LOG.warn("letter {} was not sent", notice.seq(), e);
            boolean ends = e.forGood() || notice.attempts() + 1 >= MOST_ATTEMPTS;
            if (ends) {
                done(notice, "given-up");
            } else {
                later(notice);
            }
            return ends;
        }
    }

    private void done(Waiting notice, String state) {
        database.change(handle ->
                handle.execute(
                        "UPDATE meeting_notice SET state = ?, attempts = attempts + 1, done_ms = ?"
                                + " WHERE seq = ?",
                        state,
                        clock.millis(),
                        notice.seq()));
    }

    /** Each rest is twice as long as the one before: ten attempts take some nine hours. */
    private void later(Waiting notice) {
        Duration rest = FIRST_REST.multipliedBy(1L << notice.attempts());
        database.change(handle ->
                handle.execute(
                        "UPDATE meeting_notice SET attempts = attempts + 1, next_ms = ?"
                                + " WHERE seq = ?",
                        clock.instant().plus(rest).toEpochMilli(),
                        notice.seq()));
    }

    /** In every language that the hub has: it does not know which one somebody reads. */
    private Letter letter(Waiting notice) {
        String link = links.of(notice.event(), notice.attendee());
        String text =
                Words.all().stream()
                        .map(words -> text(words, notice, link))
                        .collect(Collectors.joining("\n\n--\n\n"));
        String subject =
                Words.all().stream()
                        .map(words -> words.get("meetings.letter.subject"))
                        .collect(Collectors.joining(" / "));
        return new Letter(notice.email(), subject, text, "meeting-notice-" + notice.seq());
    }

    private String text(Words words, Waiting notice, String link) {
        VenueText text = new VenueText(words, notice.zone(), clock.instant());
        return words.get(
                "meetings.letter.text",
                notice.title(),
                text.day(text.dateOf(notice.startMs())),
                text.time(notice.startMs()),
                text.time(notice.endMs()),
                notice.room(),
                link);
    }
}
