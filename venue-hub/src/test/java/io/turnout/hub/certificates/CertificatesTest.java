package io.turnout.hub.certificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.turnout.hub.agenda.EventBook;
import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.agenda.EventId;
import io.turnout.hub.agenda.EventSettings;
import io.turnout.hub.agenda.Events;
import io.turnout.hub.attendance.Withdrawal;
import io.turnout.hub.certificates.Certificates.Outcome;
import io.turnout.hub.certificates.JobRows.Job;
import io.turnout.hub.credit.CreditLine;
import io.turnout.hub.identity.Audit;
import io.turnout.hub.people.Merge;
import io.turnout.hub.people.PeopleBook;
import io.turnout.hub.store.Database;
import io.turnout.hub.store.TestDatabase;
import io.turnout.hub.web.Words;
import io.turnout.hub.webhooks.Outbox;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CertificatesTest {
    private static final Instant NOW = Instant.parse("2026-02-01T10:00:00Z");
    private static final EventId EVENT = new EventId("e1");
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);
    private static final Words ENGLISH = words(Locale.ENGLISH);
    private static final Words GERMAN = words(Locale.GERMAN);

    @TempDir private Path folder;
    private final Earned earned = new Earned();
    private Database database;
    private CertificateDesk desk;

    @BeforeEach
    void start() {
        database = TestDatabase.in(folder);
        TestDatabase.seed(database);
        sql(
                "UPDATE event SET title = 'Congress', zone = 'Europe/Brussels',"
                        + " first_day = '2026-01-31', last_day = '2026-02-01'");
        desk = desk();
    }

    @AfterEach
    void stop() {
        desk.close();
        database.close();
    }

    private CertificateDesk desk() {
        Audit audit = new Audit(CLOCK);
        return CertificateDesk.start(
                new CertificateDesk.Ground(database, audit, CLOCK, "https://hub.example.org"),
                new EventBook(database, new Events(database, audit, CLOCK), audit),
                new PeopleBook(database, audit, _ -> {}),
                earned,
                _ -> {});
    }

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

    @Test
    @DisplayName("R-5 a job that dies in the middle goes on after the start, and nobody gets two")
    void goesOnAfterItDied() throws IOException {
        people(120);
        earned.asked(attendee -> {
            if (attendee == 77) {
                throw new Killed();
            }
        });
        Job job = desk.jobs().begin(EVENT, Scope.CREDIT, "ada");
        await().dontCatchUncaughtExceptions().until(() -> job(job).done() == 50);
        desk.close(); // returns once its thread is gone
        assertThat(job(job).isRunning()).isTrue();
        assertThat(valid()).isEqualTo(50);
        database.close();
        database = TestDatabase.in(folder);
        earned.asked(_ -> {});
        desk = desk();
        await().dontCatchUncaughtExceptions().until(() -> !job(job).isRunning());
        assertThat(job(job).state()).isEqualTo("done");
        assertThat(job(job).outcomes()).isEqualTo(Map.of("issued", 120L));
        assertThat(valid()).isEqualTo(120);
        assertThat(rows("SELECT count(DISTINCT attendee) || '' FROM certificate"))
                .containsExactly("120");
    }

    /** As a power cut: nothing catches it. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;

        Killed() {
            super("this test kills the thread", null, false, false);
        }
    }

    @Test
    @DisplayName("R-5 a job is cancelled between attendees; what it issued stays valid")
    void cancels() throws InterruptedException {
        people(120);
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        earned.asked(attendee -> {
            if (attendee == 60) {
                reached.countDown();
                waitFor(cancelled);
            }
        });
        Job job = desk.jobs().begin(EVENT, Scope.CREDIT, "ada");
        assertThat(desk.jobs().begin(EVENT, Scope.ATTENDED, "bob").id())
                .as("one at a time")
                .isEqualTo(job.id());
        reached.await();
        desk.jobs().cancel(job(job), "ada");
        cancelled.countDown();
        desk.close();
        assertThat(job(job).state()).isEqualTo("cancelled");
        assertThat(job(job).done()).isEqualTo(50);
        assertThat(valid()).isEqualTo(50);
    }

    @Test
    @DisplayName("R-5 a job that cannot go on says so, and the next one gets its turn")
    void saysThatItFailed() {
        people(10);
        earned.asked(_ -> {
            throw new IllegalStateException("this test fails");
        });
        Job job = desk.jobs().begin(EVENT, Scope.CREDIT, "ada");
        await().dontCatchUncaughtExceptions().until(() -> job(job).state().equals("failed"));
        earned.asked(_ -> {});
        Job next = desk.jobs().begin(EVENT, Scope.CREDIT, "ada");
        await().dontCatchUncaughtExceptions().until(() -> job(next).state().equals("done"));
        assertThat(job(next).files()).isEqualTo(10);
    }

    @Test
    @DisplayName("R-5 all certificates of a job are one file, with who has none and why")
    void zips() throws IOException {
        people(4);
        sql("UPDATE attendee SET family_name = '../../etc/pass:wd' WHERE id = 1");
        sql("UPDATE attendee SET family_name = '=cmd()', given_name = '' WHERE id = 3");
        sql("UPDATE attendee SET family_name = 'Żółć " + "x".repeat(200) + "' WHERE id = 4");
        earned.set(3, Earned.refused(0, "Notes"));
        Job job = desk.jobs().begin(EVENT, Scope.CREDIT, "ada");
        await().dontCatchUncaughtExceptions().until(() -> !job(job).isRunning());
        CertificateNumber gone = desk.certificates().of(EVENT, 2).getFirst().number();
        desk.certificates().revoke(EVENT, gone, "typo", "ada");
        Map<String, String> files = zip(job(job));
        assertThat(files).hasSize(3);
        assertThat(files.keySet())
                .allMatch(name ->
                        name.matches("[\\p{L}\\p{Nd}-]+_([0-9A-Z]{4}-?){4}\\.pdf")
                                || name.equals("not-issued.csv"))
                .anyMatch(name -> name.startsWith("etc-pass-wd-Given1_"))
                .anyMatch(name -> name.startsWith("Żółć-xxx") && name.length() < 100);
        assertThat(files.getOrDefault("not-issued.csv", "").lines().skip(1))
                .containsExactly(
                        "N2,Given2 Family2,Revoked since",
                        "N3,'=cmd(),\"Nothing to certify: no session is credited, or they are not"
                                + " over\"");
        assertThat(text(desk.certificates().of(EVENT, 1).getFirst(), ENGLISH))
                .contains("../../etc/pass:wd");
    }

    private Map<String, String> zip(Job job) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new CertificateZip(desk.jobs(), desk.certificates(), desk.files(), desk.people())
                .write(job, ENGLISH, out);
        Map<String, String> files = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(out.toByteArray()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String content = new String(zip.readAllBytes(), StandardCharsets.UTF_8);
                assertThat(files.put(entry.getName(), content)).as("unique").isNull();
            }
        }
        return files;
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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
        try (PDDocument document = Loader.loadPDF(pdf)) {
            PDFTextStripper stripper = new PDFTextStripper();
            stripper.setSortByPosition(true);
            return stripper.getText(document);
        }
    }

    private static String resource(String name) throws IOException {
        try (var in = CertificatesTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Words words(Locale language) {
        return Words.all().stream()
                .filter(words -> words.language().equals(language))
                .findFirst()
                .orElseThrow();
    }

    private void people(int many) {
        for (int id = 1; id <= many; id++) {
            attendee(id, "Given" + id, "Family" + id);
            earned.set(id, Earned.granted(0, "Notes", "Ethics", "1.5"));
        }
    }

    private void attendee(long id, String given, String family) {
        database.change(handle ->
                handle.execute(
                        "INSERT INTO attendee (id, event, number, family_name, given_name)"
                                + " VALUES (?, 'e1', ?, ?, ?)",
                        id,
                        "N" + id,
                        family,
                        given));
    }

    private EventSettings event() {
        return desk.event("e1");
    }

    private Certified now(long attendee) {
        return desk.certificates().now(event(), attendee).orElseThrow();
    }

    private Outcome issue(long attendee) {
        return desk.certificates().issue(event(), attendee, Scope.CREDIT, false, "ada");
    }

    private static Certificate issued(Outcome outcome) {
        return ((Outcome.Issued) outcome).certificate();
    }

    private Job job(Job job) {
        return desk.jobs().find(EVENT, job.id()).orElseThrow();
    }

    private long valid() {
        return Long.parseLong(
                rows("SELECT count(*) || '' FROM certificate c WHERE NOT EXISTS"
                                + " (SELECT 1 FROM certificate_end e WHERE e.number = c.number)")
                        .getFirst());
    }

    private List<String> rows(String sql) {
        return database.read(handle -> handle.createQuery(sql).mapTo(String.class).list());
    }

    private void sql(String sql) {
        database.change(handle -> handle.execute(sql));
    }
}
