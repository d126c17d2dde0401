package io.turnout.hub.people;

import io.turnout.hub.importing.Findings;
import io.turnout.hub.importing.Preview;
import io.turnout.hub.importing.Progress;
import io.turnout.hub.web.Words;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a list of attendees changes at the hub: found first, written if nothing is wrong. */
final class AttendeeChanges {
    private final AttendeeTables tables;
    private final Map<AttendeeNumber, KnownAttendee> known;
    private final Map<String, Long> badgeOwners;
    private final List<ListedAttendee> added = new ArrayList<>();
    private final Map<Long, AttendeeRow> fields = new HashMap<>();
    private final Map<Long, Map<String, String>> own = new HashMap<>();
    private final Map<Long, List<String>> groups = new HashMap<>();
    private final Map<Long, ListedAttendee.Badge> badges = new HashMap<>();
    private final List<Difference> differences = new ArrayList<>();
    private int unchanged;

    /** Somebody who is new, or differs from what the hub holds. */
    private record Difference(ListedAttendee listed, Optional<KnownAttendee> before) {}

    AttendeeChanges(AttendeeTables tables) {
        this.tables = tables;
        this.known = tables.known();
        this.badgeOwners = tables.badges();
    }

    /** Compares; a badge of somebody else is a problem. */
    void find(List<ListedAttendee> listed, Findings findings) {
        for (ListedAttendee attendee : listed) {
            KnownAttendee before = known.get(attendee.row().number());
            if (foreignBadge(attendee, before)) {
                findings.problem(
                        attendee.row().line(), attendee.row().badgePlace(), "fault.foreign-badge");
            } else if (before == null) {
                added.add(attendee);
                differences.add(new Difference(attendee, Optional.empty()));
            } else {
                compare(attendee, before);
            }
        }
    }

    /** What {@link #find} found, as people read it. */
    Preview preview(Words words) {
        return new Preview(
                differences.stream().map(difference -> line(difference, words)).toList(),
                unchanged);
    }

    /** Writes what {@link #find} found. */
    PeopleCounts write(Progress progress) {
        Set<Long> touched = new HashSet<>(fields.keySet());
        touched.addAll(groups.keySet());
        touched.addAll(badges.keySet());
        progress.begin(Progress.Stage.WRITING, fields.size() + added.size());
        tables.update(fields, progress);
        tables.forget(badges.keySet());
        tables.clearGroups(groups.keySet());
        add(progress);
        tables.setOwn(own);
        tables.addGroups(groups);
        tables.addBadges(badges);
        tables.catchUp();
        return new PeopleCounts(added.size(), touched.size(), unchanged);
    }

    private boolean foreignBadge(ListedAttendee attendee, @Nullable KnownAttendee before) {
        Long owner =
                attendee.badge()
                        .map(badge -> badgeOwners.get(badge.fingerprint().toString()))
                        .orElse(null);
        return owner != null && (before == null || before.id() != owner);
    }

    private void compare(ListedAttendee attendee, KnownAttendee before) {
        if (before.erased()) { // a list that was taken before does not bring anybody back
            unchanged++;
            return;
        }
        AttendeeRow row = attendee.row();
        boolean same = true;
        if (!before.sameFields(row)) {
            fields.put(before.id(), row);
            own.put(before.id(), row.own());
            same = false;
        }
        if (!before.sameGroups(row)) {
            groups.put(before.id(), row.groups());
            same = false;
        }
        if (attendee.badge().filter(this::isNew).isPresent()) {
            badges.put(before.id(), attendee.badge().get());
            same = false;
        }
        if (same) {
            unchanged++;
        } else {
            differences.add(new Difference(attendee, Optional.of(before)));
        }
    }

    private Preview.Line line(Difference difference, Words words) {
        ListedAttendee listed = difference.listed();
        boolean newBadge = listed.badge().filter(this::isNew).isPresent();
        List<Preview.Change> changes =
                difference
                        .before()
                        .map(before -> AttendeeDifferences.of(before, listed, newBadge, words))
                        .orElseGet(() -> AttendeeDifferences.of(listed, words));
        AttendeeRow row = listed.row();
        String name = (row.givenName() + " " + row.familyName()).strip();
        return new Preview.Line(
                row.line(), name + " · " + row.number(), difference.before().isEmpty(), changes);
    }

    private boolean isNew(ListedAttendee.Badge badge) {
        return !badgeOwners.containsKey(badge.fingerprint().toString());
    }

    /** The database gives the ids, which all else needs. */
    private void add(Progress progress) {
        if (added.isEmpty()) {
            return;
        }
        tables.add(added.stream().map(ListedAttendee::row).toList(), progress);
        progress.begin(Progress.Stage.FINISHING, 0);
        Map<AttendeeNumber, Long> ids = tables.ids();
        Map<Long, ListedAttendee> found = new HashMap<>();
        for (ListedAttendee attendee : added) {
            Long id = ids.get(attendee.row().number());
            if (id == null) {
                throw new IllegalStateException("not added: " + attendee.row());
            }
            found.put(id, attendee);
            own.put(id, attendee.row().own());
            groups.put(id, attendee.row().groups());
            attendee.badge().ifPresent(badge -> badges.put(id, badge));
        }
        tables.index(found);
    }
}
