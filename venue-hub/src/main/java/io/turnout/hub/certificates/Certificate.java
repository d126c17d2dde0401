package io.turnout.hub.certificates;

import io.turnout.hub.agenda.EventId;
import io.turnout.hub.web.Words;
import java.util.Optional;

/**
 * A certificate as it was issued.
 *
 * @param template version of how it looks; 0 for the hub's own
 * @param end what ended it; empty while it is valid
 */
public record Certificate(
        CertificateNumber number,
        EventId event,
        long attendee,
        long template,
        Certified certified,
        long issuedMs,
        String issuedBy,
        Optional<End> end) {

    /** What ends a certificate, for good. */
    public sealed interface End {
        long atMs();

        /** Another one was issued in its place. */
        record Replaced(CertificateNumber successor, long atMs) implements End {}

        /** Somebody took it back. */
        record Revoked(String why, String who, long atMs) implements End {}

        /** Whose it was is not known any more: nobody can be compared with it. */
        record Erased(long atMs) implements End {}
    }

    /** What it is now: {@code valid}, {@code replaced}, {@code revoked}, {@code erased}. */
    public String state() {
        return end.map(Certificate::key).orElse("valid");
    }

    static String key(End end) {
        return switch (end) {
            case End.Replaced _ -> "replaced";
            case End.Revoked _ -> "revoked";
            case End.Erased _ -> "erased";
        };
    }

    /** The sum of all credits, as people of a language read it. */
    public String credits(Words words) {
        return CertificateText.number(words, certified.total());
    }

    /** Whether it says no name any more; it may have been replaced or revoked before. */
    public boolean isNameless() {
        return certified.person().name().isEmpty();
    }

    /** Whether it was taken back. */
    public boolean isRevoked() {
        return end.filter(End.Revoked.class::isInstance).isPresent();
    }
}
