package io.turnout.hub.certificates;

import io.turnout.hub.credit.Credit;
import io.turnout.hub.people.Attendee;
import io.turnout.hub.web.Words;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * What the page of an attendee's certificates shows.
 *
 * @param now what one would say now
 * @param all those there are: the valid one, then the latest first
 */
public record PersonCertificates(
        Words words, Attendee attendee, Certified now, List<Certificate> all) {

    static PersonCertificates of(
            Words words, Attendee attendee, Certified now, List<Certificate> all) {
        return new PersonCertificates(words, attendee, now, List.copyOf(all));
    }

    /** The valid one. */
    public Optional<Certificate> valid() {
        return all.stream().filter(one -> one.end().isEmpty()).findFirst();
    }

    /** Whether the valid one says something else than one would now. */
    public boolean isOutdated() {
        return valid().filter(one -> !one.certified().saysAs(now)).isPresent();
    }

    /** Whether there is something to issue. */
    public boolean canIssue() {
        return !now.attended().isEmpty() && (valid().isEmpty() || isOutdated());
    }

    /** Why a session is credited or not. */
    public String why(Certified.Line line) {
        return line.why().getOrDefault(words.language().getLanguage(), "");
    }

    /** A session's credits, {@code 1.5 Ethics}; empty for none. */
    public List<String> studies(Certified.Line line) {
        return line.studies().stream()
                .map(study ->
                        words.get(
                                "certificate.study",
                                number(new BigDecimal(study.credits())),
                                study.field()))
                .toList();
    }

    /** The sums, {@code 1.5 Ethics}. */
    public List<String> totals() {
        return now.totals().stream()
                .map((Credit total) ->
                        words.get("certificate.study", number(total.credits()), total.field()))
                .toList();
    }

    /** A number with all its digits. */
    public String number(BigDecimal number) {
        return CertificateText.number(words, number);
    }
}
