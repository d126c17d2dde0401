package io.turnout.hub.certificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.turnout.hub.certificates.JobRows.Job;
import io.turnout.hub.store.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Certificates of many: whatever becomes of the hub meanwhile. */
final class CertificateJobsTest extends CertificateFixture {
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
        assertThat(reached.await(20, TimeUnit.SECONDS)).isTrue();
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
        assertThat(text(desk.files().pdf(desk.certificates().of(EVENT, 1).getFirst(), ENGLISH)))
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
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Job job(Job job) {
        return desk.jobs().find(EVENT, job.id()).orElseThrow();
    }
}
