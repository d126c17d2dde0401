package io.turnout.hub.certificates;

import io.turnout.hub.agenda.EventId;
import io.turnout.hub.people.PeopleBook;
import io.turnout.hub.sheet.CsvSheet;
import io.turnout.hub.web.Words;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * All certificates of a job as one file, each made when it is written: as much memory for ten
 * thousand as for one. Whom it has none of stands in a list at its end.
 */
final class CertificateZip {
    /** What the list is called. */
    static final String MISSING = "not-issued.csv";

    private static final int STEP = 200;

    private final CertificateJobs jobs;
    private final Certificates certificates;
    private final CertificateFiles files;
    private final PeopleBook people;

    CertificateZip(
            CertificateJobs jobs,
            Certificates certificates,
            CertificateFiles files,
            PeopleBook people) {
        this.jobs = jobs;
        this.certificates = certificates;
        this.files = files;
        this.people = people;
    }

    /** Somebody without a certificate in the file. */
    private record Without(long attendee, String outcome) {}

    /** Writes it; leaves the stream open. */
    void write(JobRows.Job job, Words words, OutputStream out) {
        List<Without> without = new ArrayList<>();
        try (CertificateFiles.Press press = files.press(words)) {
            ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
            long after = 0;
            List<JobRows.Line> lines = jobs.lines(job.id(), after, STEP);
            while (!lines.isEmpty()) {
                for (JobRows.Line line : lines) {
                    add(zip, press, line).ifPresent(without::add);
                }
                after = lines.getLast().attendee();
                lines = jobs.lines(job.id(), after, STEP);
            }
            zip.putNextEntry(new ZipEntry(MISSING));
            list(job.event(), words, without, zip);
            zip.closeEntry();
            zip.finish();
        } catch (IOException e) {
            throw new UncheckedIOException("the certificates could not be sent to the end", e);
        }
    }

    /** One that was revoked or replaced since is not handed out any more. */
    private Optional<Without> add(
            ZipOutputStream zip, CertificateFiles.Press press, JobRows.Line line)
            throws IOException {
        Optional<Certificate> found = line.number().flatMap(certificates::find);
        Optional<Certificate> valid = found.filter(one -> one.end().isEmpty());
        if (valid.isEmpty()) {
            String outcome = found.map(one -> one.state() + "-since").orElse(line.outcome());
            return Optional.of(new Without(line.attendee(), outcome));
        }
        ZipEntry entry = new ZipEntry(CertificateFiles.fileName(valid.get()));
        entry.setTime(valid.get().issuedMs());
        zip.putNextEntry(entry);
        zip.write(press.pdf(valid.get()));
        zip.closeEntry();
        return Optional.empty();
    }

    private void list(EventId event, Words words, List<Without> without, OutputStream out) {
        CsvSheet sheet = CsvSheet.marked(out, List.of("number", "name", "why"));
        for (Without one : without) {
            String why = words.get("certificate.outcome." + one.outcome());
            people.find(event, one.attendee())
                    .ifPresentOrElse(
                            person ->
                                    sheet.row(
                                            List.of(
                                                    person.details().number().value(),
                                                    person.name(),
                                                    why)),
                            () -> sheet.row(List.of("", "", why)));
        }
        sheet.finish();
    }
}
