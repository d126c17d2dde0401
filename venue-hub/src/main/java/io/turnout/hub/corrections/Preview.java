package io.turnout.hub.corrections;

import io.turnout.hub.attendance.Presence;
import io.turnout.hub.credit.CreditLine;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What a correction changes, person by person and session by session.
 *
 * @param changes where before and after differ, by name
 * @param people how many it is made for
 * @param mark of what it does: whoever applies it has seen just this
 */
public record Preview(List<Change> changes, int people, String mark) {
    /** Rows that a page shows; the rest is only counted. */
    public static final int SHOWN = 100;

    private static final int MARK = 16;

    public Preview {
        changes = List.copyOf(changes);
    }

    /** A person and a session. */
    public record Place(
            long attendee,
            String number,
            String name,
            String session,
            String title,
            Instant start,
            Instant end) {}

    /** What was, and what is then. */
    public record Change(Place place, Side before, Side after) {}

    /** A presence and what it earns, or neither. */
    public record Side(Optional<Presence> presence, Optional<CreditLine> credit) {
        static final Side NOTHING = new Side(Optional.empty(), Optional.empty());

        public Duration present() {
            return presence.map(Presence::present).orElse(Duration.ZERO);
        }

        /** The share of the session's length, in whole percent. */
        public long percent(Place place) {
            long length = Duration.between(place.start(), place.end()).toMillis();
            return length <= 0 ? 0 : present().toMillis() * 100 / length;
        }

        /** Whether it counts as having come. */
        boolean came() {
            return presence.filter(one -> !one.intervals().isEmpty()).isPresent();
        }

        /** All that a report tells of it, without the names of scans. */
        String told() {
            return times()
                    + credit.map(one ->
                                    " %s %s %s %s"
                                            .formatted(
                                                    one.counted(),
                                                    one.granted(),
                                                    one.credits(),
                                                    one.reasons()))
                            .orElse("");
        }

        private String times() {
            return presence.map(one ->
                            one.intervals().stream()
                                            .map(time ->
                                                    time.start()
                                                            + " "
                                                            + time.end()
                                                            + " "
                                                            + time.closedBy())
                                            .toList()
                                    + " %s %d %d".formatted(one.present(), one.ins(), one.outs()))
                    .orElse("");
        }
    }

    public List<Change> shown() {
        return changes.subList(0, Math.min(SHOWN, changes.size()));
    }

    /** What it does to credit, session by session; one attendee's changes say it themselves. */
    public List<CreditTotal> totals() {
        return people > 1 ? CreditTotal.of(changes) : List.of();
    }

    /** How many come to count as having come, less those who no longer do. */
    public long more() {
        return changes.stream().filter(one -> one.after().came()).count()
                - changes.stream().filter(one -> one.before().came()).count();
    }

    public Duration before() {
        return changes.stream()
                .map(one -> one.before().present())
                .reduce(Duration.ZERO, Duration::plus);
    }

    public Duration after() {
        return changes.stream()
                .map(one -> one.after().present())
                .reduce(Duration.ZERO, Duration::plus);
    }

    static String mark(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, MARK);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
