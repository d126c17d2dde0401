package io.turnout.hub.reports;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.store.Database;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.Fields;
import io.turnout.hub.web.Form;
import io.turnout.hub.web.Frames;
import io.turnout.hub.web.HttpProblem;
import io.turnout.hub.web.Json;
import io.turnout.hub.web.Pages;
import io.turnout.hub.web.Reading;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.SignedIn;
import io.turnout.hub.web.Words;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Exports saved under names: made and managed by organizers, fetched by programs. */
public final class SavedExportHttpService implements HttpService {
    private static final String PAGE = "/events/{event}/reports/saved";
    private static final String ONE = PAGE + "/{export}";
    private static final String API = "/api/v1/events/{event}/exports";
    private static final String NAME = "field.saved";
    private static final int LONGEST = 80;
    private static final List<String> FORMATS =
            Arrays.stream(ReportFormat.values()).map(ReportFormat::ending).toList();

    private final Database database;
    private final SavedExports book;
    private final ExportHttpService exports;
    private final Frames frames;
    private final Site site;

    /**
     * What pages are made with.
     *
     * @param url of the hub, as programs call it
     */
    public record Site(Pages pages, String url) {}

    public SavedExportHttpService(
            Database database,
            SavedExports book,
            ExportHttpService exports,
            Frames frames,
            Site site) {
        this.database = database;
        this.book = book;
        this.exports = exports;
        this.frames = frames;
        this.site = site;
    }

    /** The routes, for signed-in users. */
    public Feature feature() {
        return Feature.closed(this);
    }

    private record Answer(
            long id,
            String name,
            String report,
            String format,
            @Nullable String room,
            @Nullable String day,
            @Nullable String session,
            String language,
            String path) {}

    @Override
    public void routing(HttpRules rules) {
        rules.get(PAGE, Right.SEE_ATTENDANCE.lets(this::show))
                .post(PAGE, Right.CHANGE_ATTENDANCE.lets(this::save))
                .get(ONE, Right.CHANGE_ATTENDANCE.lets(this::ask))
                .post(ONE, Right.CHANGE_ATTENDANCE.lets(this::rename))
                .post(ONE + "/delete", Right.CHANGE_ATTENDANCE.lets(this::delete))
                .get(API, Right.SEE_ATTENDANCE.lets(this::list))
                .get(API + "/{export}", Right.SEE_ATTENDANCE.lets(this::fetch));
    }

    private void show(ServerRequest request, ServerResponse response) {
        Map<String, String> values = new HashMap<>(Map.of("report", "presence", "format", "csv"));
        for (String name : List.of("report", "room", "day", "session")) {
            request.query().first(name).asOptional().ifPresent(value -> values.put(name, value));
        }
        page(request, response, Fields.of(NAME, Fields.single(values), 0));
    }

    private void save(ServerRequest request, ServerResponse response) {
        EventFacts event = event(request);
        Words words = Words.of(request);
        Offered offered = offered(event);
        Reading reading = new Reading(NAME, Form.read(request), words);
        String name = reading.text("name", 1, LONGEST);
        String report = reading.choice("report", reports(words).keySet().stream().toList());
        String format = reading.choice("format", FORMATS);
        String room = choice(reading, "room", offered.rooms());
        String day = reading.choiceOrNone("day", offered.days()).orElse("");
        String session = choice(reading, "session", offered.sessions());
        if (!reading.isGood()) {
            refused(request, response, reading);
            return;
        }
        SavedExport wanted =
                new SavedExport(
                        0,
                        name,
                        SavedExport.report(report).orElseThrow(),
                        ReportFormat.valueOf(format.toUpperCase(Locale.ROOT)),
                        room,
                        day,
                        session,
                        words.language().getLanguage(),
                        "");
        String who = SignedIn.of(request).name();
        switch (book.save(event.id().value(), wanted, who)) {
            case SavedExports.Outcome.Done(long _) ->
                    site.pages().done(response, page(event), "done.export-saved", name);
            case SavedExports.Outcome.NameTaken() -> {
                reading.refuse("name", "saved.taken");
                refused(request, response, reading);
            }
            case SavedExports.Outcome.TooMany() -> {
                reading.refuse("name", "saved.too-many", SavedExports.MOST);
                refused(request, response, reading);
            }
            case SavedExports.Outcome.Unknown() -> throw new IllegalStateException("it is new");
        }
    }

    private static String page(EventFacts event) {
        return "/events/" + event.id() + "/reports/saved";
    }

