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
import io.turnout.hub.store.Database;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.Right;
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
    private final FoldWait fold;
    private final AttendanceExport attendance;
    private final PresenceExport presence;
    private final ConflictExport conflicts;

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
        this.fold = new FoldWait(database, foldsWithin);
        this.attendance = new AttendanceExport(database);
        this.presence = new PresenceExport(database);
        this.conflicts = new ConflictExport(database);
    }

    /** The routes, all for signed-in users. */
    public Feature feature() {
        return Feature.closed(this);
    }

    @Override
    public void routing(HttpRules rules) {
        for (AttendanceExport.Kind kind : AttendanceExport.Kind.values()) {
            route(rules, kind.fileName(), (event, _, out) -> attendance.write(event, kind, out));
        }
        route(rules, "presence", (event, _, out) -> presence.write(event, out));
        route(rules, "conflicts", (event, _, out) -> conflicts.write(event, out));
        route(rules, "completeness", (_, state, out) -> CompletenessExport.write(state, out));
    }

    /** What a report is written from. */
    private interface Report {
        void write(EventFacts event, Completeness completeness, OutputStream out);
    }

    private void route(HttpRules rules, String name, Report report) {
        rules.get(
                "/events/{event}/exports/" + name + ".csv",
                Right.SEE_ATTENDANCE.lets(
                        (request, response) -> send(name, report, request, response)));
    }

    /** The state is read first: what the report has may be more, never less. */
    private void send(String name, Report report, ServerRequest request, ServerResponse response) {
        EventFacts event =
                EventFacts.require(database, request.path().pathParameters().get("event"));
        fold.await();
        Completeness completeness =
                database.read(
                        handle -> units.completeness(handle, event.id().value(), clock.instant()));
        describe(response, event, name, completeness);
        OutputStream out = response.outputStream();
        try {
            report.write(event, completeness, out);
            finish(out);
        } catch (UncheckedIOException e) {
            LOG.info("{} of {} not sent to the end: the reader left", name, event.id());
        }
    }

    private static void describe(
            ServerResponse response, EventFacts event, String name, Completeness completeness) {
        Optional<Instant> to = completeness.to();
        String upTo = to.map(time -> "complete-to-" + IN_NAME.format(time)).orElse("incomplete");
        String lost = completeness.lost() == 0 ? "" : "-lost-" + completeness.lost();
        String file = "%s-%s-%s%s.csv".formatted(event.id(), name, upTo, lost);
        response.header(HeaderNames.CONTENT_TYPE, "text/csv; charset=utf-8; header=present")
                .header(HeaderNames.CONTENT_DISPOSITION, "attachment; filename=\"" + file + "\"")
                .header(HeaderNames.CACHE_CONTROL, "no-store")
                .header(
                        HeaderNames.LINK,
                        "</events/%s/exports/completeness.csv>; rel=\"describedby\""
                                .formatted(event.id()))
                .header(COMPLETE_TO, to.map(ExportHttpService::seconds).orElse("unknown"));
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
