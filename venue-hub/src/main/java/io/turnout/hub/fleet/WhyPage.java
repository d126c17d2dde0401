package io.turnout.hub.fleet;

import io.turnout.hub.web.VenueText;
import io.turnout.protocol.access.DoorSession;
import io.turnout.protocol.access.Effect;
import io.turnout.protocol.access.Seats;
import io.turnout.protocol.access.SessionId;
import io.turnout.protocol.access.Verdict;
import io.turnout.protocol.message.KnownBadge;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** An answer in the words of a page. */
public record WhyPage(Why.Question question, Why.Answer answer) {
    /** The checks of the door, in their order. */
    public static final List<Integer> RULES = List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);

    /**
     * Something that was looked at.
     *
     * @param key of what it is
     * @param value as people read it
     */
    public record Fact(String key, String value) {}

    /** How it is shown: in, out, refused, ask-staff. */
    public String state() {
        return switch (answer.verdict()) {
            case Verdict.Admitted admitted ->
                    admitted.effects().stream().anyMatch(Effect.Enter.class::isInstance)
                            ? "in"
                            : "out";
            case Verdict.Refused _ -> "refused";
            case Verdict.AskStaff _ -> "ask-staff";
            case Verdict.Repeated(Verdict former) ->
                    new WhyPage(
                                    question,
                                    new Why.Answer(
                                            former,
                                            answer.mode(),
                                            answer.list(),
                                            answer.known(),
                                            answer.inside(),
                                            answer.seats()))
                            .state();
        };
    }

    public String reason() {
        return answer.verdict().reason().wireName();
    }

    public String cure() {
        return answer.verdict().reason().cure().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public boolean flagged() {
        return answer.verdict() instanceof Verdict.Admitted admitted && admitted.flagged();
    }

    /** One scan that leaves a session and enters the next. */
    public boolean turnsOver() {
        return answer.verdict() instanceof Verdict.Admitted admitted
                && admitted.effects().size() > 1;
    }

    /** The session that the verdict speaks of; empty for none. */
    public String session(VenueText text) {
        return detail().session()
                .flatMap(answer::session)
                .map(session -> named(session, text))
                .orElse(text.words().get("why.no-session"));
    }

    /** The time that the verdict speaks of; empty for none. */
    public String time(VenueText text) {
        return detail().at().map(at -> text.moment(at.toEpochMilli())).orElse("–");
    }

    private Verdict.Detail detail() {
        return switch (answer.verdict()) {
            case Verdict.Admitted(_, Verdict.Detail detail, _, _, _) -> detail;
            case Verdict.Refused(_, Verdict.Detail detail, _) -> detail;
            case Verdict.AskStaff(_, Verdict.Detail detail, _) -> detail;
            case Verdict.Repeated _ -> Verdict.Detail.NONE;
        };
    }

    /** What it was decided from. */
    public List<Fact> facts(VenueText text) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("why.fact.time", moment(question.at(), text)));
        facts.add(
                new Fact(
                        "why.fact.door",
                        question.unit().room()
                                + ", "
                                + question.unit().door()
                                + ": "
                                + text.words()
                                        .get("field.place.mode." + DoorBook.key(answer.mode()))));
        facts.add(new Fact("why.fact.badge", badge(text)));
        answer.known()
                .ifPresent(known -> {
                    facts.add(new Fact("why.fact.registered", titles(known.registered(), text)));
                    facts.add(new Fact("why.fact.targeted", targeted(known, text)));
                });
        facts.add(
                new Fact(
                        "why.fact.inside",
                        answer.inside()
                                .map(id -> titles(List.of(id), text))
                                .orElse(text.words().get("why.nothing"))));
        session()
                .ifPresent(
                        session -> facts.add(new Fact("why.fact.session", rules(session, text))));
        facts.add(new Fact("why.fact.seats", seats(text)));
        facts.add(new Fact("why.fact.list", list(text)));
        return facts;
    }

    private Optional<DoorSession> session() {
        return detail().session().flatMap(answer::session);
    }

    private String badge(VenueText text) {
        return answer.known()
                .map(known ->
                        text.words()
                                .get("why.badge." + known.state().name().toLowerCase(Locale.ROOT)))
                .orElse(text.words().get("why.badge.unknown"));
    }

    private String targeted(KnownBadge known, VenueText text) {
        return titles(known.targeted(), text)
                + (answer.list().policy().includeTargets() || known.targeted().isEmpty()
                        ? ""
                        : " " + text.words().get("why.targets-off"));
    }

    private static String rules(DoorSession session, VenueText text) {
        return text.words()
                .get(
                        "why.session",
                        moment(session.opens(), text),
                        moment(session.closes(), text),
                        text.words().get("why.access." + key(session.access())),
                        text.words().get("field.event.choice." + key(session.walkIn())),
                        text.words().get("why.re-entry." + key(session.reEntry())));
    }

    private String seats(VenueText text) {
        if (!question.now()) {
            return text.words().get("why.seats.then");
        }
        Optional<Seats> left = detail().session().map(id -> answer.seats().get(id));
        return left.map(seats -> text.words().get("why.seats.left", seats.left()))
                .orElse(text.words().get("why.seats.uncounted"));
    }

    private String list(VenueText text) {
        UnitView unit = question.unit();
        boolean same = unit.listHas() == unit.listWanted();
        return text.words()
                .get(
                        same ? "why.list.same" : "why.list.older",
                        unit.listHas(),
                        unit.listWanted(),
                        text.words().get(unit.online() ? "units.online" : "why.offline"));
    }

    private String titles(List<SessionId> ids, VenueText text) {
        List<String> titles =
                ids.stream()
                        .flatMap(id -> answer.session(id).stream())
                        .map(session -> named(session, text))
                        .toList();
        return titles.isEmpty() ? text.words().get("why.nothing") : String.join("; ", titles);
    }

    private static String named(DoorSession session, VenueText text) {
        return session.title() + " (" + moment(session.start(), text) + ")";
    }

    private static String moment(Instant at, VenueText text) {
        return text.moment(at.toEpochMilli());
    }

    private static String key(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
