package io.turnout.hub.corrections;

import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.attendance.Correction.Kind;
import io.turnout.hub.attendance.Correction.Line;
import io.turnout.hub.corrections.SessionChoices.Choice;
import io.turnout.hub.web.Form;
import io.turnout.protocol.access.SessionId;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Reads what is to be done for many of one session at once. */
record RepairForm(Form form, CorrectionForm typed, Choice session) {
    static final List<String> WHO = List.of("registered", "seen", "listed");
    static final List<String> WHAT = List.of("in", "out", "both", "set");

    private static final int NAMED = 10;

    /** One correction for all of them; empty where anything is wrong. */
    Optional<Wanted> read(Handle handle, EventFacts event, String list) {
        String why = typed.why();
        String what = typed.reading().choice("what", WHAT);
        Instant start = typed.time("in", session).orElse(session.start());
        Instant end = typed.time("out", session).orElse(session.end());
        if (!start.isBefore(end)) {
            typed.reading().refuse("out", "corrections.fault.order");
        }
        Set<Long> people = people(new RepairPeople(handle, event), list);
        if (typed.reading().isGood() && people.isEmpty()) {
            typed.reading().refuse("who", "corrections.fault.nobody-left");
        }
        if (!typed.reading().isGood()) {
            return Optional.empty();
        }
        Optional<Instant> in = what.equals("out") ? Optional.empty() : Optional.of(start);
        Optional<Instant> out = what.equals("in") ? Optional.empty() : Optional.of(end);
        SessionId id = new SessionId(session.id());
        return Optional.of(
                Wanted.of(
                        what.equals("set") ? Kind.SET : Kind.ADD,
                        people.stream().map(one -> Line.times(one, id, in, out)).toList(),
                        why));
    }

    private Set<Long> people(RepairPeople source, String list) {
        Set<Long> people =
                switch (typed.reading().choice("who", WHO)) {
                    case "seen" -> seen(source);
                    case "listed" -> listed(source, list);
                    default -> source.registered(session.id());
                };
        if (!typed.reading().ticked("absent")) {
            return people;
        }
        Set<Long> absent = new LinkedHashSet<>(people);
        absent.removeAll(source.came(session.id()));
        return absent;
    }

    private Set<Long> seen(RepairPeople source) {
        Optional<Instant> from = typed.time("from", session);
        Optional<Instant> until = typed.time("until", session);
        if (from.isEmpty()) {
            typed.reading().refuse("from", "form.missing");
        }
        if (until.isEmpty()) {
            typed.reading().refuse("until", "form.missing");
        }
        return from.isPresent() && until.isPresent()
                ? source.seen(session.id(), from.get(), until.get())
                : Set.of();
    }

    private Set<Long> listed(RepairPeople source, String list) {
        RepairPeople.Listed found = source.listed(list);
        if (!found.unknown().isEmpty()) {
            typed.reading()
                    .refuse(
                            "list",
                            "corrections.fault.unknown",
                            found.unknown().size(),
                            String.join(", ", found.unknown().stream().limit(NAMED).toList()));
        } else if (found.people().isEmpty()) {
            typed.reading().refuse("list", "form.missing");
        }
        return found.people();
    }
}
