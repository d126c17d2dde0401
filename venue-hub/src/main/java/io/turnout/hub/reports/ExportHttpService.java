package io.turnout.hub.reports;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.fleet.Completeness;
import io.turnout.hub.fleet.Delivered.Gap;
import io.turnout.hub.fleet.UnitView;
import io.turnout.hub.fleet.UnitsQueries;
import io.turnout.hub.identity.Audit;
import io.turnout.hub.sheet.RowWriter;
import io.turnout.hub.store.Database;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.SignedIn;
import io.turnout.hub.web.Words;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports as files, for browsers and programs alike. How complete one is stands in its name, which
 * goes wherever the file goes, for programs in headers, and unit by unit in a file of its own.
 */
public final class ExportHttpService implements HttpService {
    private static final Logger LOG = LoggerFactory.getLogger(ExportHttpService.class);

    private static final HeaderName TIME_ZONE = HeaderNames.create("X-Turnout-Time-Zone");
    private static final HeaderName FILTER = HeaderNames.create("X-Turnout-Filter");
    private static final HeaderName COMPLETE_TO = HeaderNames.create("X-Turnout-Complete-To");
    private static final HeaderName WAITING_FOR = HeaderNames.create("X-Turnout-Waiting-For");
    private static final HeaderName SILENT = HeaderNames.create("X-Turnout-Silent");
    private static final HeaderName UNFOLDED = HeaderNames.create("X-Turnout-Not-Counted");
    private static final HeaderName LOST = HeaderNames.create("X-Turnout-Lost");
    private static final DateTimeFormatter IN_NAME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmm'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final Duration FOLDS_WITHIN = Duration.ofSeconds(5);

    /** Headers must stay short; the completeness export has them all. */
    private static final int MOST_NAMED = 20;

    private final Database database;
    private final UnitsQueries units;
    private final InstantSource clock;
    private final Audit audit;
    private final FoldWait fold;

    public ExportHttpService(Database database, UnitsQueries units, InstantSource clock) {
        this(database, units, clock, FOLDS_WITHIN);
    }

    /**
     * Waits for attendance as long as is said.
     *
     * @param foldsWithin what the fold of a busy hub may be behind; a report asked for then waits
     */
    public ExportHttpService(
            Database database, UnitsQueries units, InstantSource clock, Duration foldsWithin) {
        this.database = database;
        this.units = units;
        this.clock = clock;
        this.audit = new Audit(clock);
        this.fold = new FoldWait(database, foldsWithin);
    }

    /** The routes, all for signed-in users. */
    public Feature feature() {
        return Feature.closed(this);
    }

    @Override
    public void routing(HttpRules rules) {
        for (Report report : Reports.ALL) {
            for (ReportFormat format : ReportFormat.values()) {
                rules.get(
                        "/events/{event}/exports/" + report.name() + "." + format.ending(),
                        Right.SEE_ATTENDANCE.lets((request, response) ->
                                send(report, format, request, response, asked(request))));
            }
        }
    }

    /** An export that was saved, as it would be if it were asked for. */
    void send(ServerRequest request, ServerResponse response, SavedExport saved) {
        EventFacts event =
                EventFacts.require(database, request.path().pathParameters().get("event"));
        ReportFilter filter =
                database.read(handle ->
                        ReportFilter.of(handle, event, saved.room(), saved.day(), saved.session()));
        Asked asked = asked(event, filter, Words.in(saved.language()));
        send(saved.report(), saved.format(), request, response, asked);
    }

    private void send(
            Report report,
            ReportFormat format,
            ServerRequest request,
            ServerResponse response,
            Asked asked) {
        note(request, report.name() + "." + format.ending(), asked);
        describe(response, report, format, asked);
        OutputStream out = response.outputStream();
        try {
            database.read(handle -> {
                RowWriter rows = format.begin(out, report, () -> About.of(handle, asked), asked);
                report.rows(handle, asked, rows);
                rows.finish();
                return true;
            });
            finish(out);
        } catch (UncheckedIOException e) {
            LOG.info(
                    "{} of {} not sent to the end: the reader left",
                    report.name(),
                    asked.event().id());
        }
    }