    private static String choice(Reading reading, String field, Map<String, String> offered) {
        return reading.choiceOrNone(field, List.copyOf(offered.keySet())).orElse("");
    }

    private void refused(ServerRequest request, ServerResponse response, Reading reading) {
        response.status(422);
        page(request, response, reading.fields());
    }

    private void page(ServerRequest request, ServerResponse response, Fields form) {
        EventFacts event = event(request);
        Words words = Words.of(request);
        Map<String, Object> model = new HashMap<>();
        model.put("frame", frames.require(event.id().value(), words));
        model.put("form", form);
        Offered offered = offered(event);
        model.put("offered", offered);
        model.put("reports", reports(words));
        model.put(
                "rows",
                book.of(event.id().value()).stream().map(one -> row(event, offered, one)).toList());
        site.pages().send(request, response, "savedExports.jte", model);
    }

    private void ask(ServerRequest request, ServerResponse response) {
        SavedExport one = require(request);
        Map<String, String> values = Map.of("name", one.name());
        page(request, response, one, Fields.of(NAME, Fields.single(values), 0));
    }

    private void rename(ServerRequest request, ServerResponse response) {
        SavedExport one = require(request);
        Reading reading = new Reading(NAME, Form.read(request), Words.of(request));
        String name = reading.text("name", 1, LONGEST);
        EventFacts event = event(request);
        if (reading.isGood()) {
            String who = SignedIn.of(request).name();
            switch (book.rename(event.id().value(), one.id(), name, who)) {
                case SavedExports.Outcome.Done(long _) -> {}
                case SavedExports.Outcome.NameTaken() -> reading.refuse("name", "saved.taken");
                case SavedExports.Outcome.TooMany() ->
                        throw new IllegalStateException("it is known");
                case SavedExports.Outcome.Unknown() ->
                        throw HttpProblem.notFound("export", String.valueOf(one.id()));
            }
        }
        if (reading.isGood()) {
            site.pages().done(response, page(event), "done.export-renamed", name);
        } else {
            response.status(422);
            page(request, response, one, reading.fields());
        }
    }

    private void page(
            ServerRequest request, ServerResponse response, SavedExport one, Fields form) {
        EventFacts event = event(request);
        site.pages()
                .send(
                        request,
                        response,
                        "savedExport.jte",
                        Map.of(
                                "frame",
                                frames.require(event.id().value(), Words.of(request)),
                                "form",
                                form,
                                "row",
                                row(event, offered(event), one)));
    }

    private void delete(ServerRequest request, ServerResponse response) {
        SavedExport one = require(request);
        Form.read(request); // it must be the page's own
        EventFacts event = event(request);
        book.delete(event.id().value(), one, SignedIn.of(request).name());
        site.pages().done(response, page(event), "done.export-deleted", one.name());
    }

    private void list(ServerRequest request, ServerResponse response) {
        EventFacts event = event(request);
        List<Answer> all =
                book.of(event.id().value()).stream().map(one -> answer(event, one)).toList();
        Json.send(response, 200, Map.of("exports", all));
    }

    private void fetch(ServerRequest request, ServerResponse response) {
        exports.send(request, response, require(request));
    }

    private static Answer answer(EventFacts event, SavedExport one) {
        return new Answer(
                one.id(),
                one.name(),
                one.report().name(),
                one.format().ending(),
                one.room().isEmpty() ? null : one.room(),
                one.day().isEmpty() ? null : one.day(),
                one.session().isEmpty() ? null : one.session(),
                one.language(),
                one.path(event.id()));
    }

    private SavedExportRow row(EventFacts event, Offered offered, SavedExport one) {
        return SavedExportRow.of(one, offered, site.url() + one.path(event.id()));
    }

    private static Map<String, String> reports(Words words) {
        Map<String, String> reports = new LinkedHashMap<>();
        Reports.ALL.forEach(one -> reports.put(one.name(), words.get("reports." + one.name())));
        return reports;
    }

    private Offered offered(EventFacts event) {
        return database.read(handle -> Offered.of(handle, event, ReportFilter.ALL));
    }

    private EventFacts event(ServerRequest request) {
        return EventFacts.require(database, request.path().pathParameters().get("event"));
    }

    private SavedExport require(ServerRequest request) {
        String id = request.path().pathParameters().get("export");
        return book.find(event(request).id().value(), id)
                .orElseThrow(() -> HttpProblem.notFound("export", id));
    }
}
