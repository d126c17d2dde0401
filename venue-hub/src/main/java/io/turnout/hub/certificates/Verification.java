package io.turnout.hub.certificates;

import io.turnout.hub.certificates.Certificate.End;
import io.turnout.hub.credit.Credit;
import io.turnout.hub.identity.Throttle;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What anybody with a number is told: whether the certificate is valid, of which event, and its
 * sums. Whose it is is told to whoever knows the family name too; to all others only the initials.
 * Numbers that nobody issued and wrong names are slowed. Thread-safe.
 */
public final class Verification {
    private final Certificates certificates;
    private final Throttle numbers;
    private final Throttle names;

    Verification(Certificates certificates, InstantSource clock) {
        this.certificates = certificates;
        this.numbers = new Throttle(clock);
        this.names = new Throttle(clock);
    }

    /** What is said. */
    public sealed interface Answer {
        /** The check character does not fit: mistyped. Says nothing about any certificate. */
        record Mistyped() implements Answer {}

        /** Nobody issued it. */
        record Unknown() implements Answer {}

        /** Too many numbers that nobody issued, or names that do not fit. */
        record Wait(long seconds) implements Answer {}

        /** There is one. */
        record Found(Facts facts) implements Answer {}
    }

    /** Whether a name fits. */
    public enum Name {
        NOT_ASKED,
        RIGHT,
        WRONG
    }

    /**
     * What is told of a certificate.
     *
     * @param state {@code valid}, {@code replaced}, {@code revoked}, {@code erased}
     * @param name the whole name where the family name was right, else empty
     * @param event its title as it was certified
     * @param end what ended it; of a revoked one not why
     */
    public record Facts(
            CertificateNumber number,
            String state,
            Name asked,
            String name,
            String initials,
            String event,
            ZoneId zone,
            long issuedMs,
            int sessions,
            List<Credit> totals,
            BigDecimal total,
            Optional<End> end) {}

    /**
     * Looks a number up.
     *
     * @param family as typed; empty where nobody asks for the name
     * @param address whose guesses are counted
     */
    Answer of(String typed, String family, String address) {
        Optional<CertificateNumber> number = CertificateNumber.typed(typed);
        if (number.isEmpty()) {
            return new Answer.Mistyped();
        }
        Duration wait = numbers.begin(address);
        if (wait.isPositive()) {
            return new Answer.Wait(wait.toSeconds() + 1);
        }
        Optional<Certificate> found = certificates.find(number.get());
        if (found.isEmpty()) {
            return new Answer.Unknown();
        }
        numbers.takeBack(address);
        Duration ofName = family.isEmpty() ? Duration.ZERO : names.begin(number.get().value());
        if (ofName.isPositive()) {
            return new Answer.Wait(ofName.toSeconds() + 1);
        }
        return new Answer.Found(facts(found.get(), name(found.get(), family)));
    }

    private Name name(Certificate certificate, String family) {
        if (family.isEmpty()) {
            return Name.NOT_ASKED;
        }
        String key = certificate.number().value();
        if (certificate.isNameless()) {
            names.takeBack(key);
            return Name.NOT_ASKED; // there is nothing left to compare with
        }
        if (plain(certificate.certified().person().family()).equals(plain(family))) {
            names.succeeded(key);
            return Name.RIGHT;
        }
        return Name.WRONG;
    }

    private static Facts facts(Certificate certificate, Name asked) {
        Certified certified = certificate.certified();
        return new Facts(
                certificate.number(),
                certificate.state(),
                asked,
                asked == Name.RIGHT ? certified.person().name() : "",
                certified.initials(),
                certified.event(),
                ZoneId.of(certified.zone()),
                certificate.issuedMs(),
                certified.attended().size(),
                certified.totals(),
                certified.total(),
                certificate.end());
    }

    /** As names are compared: without accents, case and what separates them. */
    private static String plain(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{Nd}]+", "");
    }
}
