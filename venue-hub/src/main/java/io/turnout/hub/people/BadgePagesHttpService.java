package io.turnout.hub.people;

import static io.turnout.hub.people.PeoplePagesHttpService.PEOPLE;
import static io.turnout.hub.people.PeoplePagesHttpService.PERSON;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.print.BadgeLabel;
import io.turnout.hub.print.LabelSheet;
import io.turnout.hub.print.QrImage;
import io.turnout.hub.print.SheetLayout;
import io.turnout.hub.store.Database;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.Form;
import io.turnout.hub.web.Frames;
import io.turnout.hub.web.HttpProblem;
import io.turnout.hub.web.ListQuery;
import io.turnout.hub.web.Pages;
import io.turnout.hub.web.Question;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.Words;
import io.turnout.protocol.access.BadgeState;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Badges: issued, registered, exchanged, taken out of use, drawn and printed. */
public final class BadgePagesHttpService implements HttpService {
    private static final String BADGE = PERSON + "/badges/{badge}";

    private static final String PRINT = "download badges";

    private final Database database;
    private final Badges badges;
    private final BadgeDesk desk;
    private final PeopleBook book;
    private final PeopleList list;
    private final Frames frames;
    private final Pages pages;

    public BadgePagesHttpService(
            Database database,
            Badges badges,
            BadgeDesk desk,
            PeopleBook book,
            Frames frames,
            Pages pages) {
        this.database = database;
        this.badges = badges;
        this.desk = desk;
        this.book = book;
        this.list = new PeopleList(database);
        this.frames = frames;
        this.pages = pages;
    }

    public Feature feature() {
        return Feature.closed(this);
    }

    @Override
    public void routing(HttpRules rules) {
        Right right = Right.CHANGE_PEOPLE;
        rules.post(PERSON + "/badges", right.lets(this::add))
                .get(BADGE + "/qr.png", right.hands(PRINT, (req, res) -> qr(req, res, true)))
                .get(BADGE + "/qr.svg", right.hands(PRINT, (req, res) -> qr(req, res, false)))
                .get(BADGE + "/label.pdf", right.hands(PRINT, this::label))
                .get(BADGE + "/state", right.lets(this::askState))
                .post(BADGE + "/state", right.lets(this::setState))
                .get(PEOPLE + "/badges", right.lets(this::many))
                .post(PEOPLE + "/badges", right.lets(this::issueAll))
                .get(PEOPLE + "/badges/sheet.pdf", right.hands(PRINT, this::sheet))
                .get(PEOPLE + "/badges/revoke", right.lets(this::askRevoke))
                .post(PEOPLE + "/badges/revoke", right.lets(this::revoke));
    }

    /** Without a code a new badge is made. */
    private void add(ServerRequest request, ServerResponse response) {
        Form form = Form.read(request);
        EventFacts event = PeoplePagesHttpService.event(database, request);
        Attendee owner = attendee(request);
        String who = PeoplePagesHttpService.who(request);
        if (owner.erased()) {
            throw HttpProblem.of(409, "person", "erased-person");
        }
        if (form.text("do").equals("issue")) {
            desk.issue(event, owner.id(), who);
            pages.done(response, page(request), "done.badge-issued", owner.name());
            return;
        }
        Words words = Words.of(request);
        switch (desk.register(event, owner.id(), form.text("code"), who)) {
            case BadgeDesk.Registered.Done(_) ->
                    pages.done(response, page(request), "done.badge-registered", owner.name());
            case BadgeDesk.Registered.Unreadable() ->
                    throw refused(words, "badge.unreadable", "badge.register.fix");
            case BadgeDesk.Registered.OfOurForm() ->
                    throw refused(words, "badge.of-our-form", "badge.register.fix");
            case BadgeDesk.Registered.Taken(Attendee other, _) ->
                    throw refused(
                            words,
                            "badge.taken",
                            "badge.register.fix",
                            other.name(),
                            other.details().number().value());
        }
    }

    private static HttpProblem refused(Words words, String key, String fix, Object... values) {
        return new HttpProblem(409, words.get(key, values), "code", words.get(fix));
    }

