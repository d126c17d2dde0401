package io.turnout.hub.certificates;

import io.turnout.hub.agenda.EventBook;
import io.turnout.hub.agenda.EventId;
import io.turnout.hub.agenda.EventSettings;
import io.turnout.hub.agenda.Events;
import io.turnout.hub.certificates.Certificates.Outcome;
import io.turnout.hub.identity.Audit;
import io.turnout.hub.people.PeopleBook;
import io.turnout.hub.store.Database;
import io.turnout.hub.store.TestDatabase;
import io.turnout.hub.web.Words;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Certificates over a database of their own, of what attendees earned as a test says. */
abstract class CertificateFixture {
    static final Instant NOW = Instant.parse("2026-02-01T10:00:00Z");
    static final EventId EVENT = new EventId("e1");
    static final InstantSource CLOCK = InstantSource.fixed(NOW);
    static final Words ENGLISH = words(Locale.ENGLISH);
    static final Words GERMAN = words(Locale.GERMAN);

    @TempDir Path folder;
    final Earned earned = new Earned();
    Database database;
    CertificateDesk desk;

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

    CertificateDesk desk() {
        Audit audit = new Audit(CLOCK);
        return CertificateDesk.start(
                new CertificateDesk.Ground(database, audit, CLOCK, "https://hub.example.org"),
                new EventBook(database, new Events(database, audit, CLOCK), audit),
                new PeopleBook(database, audit, _ -> {}),
                earned,
                _ -> {});
    }

    void people(int many) {
        for (int id = 1; id <= many; id++) {
            attendee(id, "Given" + id, "Family" + id);
            earned.set(id, Earned.granted(0, "Notes", "Ethics", "1.5"));
        }
    }

    void attendee(long id, String given, String family) {
        database.change(handle ->
                handle.execute(
                        "INSERT INTO attendee (id, event, number, family_name, given_name)"
                                + " VALUES (?, 'e1', ?, ?, ?)",
                        id,
                        "N" + id,
                        family,
                        given));
    }

    EventSettings event() {
        return desk.event("e1");
    }

    Certified now(long attendee) {
        return desk.certificates().now(event(), attendee).orElseThrow();
    }

    Outcome issue(long attendee) {
        return desk.certificates().issue(event(), attendee, Scope.CREDIT, false, "ada");
    }

    static Certificate issued(Outcome outcome) {
        return ((Outcome.Issued) outcome).certificate();
    }

    List<String> rows(String sql) {
        return database.read(handle -> handle.createQuery(sql).mapTo(String.class).list());
    }

    void sql(String sql) {
        database.change(handle -> handle.execute(sql));
    }

    long valid() {
        return Long.parseLong(
                rows("SELECT count(*) || '' FROM certificate c WHERE NOT EXISTS"
                                + " (SELECT 1 FROM certificate_end e WHERE e.number = c.number)")
                        .getFirst());
    }

    static Words words(Locale language) {
        return Words.all().stream()
                .filter(words -> words.language().equals(language))
                .findFirst()
                .orElseThrow();
    }

    /** What can be read on it, line by line. */
    static String text(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            PDFTextStripper stripper = new PDFTextStripper();
            stripper.setSortByPosition(true);
            return stripper.getText(document);
        }
    }
}
