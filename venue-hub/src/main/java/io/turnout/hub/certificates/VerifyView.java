package io.turnout.hub.certificates;

import io.turnout.hub.certificates.Certificate.End;
import io.turnout.hub.certificates.Verification.Facts;
import io.turnout.hub.web.Words;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * What the page of verification shows.
 *
 * @param typed the number as it was typed; empty for none yet
 * @param state {@code ask}, {@code mistyped}, {@code unknown}, {@code wait}, or the certificate's
 * @param seconds to wait
 */
public record VerifyView(
        Words words, String typed, String state, Optional<Facts> facts, long seconds) {

    /** A day as people read it, at the venue. */
    public String date(Facts of, long millis) {
        return DateTimeFormatter.ofPattern(words.get("certificate.format.date"), words.language())
                .format(Instant.ofEpochMilli(millis).atZone(of.zone()));
    }

    /** A number with all its digits. */
    public String number(BigDecimal number) {
        return CertificateText.number(words, number);
    }

    /** The number of what replaced it; empty where nothing did. */
    public String successor() {
        return facts.flatMap(Facts::end)
                .map(end -> end instanceof End.Replaced(CertificateNumber next, _) ? next : null)
                .map(CertificateNumber::shown)
                .orElse("");
    }
}
