package io.turnout.hub.people;

import static io.turnout.hub.people.PeoplePagesHttpService.PERSON;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.store.Database;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.Form;
import io.turnout.hub.web.Frames;
import io.turnout.hub.web.HttpProblem;
import io.turnout.hub.web.Pages;
import io.turnout.hub.web.Question;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.Words;
import java.util.List;
import java.util.Map;

/** One attendee of two: what would move is shown first. */
public final class MergeHttpService implements HttpService {
    private final Database database;
    private final Merge merge;
    private final PeopleBook book;
    private final Frames frames;
    private final Pages pages;

    public MergeHttpService(
            Database database, Merge merge, PeopleBook book, Frames frames, Pages pages) {
        this.database = database;
        this.merge = merge;
        this.book = book;
        this.frames = frames;
        this.pages = pages;
    }

    public Feature feature() {
        return Feature.closed(this);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(PERSON + "/merge", Right.CHANGE_PEOPLE.lets(this::ask))
                .post(PERSON + "/merge", Right.CHANGE_PEOPLE.lets(this::run));
    }

    private void ask(ServerRequest request, ServerResponse response) {
        Words words = Words.of(request);
        String number = request.query().first("number").orElse("").strip();
        EventFacts event = PeoplePagesHttpService.event(database, request);
        long id = PeoplePagesHttpService.id(request);
        Merge.Preview moves =
                merge.preview(event, id, id(event, number)).orElseThrow(() -> not(words));
        Question question =
                new Question(
                        words.get("person.merge.title", moves.gone().name(), moves.kept().name()),
                        effects(words, moves),
                        request.path().path(),
                        Map.of("number", number),
                        words.get("person.merge"),
                        PeoplePagesHttpService.people(request) + "/" + id);
        PeoplePagesHttpService.question(frames, pages, request, response, question);
    }

    private static List<String> effects(Words words, Merge.Preview moves) {
        return List.of(
                words.get("person.merge.badges", moves.badges()),
                words.get("person.merge.registrations", moves.registrations()),
                words.get("person.merge.targets", moves.targets(), moves.groups()),
                words.get(moves.attendance() ? "person.merge.scans" : "person.merge.no-scans"),
                words.get(
                        "person.merge.gone",
                        moves.gone().details().number().value(),
                        moves.kept().details().number().value()));
    }

    private void run(ServerRequest request, ServerResponse response) {
        String number = Form.read(request).text("number");
        EventFacts event = PeoplePagesHttpService.event(database, request);
        long id = PeoplePagesHttpService.id(request);
        String who = PeoplePagesHttpService.who(request);
        Merge.Preview moved =
                merge.run(event, id, id(event, number), who)
                        .orElseThrow(() -> not(Words.of(request)));
        pages.done(
                response,
                PeoplePagesHttpService.people(request) + "/" + id,
                "done.person-merged",
                moved.gone().name(),
                moved.kept().name());
    }

    /** 0, which nobody is, where no attendee has the number. */
    private long id(EventFacts event, String number) {
        return number.isEmpty()
                ? 0
                : book.find(event.id(), new AttendeeNumber(number)).map(Attendee::id).orElse(0L);
    }

    private static HttpProblem not(Words words) {
        return new HttpProblem(
                409, words.get("person.merge.nobody"), "number", words.get("person.merge.fix"));
    }
}
