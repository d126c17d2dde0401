package io.turnout.hub.certificates;

import io.turnout.hub.agenda.EventSettings;
import io.turnout.hub.certificates.Certified.Line;
import io.turnout.hub.certificates.Certified.Person;
import io.turnout.hub.certificates.Certified.Study;
import io.turnout.hub.web.Words;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A certificate of nobody, to look at a template by. Its number was never issued to anybody. */
final class Sample {
    private static final CertificateNumber NUMBER = CertificateNumber.of("SAMP1ESAMP1E000");
    private static final long LENGTH = Duration.ofMinutes(50).toMillis();

    private Sample() {}

    static Certificate of(EventSettings event, Instant now) {
        long start =
                event.firstDay()
                        .map(day -> day.atTime(9, 0).atZone(event.zone()).toInstant())
                        .orElseGet(() -> now.truncatedTo(ChronoUnit.HOURS))
                        .toEpochMilli();
        Certified certified =
                new Certified(
                        event.title(),
                        event.zone().getId(),
                        event.firstDay().map(LocalDate::toString).orElse(""),
                        event.lastDay().map(LocalDate::toString).orElse(""),
                        new Person("Ada", "Lovelace", "LN-1815"),
                        List.of(
                                line(start, "Notes on the Analytical Engine", true, "1.5"),
                                line(start + 2 * LENGTH, "Ιστορία και ηθική", true, "0.25"),
                                line(start + 4 * LENGTH, "Машины и люди", false, "1")));
        return new Certificate(
                NUMBER, event.id(), 0, 0, certified, now.toEpochMilli(), "", Optional.empty());
    }

    private static Line line(long start, String title, boolean granted, String credits) {
        Map<String, String> why = new LinkedHashMap<>();
        for (Words words : Words.all()) {
            why.put(words.language().getLanguage(), words.get("certificate.sample.why"));
        }
        List<Study> studies =
                granted
                        ? List.of(new Study("Ethics", credits), new Study("Technical", "0.5"))
                        : List.of();
        return new Line(
                "sample",
                title,
                start,
                start + LENGTH,
                granted ? 50 : 12,
                granted,
                false,
                studies,
                why);
    }
}
