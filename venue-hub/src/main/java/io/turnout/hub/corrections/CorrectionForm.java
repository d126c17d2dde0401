package io.turnout.hub.corrections;

import io.turnout.hub.attendance.Correction.Kind;
import io.turnout.hub.attendance.Correction.Line;
import io.turnout.hub.attendance.ScanName;
import io.turnout.hub.corrections.SessionChoices.Choice;
import io.turnout.hub.web.Form;
import io.turnout.hub.web.Reading;
import io.turnout.hub.web.Words;
import io.turnout.protocol.access.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what people typed into the form of a correction; every fault is beside its field. Without
 * I/O: who has a number is handed in.
 */
final class CorrectionForm {
    /** Where its texts are. */
    static final String NAME = "field.correction";

    private static final Pattern SCAN = Pattern.compile("([^ ]{1,64}) ([^ ]{1,64}) ([0-9]{1,18})");
    private static final Duration LITTLE = Duration.ofMinutes(30);
    private static final int MOST_LINES = 50;

    private final Reading reading;
    private final Form form;
    private final Words words;
    private final SessionChoices sessions;
    private final List<String> warnings = new ArrayList<>();

    CorrectionForm(Form form, Words words, SessionChoices sessions) {
        this.reading = new Reading(NAME, form, words);
        this.form = form;
        this.words = words;
        this.sessions = sessions;
    }

    Reading reading() {
        return reading;
    }

    /** What is allowed and still odd. */
    List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** The reason: it is required. */
    String why() {
        return reading.text("why", Wanted.SHORTEST, Wanted.LONGEST);
    }

    /**
     * What is wanted for one person; empty where anything is wrong.
     *
     * @param byNumber the attendee of a number
     */
    Optional<Wanted> person(Kind kind, long attendee, Function<String, Optional<Long>> byNumber) {
        String why = why();
        List<Line> lines =
                switch (kind) {
                    case ADD -> added(attendee);
                    case SET -> set(attendee);
                    case ANNUL -> scans().stream().map(Line::annul).toList();
                    case MOVE -> moved(byNumber);
                    case UNDO -> List.of();
                };
        return reading.isGood() ? Optional.of(Wanted.of(kind, lines, why)) : Optional.empty();
    }

    /** The session that was chosen. */
    Optional<Choice> session() {
        Optional<Choice> session = sessions.find(form.text("session"));
        if (session.isEmpty()) {
            reading.refuse("session", "form.choice");
        }
        return session;
    }

    private List<Line> added(long attendee) {
        Optional<Choice> session = session();
        if (session.isEmpty()) {
            return List.of();
        }
        Optional<Instant> in = time("in", session.get());
        Optional<Instant> out = time("out", session.get());
        if (form.text("in").isEmpty() && form.text("out").isEmpty()) {
            reading.refuse("in", "corrections.fault.time");
        }
        if (!isOrdered(in, out)) {
            reading.refuse("out", "corrections.fault.order");
        }
        return reading.isGood()
                ? List.of(Line.times(attendee, new SessionId(session.get().id()), in, out))
                : List.of();
    }

    /** A time of a session; empty where nothing was typed, or no time. */
    Optional<Instant> time(String field, Choice session) {
        String text = form.text(field);
        return text.isEmpty() ? Optional.empty() : time(field, text, session);
    }

    private Optional<Instant> time(String field, String text, Choice session) {
        TypedTimes times = sessions.times(session);
        return switch (times.read(text)) {
            case TypedTimes.Typed.Time(Instant at) -> {
                if (!times.isNear(at, LITTLE)) {
                    warnings.add(words.get("corrections.warn.outside", text, session.title()));
                }
                yield Optional.of(at);
            }
            case TypedTimes.Typed.Unreadable() ->
                    refused(field, "corrections.fault.unreadable", text);
            case TypedTimes.Typed.Skipped(String time) ->
                    refused(field, "corrections.fault.skipped", time);
            case TypedTimes.Typed.Twice(List<String> ways) ->
                    refused(field, "corrections.fault.twice", ways.getFirst(), ways.getLast());
        };
    }

