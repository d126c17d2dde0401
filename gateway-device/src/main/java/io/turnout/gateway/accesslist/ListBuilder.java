package io.turnout.gateway.accesslist;

import io.turnout.protocol.badge.BadgeFingerprint;
import io.turnout.protocol.message.ListBadge;
import io.turnout.protocol.message.ListHeader;
import io.turnout.protocol.message.ListNotice;
import io.turnout.protocol.message.MalformedMessage;
import io.turnout.protocol.message.MessageCodec;
import io.turnout.protocol.message.UnitId;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns a fetched list, line by line, into a table with its summary. */
final class ListBuilder {
    private final MessageCodec codec = new MessageCodec();
    private final Map<Entitlements, Integer> places = new HashMap<>();
    private final List<Entitlements> sets = new ArrayList<>();
    private final UnitId unit;

    ListBuilder(UnitId unit) {
        this.unit = unit;
    }

    ListSummary build(Path fetched, ListNotice notice, Path table)
            throws IOException, ListRejected {
        try (BufferedReader lines = Files.newBufferedReader(fetched, StandardCharsets.UTF_8)) {
            ListHeader header = header(lines.readLine(), notice);
            writeTable(lines, header, table);
            return new ListSummary(header, ListTable.checksum(table), sets);
        } catch (MalformedMessage malformed) {
            throw new ListRejected(
                    "a line of it is malformed: " + malformed.getMessage(), malformed);
        } catch (CharacterCodingException notText) {
            throw new ListRejected("it is not text in UTF-8", notText);
        }
    }

    private ListHeader header(@Nullable String line, ListNotice notice)
            throws MalformedMessage, ListRejected {
        if (line == null) {
            throw new ListRejected("it is empty");
        }
        ListHeader header = codec.read(line.getBytes(StandardCharsets.UTF_8), ListHeader.class);
        if (!header.unit().equals(unit)) {
            throw new ListRejected("it is for unit " + header.unit());
        }
        if (header.revision() != notice.revision()) {
            throw new ListRejected(
                    "it is revision " + header.revision() + ", announced as " + notice.revision());
        }
        boolean placed =
                header.limited().keySet().stream()
                        .allMatch(place -> place >= 0 && place < header.sessions().size());
        if (!placed) {
            throw new ListRejected("it limits a session that it lacks");
        }
        checkKeys(header);
        return header;
    }

    /** Later it would be too late: a list in use, and at each start, has them. */
    private static void checkKeys(ListHeader header) throws ListRejected {
        try {
            AccessList.fingerprinter(header);
            AccessList.badgeKeys(header);
        } catch (IllegalArgumentException unusable) {
            throw new ListRejected("its salt or a badge key is none", unusable);
        }
    }

    private void writeTable(BufferedReader lines, ListHeader header, Path table)
            throws IOException, MalformedMessage, ListRejected {
        try (ListTable.Writer writer = new ListTable.Writer(table)) {
            BadgeFingerprint before = null;
            int count = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                ListBadge badge =
                        codec.read(line.getBytes(StandardCharsets.UTF_8), ListBadge.class);
                if (before != null && before.compareTo(badge.badge()) >= 0) {
                    throw new ListRejected("its badges are not in ascending order");
                }
                before = badge.badge();
                writer.put(badge.badge(), badge.state(), place(badge, header));
                count++;
            }
            if (count != header.badges()) {
                throw new ListRejected(
                        "it has " + count + " badges, its header says " + header.badges());
            }
            writer.finish();
        }
    }

    private int place(ListBadge badge, ListHeader header) throws ListRejected {
        int sessions = header.sessions().size();
        boolean known =
                Stream.concat(badge.registered().stream(), badge.targeted().stream())
                        .allMatch(place -> place >= 0 && place < sessions);
        if (!known) {
            throw new ListRejected("a badge has a session that the list lacks");
        }
        Entitlements set = new Entitlements(badge.registered(), badge.targeted());
        return places.computeIfAbsent(
                set,
                added -> {
                    sets.add(added);
                    return sets.size() - 1;
                });
    }
}