    private void qr(ServerRequest request, ServerResponse response, boolean png) {
        QrImage image = QrImage.of(badge(request).code());
        response.header(HeaderNames.CONTENT_TYPE, png ? "image/png" : "image/svg+xml")
                .header(HeaderNames.CACHE_CONTROL, "no-store")
                .send(png ? image.png() : image.svg());
    }

    private void label(ServerRequest request, ServerResponse response) {
        Attendee owner = attendee(request);
        BadgeLabel label =
                BadgeLabel.of(
                        owner.name(), owner.details().number().value(), badge(request).code());
        pdf(response, new LabelSheet(SheetLayout.SINGLE, 0, false).pdf(List.of(label)));
    }

    private static void pdf(ServerResponse response, byte[] file) {
        response.header(HeaderNames.CONTENT_TYPE, "application/pdf")
                .header(HeaderNames.CONTENT_DISPOSITION, "inline; filename=\"badges.pdf\"")
                .header(HeaderNames.CACHE_CONTROL, "no-store")
                .send(file);
    }

    /** What may be done to a badge. */
    private enum Verb {
        REISSUE(BadgeState.REPLACED, "done.badge-reissue"),
        BLOCK(BadgeState.BLOCKED, "done.badge-block"),
        UNBLOCK(BadgeState.ACTIVE, "done.badge-unblock"),
        REVOKE(BadgeState.REVOKED, "done.badge-revoke");

        private final BadgeState state;
        private final String done;

        Verb(BadgeState state, String done) {
            this.state = state;
            this.done = done;
        }

        static Verb of(String key) {
            for (Verb verb : values()) {
                if (verb.key().equals(key)) {
                    return verb;
                }
            }
            throw HttpProblem.of(422, "do", "no-deed");
        }

        String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether it makes sense for a badge in that state. */
        boolean fits(BadgeState now) {
            return switch (this) {
                case REISSUE, BLOCK -> now == BadgeState.ACTIVE;
                case UNBLOCK -> now == BadgeState.BLOCKED;
                case REVOKE -> now == BadgeState.ACTIVE || now == BadgeState.BLOCKED;
            };
        }
    }

    private void askState(ServerRequest request, ServerResponse response) {
        Words words = Words.of(request);
        Verb verb = Verb.of(request.query().first("do").orElse(""));
        BadgeDesk.Kept badge = badge(request);
        require(verb, badge, words);
        String key = "badge." + verb.key();
        Question question =
                new Question(
                        words.get(key + ".title", attendee(request).name()),
                        List.of(words.get(key + ".effect"), words.get("badge.doors")),
                        request.path().path(),
                        Map.of("do", verb.key()),
                        words.get(key),
                        page(request));
        PeoplePagesHttpService.question(frames, pages, request, response, question);
    }

    private void setState(ServerRequest request, ServerResponse response) {
        Form form = Form.read(request);
        EventFacts event = PeoplePagesHttpService.event(database, request);
        Verb verb = Verb.of(form.text("do"));
        BadgeDesk.Kept badge = badge(request);
        require(verb, badge, Words.of(request));
        String who = PeoplePagesHttpService.who(request);
        if (verb == Verb.REISSUE) {
            desk.reissue(event, badge.fingerprint(), who);
        } else {
            desk.setState(event, List.of(badge.fingerprint()), verb.state, who);
        }
        pages.done(response, page(request), verb.done, attendee(request).name());
    }

    /** Somebody else may have been faster. */
    private static void require(Verb verb, BadgeDesk.Kept badge, Words words) {
        if (!verb.fits(badge.state())) {
            throw refused(
                    words,
                    "badge.cannot",
                    "badge.cannot.fix",
                    words.get("badge.state." + badge.key()));
        }
    }

    private void many(ServerRequest request, ServerResponse response) {
        ListQuery asked = PeoplePagesHttpService.asked(request);
        PeopleQuery query = PeoplePagesHttpService.query(asked);
        String event = PeoplePagesHttpService.event(database, request).id().value();
        PeopleQuery none = new PeopleQuery("", "", "", "none");
        pages.send(
                request,
                response,
                "personBadges.jte",
                Map.of(
                        "frame", PeoplePagesHttpService.frame(frames, request),
                        "query", asked,
                        "matching", list.read(event, query, 0, 1).matching(),
                        "without", list.read(event, none, 0, 1).matching()));
    }

