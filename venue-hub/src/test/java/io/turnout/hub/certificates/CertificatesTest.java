package io.turnout.hub.certificates;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.attendance.Withdrawal;
import io.turnout.hub.certificates.Certificates.Outcome;
import io.turnout.hub.credit.CreditLine;
import io.turnout.hub.identity.Audit;
import io.turnout.hub.people.Merge;
import io.turnout.hub.web.Words;
import io.turnout.hub.webhooks.Outbox;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class CertificatesTest extends CertificateFixture {
    @Test
    @DisplayName("R-5 a certificate says whom, what, how much, and where to verify it, in English")
    void saysItInEnglish() throws IOException {
        assertThat(text(golden(), ENGLISH)).isEqualTo(resource("certificate-en.txt"));
    }

    @Test
    @DisplayName("R-5 and the same in German, with its words, dates and commas")
    void saysItInGerman() throws IOException {
        assertThat(text(golden(), GERMAN)).isEqualTo(resource("certificate-de.txt"));
    }

    @Test
    @DisplayName("R-5 the licence number is there only where the event asks attendees for it")
    void showsLicencesWhereAskedFor() {
        attendee(1, "Ada", "Lovelace");
        sql("UPDATE attendee SET licence_number = 'LN-1'");
        assertThat(now(1).person().licence()).isEmpty();
        sql("UPDATE event SET identify = 'email' || char(10) || 'licence-number'");
        assertThat(now(1).person().licence()).isEqualTo("LN-1");
    }

    @Test
    @DisplayName("R-5 totals are exact, per field of study and over all")
    void sumsExactly() {
        attendee(1, "Ada", "Lovelace");
        earned.set(
                1,
                IntStream.range(0, 10)
                        .mapToObj(i -> Earned.granted(i, "S" + i, "Ethics", "0.1", "Law", "1.25"))
                        .toArray(CreditLine[]::new));
        Certified now = now(1);
        assertThat(now.total()).isEqualByComparingTo("13.5");
        assertThat(now.totals())
                .extracting(one -> one.field() + " " + one.credits().toPlainString())
                .containsExactly("Ethics 1.0", "Law 12.50");
        assertThat(CertificateText.number(GERMAN, new BigDecimal("12345678901234.00000000001")))
                .isEqualTo("12345678901234,00000000001");
        assertThat(Certified.of(now.json())).as("kept to the last digit").isEqualTo(now);
    }

    @Test
    @DisplayName("R-5 R-7 what was issued stays as it was; a correction makes it outdated")
    void freezesWhatWasIssued() {
        attendee(1, "Ada", "Lovelace");
        earned.set(1, Earned.granted(0, "Notes", "Ethics", "1.5"));
        Certificate first = issued(issue(1));
        byte[] before = desk.files().pdf(first, ENGLISH);
        earned.set(1, Earned.granted(0, "Notes", "Ethics", "1"), Earned.refused(1, "More"));
        sql("UPDATE attendee SET family_name = 'King'");
        sql("UPDATE event SET title = 'Other'");
        Certificate kept = desk.certificates().find(first.number()).orElseThrow();
        assertThat(kept).isEqualTo(first);
        assertThat(desk.files().pdf(kept, ENGLISH)).isEqualTo(before);
        assertThat(kept.certified().saysAs(now(1))).as("outdated").isFalse();

        Certificate second = ((Outcome.Replaced) issue(1)).certificate();
        assertThat(second.certified().person().name()).isEqualTo("Ada King");
        Certificate old = desk.certificates().find(first.number()).orElseThrow();
        assertThat(old.certified()).isEqualTo(first.certified());
        assertThat(old.end())
                .contains(new Certificate.End.Replaced(second.number(), NOW.toEpochMilli()));
        assertThat(issue(1)).isEqualTo(new Outcome.Kept(second));
    }

    @Test
    @DisplayName("R-5 a new template changes no certificate that was issued")
    void keepsTheTemplate() {
        attendee(1, "Ada", "Lovelace");
        earned.set(1, Earned.granted(0, "Notes", "Ethics", "1.5"));
        Certificate issued = issued(issue(1));
        byte[] before = desk.files().pdf(issued, ENGLISH);
        Template wanted =
                new Template(
                        0,
                        "#8A0000",
                        true,
                        Optional.empty(),
                        Map.of("en", new Template.Wording("Title", "Intro", "Closing", "")));
        assertThat(desk.templates().store(EVENT, wanted, "ada")).isPresent();
        assertThat(desk.templates().store(EVENT, wanted, "bob")).as("made meanwhile").isEmpty();
        assertThat(desk.files().pdf(issued, ENGLISH)).isEqualTo(before);
        assertThat(desk.templates().current(EVENT).in("en").title()).isEqualTo("Title");
    }

    @Test
    @DisplayName("R-5 a revoked certificate stays so, and only a person issues another")
    void revokes() {
        attendee(1, "Ada", "Lovelace");
        earned.set(1, Earned.granted(0, "Notes", "Ethics", "1.5"));
        Certificate issued = issued(issue(1));
        assertThat(desk.certificates().revoke(EVENT, issued.number(), "typo", "ada")).isTrue();
        assertThat(desk.certificates().revoke(EVENT, issued.number(), "again", "bob")).isFalse();
        assertThat(desk.certificates().find(issued.number()).orElseThrow().state())
                .isEqualTo("revoked");
        assertThat(issue(1)).isInstanceOf(Outcome.Revoked.class);
        assertThat(desk.certificates().issue(event(), 1, Scope.CREDIT, true, "ada"))
                .isInstanceOf(Outcome.Issued.class);
        assertThat(rows("SELECT what FROM audit ORDER BY seq"))
                .containsExactly("issue certificate", "revoke certificate", "issue certificate");
    }

    @Test
    @DisplayName("R-5 nothing is issued for nothing, and without credits only where that is wanted")
    void issuesForWhatIsThere() {
        attendee(1, "Ada", "Lovelace");
        assertThat(issue(1)).isInstanceOf(Outcome.Nothing.class);
        earned.set(1, Earned.refused(0, "Notes"));
        assertThat(issue(1)).isInstanceOf(Outcome.Nothing.class);
        earned.set(1, Earned.granted(0, "Notes"));
        assertThat(issue(1)).isInstanceOf(Outcome.NoCredit.class);
        assertThat(desk.certificates().issue(event(), 1, Scope.ATTENDED, false, "ada"))
                .isInstanceOf(Outcome.Issued.class);
        earned.set(1);
        assertThat(issue(1)).as("to be looked at").isInstanceOf(Outcome.Outdated.class);
        assertThat(issue(99)).isInstanceOf(Outcome.Gone.class);
    }

    @Test
    @DisplayName("R-5 whatever happens at once, an attendee has one valid certificate")
    void hasOneValid() throws InterruptedException {
        attendee(1, "Ada", "Lovelace");
        earned.set(1, Earned.granted(0, "Notes", "Ethics", "1.5"));
        List<Thread> threads =
                IntStream.range(0, 8)
                        .mapToObj(_ -> Thread.startVirtualThread(() -> issue(1)))
                        .toList();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(desk.certificates().of(EVENT, 1)).hasSize(1);
    }

    @Test
    @DisplayName("R-5 of two attendees made one, both certificates are replaced by the next")
    void followsAMerge() {
        attendee(1, "Ada", "Lovelace");
        attendee(2, "Ada", "King");
        earned.set(1, Earned.granted(0, "Notes", "Ethics", "1.5"));
        earned.set(2, Earned.granted(1, "More", "Ethics", "1"));
        issue(1);
        issue(2);
        Audit audit = new Audit(CLOCK);
        EventFacts facts = EventFacts.require(database, "e1");
        new Merge(database, audit, new Withdrawal(new Outbox(audit, CLOCK)), _ -> {})
                .run(facts, 1, 2, "ada");
        earned.set(
                1,
                Earned.granted(0, "Notes", "Ethics", "1.5"),
                Earned.granted(1, "More", "Ethics", "1"));
        assertThat(issue(1)).isInstanceOf(Outcome.Replaced.class);
        assertThat(desk.certificates().of(EVENT, 1))
                .extracting(Certificate::state)
                .containsExactly("valid", "replaced", "replaced");
    }

    @Test
    @DisplayName("R-5 a number can be read aloud, and one that was mistyped is told")
    void checksNumbers() {
        CertificateNumber number = CertificateNumber.next();
        assertThat(number.shown()).matches("([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}");
        assertThat(CertificateNumber.typed(" " + number.shown().toLowerCase(Locale.ROOT)))
                .contains(number);
        String ones = CertificateNumber.of("101010101010101").value();
        assertThat(CertificateNumber.typed(ones.replace('0', 'o').replace('1', 'l')))
                .contains(new CertificateNumber(ones));
        char[] characters = number.value().toCharArray();
        for (int i = 0; i < characters.length; i++) {
            char[] wrong = characters.clone();
            wrong[i] = wrong[i] == '7' ? '8' : '7';
            assertThat(CertificateNumber.typed(new String(wrong))).isEmpty();
        }
        for (String forged : List.of("", "x", "0".repeat(1000), "ÄÖÜ", "0000-0000-0000-0001")) {
            assertThat(CertificateNumber.typed(forged)).as(forged).isEmpty();
        }
        assertThat(LongStream.range(0, 10_000).mapToObj(_ -> CertificateNumber.next()))
                .doesNotHaveDuplicates();
    }

    private Certificate golden() {
        attendee(1, "Ada", "Łukasiewicz-Ωmega");
        sql("UPDATE attendee SET licence_number = 'LN-1815'");
        sql("UPDATE event SET identify = 'licence-number'");
        earned.set(
                1,
                Earned.granted(0, "Notes on the Analytical Engine", "Ethics", "1.5", "Law", "0.25"),
                Earned.granted(1, "Ιστορία", "Ethics", "1000"),
                Earned.refused(2, "Машины"),
                Earned.granted(3, "Without a field"));
        return new Certificate(
                CertificateNumber.of("7K3D0123456789A"),
                EVENT,
                1,
                0,
                now(1),
                NOW.toEpochMilli(),
                "ada",
                Optional.empty());
    }

    private String text(Certificate certificate, Words words) throws IOException {
        Template template =
                new Template(
                        1,
                        "#0B6E6E",
                        true,
                        Optional.empty(),
                        Map.of(
                                "en", new Template.Wording("", "", "Signed: {0} %s =1+1", ""),
                                "de", new Template.Wording("Nachweis", "", "Gezeichnet", "")));
        byte[] pdf = desk.files().pdf(certificate, template, words);
        return text(pdf);
    }

    private static String resource(String name) throws IOException {
        try (var in = CertificatesTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
