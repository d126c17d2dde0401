package io.turnout.hub.privacy;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.people.Attendee;
import io.turnout.hub.people.AttendeeNumber;
import io.turnout.hub.people.PeopleBook;
import io.turnout.hub.store.Database;
import io.turnout.hub.web.Downloads;
import io.turnout.hub.web.HttpProblem;
import io.turnout.hub.web.Pages;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.SignedIn;
import io.turnout.hub.web.Words;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Hands out all that is held of one person: for programs, and as a page in each language. */
final class DataHttpService implements HttpService {
    private static final String PACKED = "data.zip";

    private final Database database;
    private final InstantSource clock;
    private final Pages pages;
    private final Downloads downloads;

    DataHttpService(Database database, InstantSource clock, Pages pages, Downloads downloads) {
        this.database = database;
        this.clock = clock;
        this.pages = pages;
        this.downloads = downloads;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/events/{event}/people/{person}/data.zip", Right.CHANGE_PEOPLE.lets(this::byId))
                .get(
                        "/api/v1/events/{event}/attendees/{number}/data.zip",
                        Right.CHANGE_PEOPLE.lets(this::byNumber));
    }

    private void byId(ServerRequest request, ServerResponse response) {
        String id = request.path().pathParameters().get("person");
        EventFacts event = event(request);
        Optional<Attendee> found =
                database.read(handle ->
                        PeopleBook.find(
                                handle,
                                event.id(),
                                id.matches("[0-9]{1,18}") ? Long.parseLong(id) : 0));
        send(request, response, event, found.orElseThrow(() -> unknown(id)).id());
    }

    private void byNumber(ServerRequest request, ServerResponse response) {
        String number = request.path().pathParameters().get("number");
        EventFacts event = event(request);
        Optional<Attendee> found =
                database.read(
                        handle -> PeopleBook.find(handle, event.id(), new AttendeeNumber(number)));
        send(request, response, event, found.orElseThrow(() -> unknown(number)).id());
    }

    /** Whoever took it stands in the record before the first byte leaves, and in the file. */
    private void send(
            ServerRequest request, ServerResponse response, EventFacts event, long person) {
        downloads.taken(
                SignedIn.of(request),
                "download personal data",
                PeopleBook.subject(event.id(), person),
                PACKED);
        PersonData data = database.read(handle -> PersonData.read(handle, event, person, clock));
        response.header(HeaderNames.CONTENT_TYPE, "application/zip")
                .header(
                        HeaderNames.CONTENT_DISPOSITION,
                        "attachment; filename=\"%s-person-%d.zip\"".formatted(event.id(), person))
                .header(HeaderNames.CACHE_CONTROL, "no-store")
                .send(zip(data));
    }

    private byte[] zip(PersonData data) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
            add(zip, "data.json", data.json().getBytes(StandardCharsets.UTF_8));
            for (Words words : Words.all()) {
                String language = words.language().getLanguage();
                Map<String, Object> model = Map.of("words", words, "data", data);
                add(zip, "data-" + language + ".html", pages.render("personData.jte", model));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a file in memory cannot be written", e);
        }
        return out.toByteArray();
    }

    private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
    }

    private EventFacts event(ServerRequest request) {
        return EventFacts.require(database, request.path().pathParameters().get("event"));
    }

    private static HttpProblem unknown(String id) {
        return HttpProblem.notFound("attendee", id);
    }
}
