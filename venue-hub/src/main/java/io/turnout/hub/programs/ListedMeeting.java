package io.turnout.hub.programs;

import io.turnout.hub.sheet.ListRow;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A meeting as a list names it; whether there is what it names is for the caller to check.
 *
 * @param row for messages of later checks
 * @param key by which it is known outside of this hub
 * @param insteadOf the key of the one that was put off too late; empty for none
 * @param numbers of those who take part
 */
record ListedMeeting(
        ListRow row,
        String program,
        String path,
        String key,
        Instant start,
        Instant end,
        String room,
        Told told,
        String insteadOf,
        SortedSet<String> numbers) {
    ListedMeeting {
        numbers = Collections.unmodifiableSortedSet(new TreeSet<>(numbers));
    }
}
