package io.turnout.hub.identity;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.sheet.CsvSheet;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.ListQuery;
import io.turnout.hub.web.Pages;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.VenueText;
import io.turnout.hub.web.Words;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The record of who changed what, to read and to take away. */
public final class RecordHttpService implements HttpService {
    private static final Logger LOG = LoggerFactory.getLogger(RecordHttpService.class);

    private final AuditQueries audit;
    private final Pages pages;
    private final InstantSource clock;

    public RecordHttpService(AuditQueries audit, Pages pages, InstantSource clock) {
        this.audit = audit;
        this.pages = pages;
        this.clock = clock;
    }

    public Feature feature() {
        return Feature.closed(this);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/record", Right.SEE_RECORD.lets(this::show))
                .get("/record/record.csv", Right.SEE_RECORD.hands("download record", this::export));
    }

    private static ListQuery query(ServerRequest request) {
        return ListQuery.of(request, "q", "who", "what");
    }

    private void show(ServerRequest request, ServerResponse response) {
        ListQuery query = query(request);
        pages.send(
                request,
                response,
                "record.jte",
                Map.of(
                        "shown",
                        audit.read(query),
                        "deeds",
                        new Deeds(Words.of(request)),
                        "query",
                        query,
                        "text",
                        new VenueText(Words.of(request), ZoneId.systemDefault(), clock.instant())));
    }

    private void export(ServerRequest request, ServerResponse response) {
        response.header(HeaderNames.CONTENT_TYPE, "text/csv; charset=utf-8; header=present")
                .header(HeaderNames.CONTENT_DISPOSITION, "attachment; filename=\"record.csv\"")
                .header(HeaderNames.CACHE_CONTROL, "no-store");
        try (OutputStream out = response.outputStream()) {
            CsvSheet sheet =
                    CsvSheet.marked(out, List.of("when", "who", "what", "subject", "detail"));
            audit.each(query(request), row -> sheet.row(cells(row)));
            sheet.finish();
        } catch (IOException e) {
            LOG.info("the record was not sent to its end: the reader left");
        }
    }

    private static List<String> cells(Audit.Entry row) {
        return List.of(
                Instant.ofEpochMilli(row.atMs()).toString(),
                row.who(),
                row.what(),
                row.subject(),
                row.detail());
    }
}
