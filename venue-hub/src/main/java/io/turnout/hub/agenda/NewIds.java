package io.turnout.hub.agenda;

import io.turnout.protocol.access.Ids;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;

/**
 * Makes ids of rooms, doors and sessions out of the event's id and what the file calls them, so
 * that people recognise them in addresses and logs. Ids are unique at the hub, not only in the
 * event.
 */
public final class NewIds {
    private static final int LONGEST_EVENT = 31;
    private static final int HASH = 8;

    /** Leaves room for a number behind it. */
    private static final int LONGEST = Ids.MAX_LENGTH - 8;

    private final Set<String> taken;
    private final String start;

    /**
     * For one import.
     *
     * @param taken all ids of that kind at the hub
     */
    public NewIds(EventId event, Set<String> taken) {
        this.taken = new HashSet<>(taken);
        this.start = cut(event.value(), LONGEST_EVENT) + "-";
    }

    /** A new id; taken from now on. */
    public String of(String name) {
        String slug = slug(name);
        String readable = slug.isEmpty() ? hash(name) : cut(slug, LONGEST - start.length());
        String id = start + readable;
        for (int number = 2; !taken.add(id); number++) {
            id = start + readable + "-" + number;
        }
        return id;
    }

    /** Lower-case ASCII letters and digits, a dash for what lies between them. */
    private static String slug(String name) {
        return Normalizer.normalize(name.replace("ß", "ss"), Normalizer.Form.NFKD)
                .replaceAll("\\p{M}+", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
    }

    /** What is too long keeps its start, and a hash of the whole tells it from its like. */
    private static String cut(String text, int length) {
        return text.length() <= length
                ? text
                : text.substring(0, length - HASH - 1) + "-" + hash(text);
    }

    private static String hash(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, HASH / 2);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