    private Asked asked(ServerRequest request) {
        EventFacts event =
                EventFacts.require(database, request.path().pathParameters().get("event"));
        ReportFilter filter =
                database.read(handle -> ReportsHttpService.filter(handle, event, request));
        return asked(event, filter, Words.of(request));
    }

    /** The state is read first: what the report has may be more, never less. */
    private Asked asked(EventFacts event, ReportFilter filter, Words words) {
        fold.await();
        Completeness completeness =
                database.read(
                        handle -> units.completeness(handle, event.id().value(), clock.instant()));
        return new Asked(event, filter, words, completeness);
    }

    /** Who took what stands in the record before the first row leaves. */
    private void note(ServerRequest request, String file, Asked asked) {
        String who = SignedIn.of(request).name();
        String detail =
                file + (asked.filter().told().isEmpty() ? "" : ", ") + asked.filter().told();
        database.change(handle ->
                audit.add(handle, who, "download report", asked.event().id().value(), detail));
    }

    private static void describe(
            ServerResponse response, Report report, ReportFormat format, Asked asked) {
        Completeness completeness = asked.completeness();
        Optional<Instant> to = completeness.to();
        String upTo = to.map(time -> "complete-to-" + IN_NAME.format(time)).orElse("incomplete");
        String lost = completeness.lost() == 0 ? "" : "-lost-" + completeness.lost();
        String part = asked.filter().parts().isEmpty() ? "" : "-part";
        String file =
                "%s-%s%s-%s%s.%s"
                        .formatted(
                                asked.event().id(),
                                report.name(),
                                part,
                                upTo,
                                lost,
                                format.ending());
        String exports = "/events/" + asked.event().id() + "/exports/";
        response.header(HeaderNames.CONTENT_TYPE, format.type())
                .header(HeaderNames.CONTENT_DISPOSITION, "attachment; filename=\"" + file + "\"")
                .header(HeaderNames.CACHE_CONTROL, "no-store")
                .header(
                        HeaderNames.LINK,
                        "<%1$scompleteness.csv>; rel=\"describedby\", <%1$sabout.csv%2$s>; rel=\"describedby\""
                                .formatted(exports, asked.filter().query()))
                .header(TIME_ZONE, asked.event().zone().getId())
                .header(COMPLETE_TO, to.map(ExportHttpService::seconds).orElse("unknown"));
        if (!part.isEmpty()) {
            response.header(FILTER, asked.filter().told());
        }
        if (completeness.unfolded() > 0) {
            response.header(UNFOLDED, String.valueOf(completeness.unfolded()));
        }
        list(response, WAITING_FOR, completeness.lacking(), ExportHttpService::delivered);
        list(response, SILENT, completeness.silent(), ExportHttpService::silence);
        list(
                response,
                LOST,
                completeness.units().stream().filter(unit -> unit.lost() > 0).toList(),
                ExportHttpService::losses);
    }

    private static void list(
            ServerResponse response,
            HeaderName header,
            List<UnitView> units,
            Function<UnitView, String> words) {
        if (!units.isEmpty()) {
            response.header(
                    header,
                    units.stream().limit(MOST_NAMED).map(words).collect(Collectors.joining(", ")));
        }
    }

    private static String delivered(UnitView unit) {
        return "%s (%d of %d)".formatted(unit.id(), unit.upTo(), unit.last());
    }

    private static String silence(UnitView unit) {
        return unit.id() + " since " + seconds(Instant.ofEpochMilli(unit.silentMs()));
    }

    private static String losses(UnitView unit) {
        return unit.gaps().stream()
                .filter(Gap::lost)
                .limit(MOST_NAMED)
                .map(gap -> "%s (%d-%d)".formatted(unit.id(), gap.from(), gap.to()))
                .collect(Collectors.joining(", "));
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
