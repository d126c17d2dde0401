package io.turnout.hub.reports;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.store.Database;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.Right;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports as files, for browsers and programs alike. How complete one is stands in its name, which
 * goes wherever the file goes, and for programs in headers.
 */
public final class ExportHttpService implements HttpService {
    private static final Logger LOG = LoggerFactory.getLogger(ExportHttpService.class);

    private static final HeaderName COMPLETE_TO = HeaderNames.create("X-Turnout-Complete-To");
    private static final HeaderName WAITING_FOR = HeaderNames.create("X-Turnout-Waiting-For");
    private static final DateTimeFormatter IN_NAME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmm'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** Headers must stay short; the units' page has them all. */
    private static final int UNITS_NAMED = 20;

    private final Database database;
    private final AttendanceExport export;
    private final Completeness completeness;

    public ExportHttpService(
            Database database, AttendanceExport export, Completeness completeness) {
        this.database = database;
        this.export = export;
        this.completeness = completeness;
    }

    /** The routes, all for signed-in users. */
    public Feature feature() {
        return Feature.closed(this);
    }

    @Override
    public void routing(HttpRules rules) {
        for (AttendanceExport.Kind kind : AttendanceExport.Kind.values()) {
            rules.get(
                    "/events/{event}/exports/" + kind.fileName() + ".csv",
                    Right.SEE_ATTENDANCE.lets(
                            (request, response) -> send(kind, request, response)));
        }
    }

    private void send(AttendanceExport.Kind kind, ServerRequest request, ServerResponse response) {
        EventFacts event =
                EventFacts.require(database, request.path().pathParameters().get("event"));
        describe(response, event, kind, completeness.of(event));
        OutputStream out = response.outputStream();
        try {
            export.write(event, kind, out);
            finish(out);
        } catch (UncheckedIOException e) {
            LOG.info("{} of {} not sent to the end: the reader left", kind.fileName(), event.id());
        }
    }

    private static void describe(
            ServerResponse response,
            EventFacts event,
            AttendanceExport.Kind kind,
            Completeness.Report report) {
        String upTo =
                report.to().map(to -> "complete-to-" + IN_NAME.format(to)).orElse("incomplete");
        String name = "%s-%s-%s.csv".formatted(event.id(), kind.fileName(), upTo);
        response.header(HeaderNames.CONTENT_TYPE, "text/csv; charset=utf-8; header=present")
                .header(HeaderNames.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"")
                .header(HeaderNames.CACHE_CONTROL, "no-store")
                .header(COMPLETE_TO, report.to().map(ExportHttpService::seconds).orElse("unknown"));
        if (!report.waitingFor().isEmpty()) {
            response.header(
                    WAITING_FOR,
                    report.waitingFor().stream()
                            .limit(UNITS_NAMED)
                            .map(unit ->
                                    "%s (%d of %d)"
                                            .formatted(unit.unit(), unit.delivered(), unit.of()))
                            .collect(Collectors.joining(", ")));
        }
    }

    /** Only what was written to its end may look complete, so an error must not close it. */
    private static void finish(OutputStream out) {
        try {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the report could not be sent to its end", e);
        }
    }

    private static String seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
