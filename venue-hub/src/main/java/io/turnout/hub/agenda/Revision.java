package io.turnout.hub.agenda;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a session was like when a sheet was downloaded, as a cell that no spreadsheet takes for a
 * number. With it a row tells what its sender did from what others did meanwhile.
 *
 * @param seq how far the record of changes went
 * @param digest of the row's other cells
 */
record Revision(long seq, String digest) {
    private static final int BYTES = 5;
    private static final Pattern TEXT = Pattern.compile("r([0-9]{1,18})-([0-9a-f]{10})");

    static Revision of(long seq, Map<SheetColumn, String> cells) {
        return new Revision(seq, digest(cells));
    }

    static Optional<Revision> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(new Revision(Long.parseLong(matcher.group(1)), matcher.group(2)))
                : Optional.empty();
    }

    /** Whether the session was so. */
    boolean was(Map<SheetColumn, String> cells) {
        return digest.equals(digest(cells));
    }

    @Override
    public String toString() {
        return "r" + seq + "-" + digest;
    }

    private static String digest(Map<SheetColumn, String> cells) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            cells.forEach((column, text) -> {
                digest.update(column.field().getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
                digest.update(text.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            });
            return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
