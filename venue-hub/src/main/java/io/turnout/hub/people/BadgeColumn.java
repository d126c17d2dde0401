package io.turnout.hub.people;

import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.importing.Findings;
import io.turnout.protocol.badge.BadgeFingerprint;
import io.turnout.protocol.badge.BadgeText;
import io.turnout.protocol.crypto.HmacFingerprinter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the badges that a list of attendees names. Any text can be a badge, as that of an earlier
 * system; but not one that no reader gives, and not one that two attendees have, spelled
 * differently.
 */
final class BadgeColumn {
    private final HmacFingerprinter fingerprinter;
    private final Findings findings;
    private final Map<BadgeFingerprint, Integer> lines = new HashMap<>();

    BadgeColumn(EventFacts event, Findings findings) {
        this.fingerprinter = event.fingerprinter();
        this.findings = findings;
    }

    /** The rows with their badges; of use only if the findings are clean. */
    List<ListedAttendee> read(List<AttendeeRow> rows) {
        List<ListedAttendee> listed = new ArrayList<>(rows.size());
        for (AttendeeRow row : rows) {
            listed.add(new ListedAttendee(row, row.badge().flatMap(text -> badge(row, text))));
        }
        return listed;
    }

    private Optional<ListedAttendee.Badge> badge(AttendeeRow row, String text) {
        if (BadgeText.read(text) instanceof BadgeText.Reading.Unreadable) {
            findings.problem(
                    row.line(), row.badgePlace(), "fault.badge-text", BadgeText.MAX_LENGTH);
            return Optional.empty();
        }
        String code = BadgeText.canonical(text);
        BadgeFingerprint fingerprint = fingerprinter.of(code);
        Integer first = lines.putIfAbsent(fingerprint, row.line());
        if (first != null) {
            findings.problem(
                    row.line(), row.badgePlace(), "fault.same-badge", Findings.quoted(text), first);
        }
        return Optional.of(new ListedAttendee.Badge(fingerprint, code));
    }
}