    private void issueAll(ServerRequest request, ServerResponse response) {
        Form.read(request);
        int issued =
                badges.issue(
                        PeoplePagesHttpService.event(database, request),
                        PeoplePagesHttpService.who(request));
        pages.done(
                response,
                PeoplePagesHttpService.people(request) + "/badges",
                "done.badges-issued",
                issued);
    }

    private void sheet(ServerRequest request, ServerResponse response) {
        SheetLayout layout =
                SheetLayout.find(request.query().first("layout").orElse(""))
                        .orElseThrow(() -> HttpProblem.of(422, "layout", "no-layout"));
        String start = request.query().first("start").orElse("1");
        int cell = start.matches("[0-9]{1,3}") ? Integer.parseInt(start) : 0;
        if (cell < 1 || cell > layout.cells()) {
            throw HttpProblem.of(422, "start", "no-cell", layout.cells());
        }
        String event = PeoplePagesHttpService.event(database, request).id().value();
        PeopleQuery query = PeoplePagesHttpService.query(PeoplePagesHttpService.asked(request));
        List<BadgeLabel> labels =
                list.read(event, query, 0, LabelSheet.MOST).rows().stream()
                        .flatMap(row -> label(row).stream())
                        .toList();
        boolean marks = request.query().first("marks").isPresent();
        pdf(response, new LabelSheet(layout, cell - 1, marks).pdf(labels));
    }

    private static Optional<BadgeLabel> label(PeopleList.Row row) {
        String name = (row.givenName() + " " + row.familyName()).strip();
        return row.badges().stream()
                .filter(badge -> badge.state().equals("active"))
                .findFirst()
                .map(badge -> BadgeLabel.of(name, row.number(), badge.code()));
    }

    private void askRevoke(ServerRequest request, ServerResponse response) {
        Words words = Words.of(request);
        List<String> picked = request.query().all("pick", List::of);
        List<PeopleList.Badge> active = active(request, picked);
        Question question =
                new Question(
                        words.get("badge.revoke-many.title", active.size()),
                        List.of(
                                words.get("badge.revoke-many.effect", active.size(), picked.size()),
                                words.get("badge.doors")),
                        request.path().path(),
                        Map.of("pick", String.join(" ", picked)),
                        words.get("badge.revoke"),
                        PeoplePagesHttpService.people(request));
        PeoplePagesHttpService.question(frames, pages, request, response, question);
    }

    private void revoke(ServerRequest request, ServerResponse response) {
        Form form = Form.read(request);
        List<String> picked = List.of(form.text("pick").split(" ", -1));
        List<String> fingerprints =
                active(request, picked).stream().map(PeopleList.Badge::fingerprint).toList();
        int revoked =
                desk.setState(
                        PeoplePagesHttpService.event(database, request),
                        fingerprints,
                        BadgeState.REVOKED,
                        PeoplePagesHttpService.who(request));
        pages.done(
                response, PeoplePagesHttpService.people(request), "done.badges-revoked", revoked);
    }

    private List<PeopleList.Badge> active(ServerRequest request, List<String> picked) {
        EventFacts event = PeoplePagesHttpService.event(database, request);
        return picked.stream()
                .filter(id -> id.matches("[0-9]{1,18}"))
                .limit(ListQuery.ROWS)
                .flatMap(id -> desk.of(event, Long.parseLong(id)).stream())
                .filter(badge -> badge.state() == BadgeState.ACTIVE)
                .map(badge -> new PeopleList.Badge(badge.fingerprint(), badge.code(), "active"))
                .toList();
    }

    private Attendee attendee(ServerRequest request) {
        EventFacts event = PeoplePagesHttpService.event(database, request);
        return book.find(event.id(), PeoplePagesHttpService.id(request))
                .orElseThrow(() -> PeoplePagesHttpService.unknown(request));
    }

    private BadgeDesk.Kept badge(ServerRequest request) {
        String fingerprint = request.path().pathParameters().get("badge");
        return desk.find(PeoplePagesHttpService.event(database, request), fingerprint)
                .filter(badge -> badge.attendee() == PeoplePagesHttpService.id(request))
                .orElseThrow(() -> HttpProblem.notFound("badge", fingerprint));
    }

    private static String page(ServerRequest request) {
        return PeoplePagesHttpService.people(request) + "/" + PeoplePagesHttpService.id(request);
    }
}
