package io.turnout.protocol.message;

import java.util.Base64;
import java.util.HexFormat;

/**
 * What a technician carries from the hub to a unit, as text, file or QR code: where the hub is, how
 * to know it, and a token that is good once.
 *
 * @param hub where units reach the hub by HTTPS, {@code host:port}
 * @param fingerprint of the hub's authority's key: whoever shows another is not the hub
 * @param token secret until it is used
 */
public record EnrolTicket(String hub, String fingerprint, String token) {
    private static final String PREFIX = "turnout:1:";
    private static final String SECRET = "[A-Za-z0-9_-]{43}";
    private static final String HUB = "([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:]+]):[0-9]{1,5}";

    /** Checks the shape of each. */
    public EnrolTicket {
        if (!hub.matches(HUB) || !fingerprint.matches(SECRET) || !token.matches(SECRET)) {
            throw new IllegalArgumentException("no ticket of a hub");
        }
    }

    /**
     * Reads what {@link #text} wrote; blanks and line ends around it do not count.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static EnrolTicket parse(String text) {
        String ticket = text.strip();
        int last = ticket.lastIndexOf(':');
        int middle = ticket.lastIndexOf(':', last - 1);
        if (!ticket.startsWith(PREFIX) || middle < PREFIX.length()) {
            throw new IllegalArgumentException("no ticket of a hub");
        }
        return new EnrolTicket(
                ticket.substring(PREFIX.length(), middle),
                ticket.substring(middle + 1, last),
                ticket.substring(last + 1));
    }

    /** One line. */
    public String text() {
        return PREFIX + hub + ":" + fingerprint + ":" + token;
    }

    /** Where units reach the hub. */
    public String url() {
        return "https://" + hub;
    }

    /**
     * The fingerprint in hexadecimal, in groups that can be read out, as the hub's pages have it.
     */
    public String shown() {
        return shown(fingerprint);
    }

    /** A fingerprint of 43 characters in groups that can be read out. */
    public static String shown(String fingerprint) {
        String hex =
                HexFormat.of()
                        .withUpperCase()
                        .formatHex(Base64.getUrlDecoder().decode(fingerprint));
        return hex.replaceAll("(.{4})(?!$)", "$1 ");
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "ticket of the hub at " + hub;
    }
}