    private Optional<Instant> refused(String field, String key, Object... values) {
        reading.refuse(field, key, values);
        return Optional.empty();
    }

    private List<Line> set(long attendee) {
        Optional<Choice> session = session();
        if (session.isEmpty()) {
            return List.of();
        }
        SessionId id = new SessionId(session.get().id());
        List<String> texts = form.text("times").lines().filter(line -> !line.isBlank()).toList();
        if (texts.size() > MOST_LINES) {
            reading.refuse("times", "corrections.fault.many", MOST_LINES);
            return List.of();
        }
        List<Line> lines = new ArrayList<>();
        for (String text : texts) {
            span(text, session.get())
                    .ifPresent(span ->
                            lines.add(
                                    Line.times(
                                            attendee,
                                            id,
                                            Optional.of(span.getFirst()),
                                            Optional.of(span.getLast()))));
        }
        if (overlap(lines)) {
            reading.refuse("times", "corrections.fault.overlap");
        }
        return texts.isEmpty()
                ? List.of(Line.times(attendee, id, Optional.empty(), Optional.empty()))
                : lines;
    }

    private Optional<List<Instant>> span(String text, Choice session) {
        Optional<List<String>> both = TypedTimes.both(text);
        if (both.isEmpty()) {
            reading.refuse("times", "corrections.fault.span", text);
            return Optional.empty();
        }
        Optional<Instant> in = time("times", both.get().getFirst(), session);
        Optional<Instant> out = time("times", both.get().getLast(), session);
        if (!isOrdered(in, out)) {
            reading.refuse("times", "corrections.fault.order");
            return Optional.empty();
        }
        return in.flatMap(from -> out.map(to -> List.of(from, to)));
    }

    private static boolean overlap(List<Line> lines) {
        List<Line> sorted =
                lines.stream()
                        .sorted((a, b) -> a.in().orElseThrow().compareTo(b.in().orElseThrow()))
                        .toList();
        for (int i = 1; i < sorted.size(); i++) {
            if (sorted.get(i).in().orElseThrow().isBefore(sorted.get(i - 1).out().orElseThrow())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOrdered(Optional<Instant> in, Optional<Instant> out) {
        return in.isEmpty() || out.isEmpty() || in.get().isBefore(out.get());
    }

    private List<Line> moved(Function<String, Optional<Long>> byNumber) {
        List<ScanName> scans = scans();
        Optional<SessionId> to =
                form.text("to").isEmpty()
                        ? Optional.empty()
                        : sessions.find(form.text("to")).map(one -> new SessionId(one.id()));
        if (to.isEmpty() && !form.text("to").isEmpty()) {
            reading.refuse("to", "form.choice");
        }
        String number = form.text("number");
        Optional<Long> whose = number.isEmpty() ? Optional.empty() : byNumber.apply(number);
        if (whose.isEmpty() && !number.isEmpty()) {
            reading.refuse("number", "corrections.fault.nobody", number);
        }
        if (form.text("to").isEmpty() && number.isEmpty()) {
            reading.refuse("to", "corrections.fault.nowhere");
        }
        return reading.isGood()
                ? scans.stream().map(scan -> Line.move(scan, to, whose)).toList()
                : List.of();
    }

    private List<ScanName> scans() {
        List<ScanName> scans = new ArrayList<>();
        for (String text : form.all("scan")) {
            Matcher scan = SCAN.matcher(text);
            if (scan.matches()) {
                scans.add(
                        new ScanName(scan.group(1), scan.group(2), Long.parseLong(scan.group(3))));
            }
        }
        if (scans.isEmpty() || scans.size() != form.all("scan").size()) {
            reading.refuse("scan", "corrections.fault.scan");
        }
        return scans;
    }

    /** The kind that an address or a form names. */
    static Optional<Kind> kind(String key) {
        return Arrays.stream(Kind.values())
                .filter(kind -> kind != Kind.UNDO && kind.key().equals(key))
                .findFirst();
    }
}
