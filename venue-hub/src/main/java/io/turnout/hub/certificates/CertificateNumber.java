package io.turnout.hub.certificates;

import io.turnout.protocol.badge.BadgeAlphabet;
import io.turnout.protocol.badge.CheckCharacter;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;

/**
 * The number of a certificate: 75 random bits, so that none is found by trying, and a check
 * character, so that one that was misheard or mistyped is told from one that nobody issued.
 *
 * @param value 16 characters of {@link BadgeAlphabet}, which has no I, L, O and U
 */
public record CertificateNumber(String value) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int RANDOMS = 15;
    private static final int GROUP = 4;
    private static final int LONGEST_TYPED = 64;

    public CertificateNumber {
        if (value.length() != RANDOMS + 1
                || !BadgeAlphabet.contains(value)
                || CheckCharacter.of(value.substring(0, RANDOMS)) != value.charAt(RANDOMS)) {
            throw new IllegalArgumentException("no number of a certificate");
        }
    }

    /** A new one. */
    static CertificateNumber next() {
        StringBuilder text = new StringBuilder(RANDOMS + 1);
        for (int i = 0; i < RANDOMS; i++) {
            text.append(
                    BadgeAlphabet.CHARACTERS.charAt(
                            RANDOM.nextInt(BadgeAlphabet.CHARACTERS.length())));
        }
        return of(text.toString());
    }

    /** The number that begins with these 15 characters. */
    static CertificateNumber of(String characters) {
        return new CertificateNumber(characters + CheckCharacter.of(characters));
    }

    /**
     * What somebody typed or read aloud: in any case, with or without hyphens and spaces, O for 0,
     * I and L for 1. Empty where the check character does not fit.
     */
    public static Optional<CertificateNumber> typed(String text) {
        if (text.length() > LONGEST_TYPED) {
            return Optional.empty();
        }
        String cleaned =
                text.toUpperCase(Locale.ROOT)
                        .replaceAll("[\\s\\p{Pd}]", "")
                        .replace('O', '0')
                        .replace('I', '1')
                        .replace('L', '1');
        try {
            return Optional.of(new CertificateNumber(cleaned));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // the constructor is the one place that knows
        }
    }

    /** In groups of four, as it is printed: {@code 7K3D-…}. */
    public String shown() {
        StringBuilder shown = new StringBuilder(value);
        for (int at = value.length() - GROUP; at > 0; at -= GROUP) {
            shown.insert(at, '-');
        }
        return shown.toString();
    }

    @Override
    public String toString() {
        return value;
    }
}
