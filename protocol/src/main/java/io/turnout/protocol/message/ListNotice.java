package io.turnout.protocol.message;

/**
 * "There is a list for you." Retained, hub to unit. The list itself is fetched by HTTP.
 *
 * @param revision grows by every change; a unit takes only a newer one than it has
 * @param path where at the hub to fetch it, an absolute path
 * @param bytes its size, at most {@link #MAX_BYTES}
 * @param sha256 of its bytes, 64 lower-case hex digits
 * @param signature base64 of the hub's Ed25519 signature over {@link #signedContent}
 */
public record ListNotice(long revision, String path, long bytes, String sha256, String signature) {
    /** Largest list in bytes. */
    public static final long MAX_BYTES = 256L * 1024 * 1024;

    public ListNotice {
        if (revision < 1 || bytes < 1 || bytes > MAX_BYTES || !path.startsWith("/")) {
            throw new IllegalArgumentException(
                    "list notice: revision " + revision + ", " + bytes + " bytes, " + path);
        }
    }

    /** What the hub signs: the unit it is for is part of it, so that no list fits another unit. */
    public static String signedContent(UnitId unit, long revision, String sha256) {
        return "turnout list 1\n" + unit + "\n" + revision + "\n" + sha256;
    }
}
