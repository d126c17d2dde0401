package io.turnout.protocol.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.turnout.protocol.access.Presentation.Form;
import io.turnout.protocol.badge.BadgeFingerprint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of the door against {@code door-rules.json}. */
final class DoorRulesTest {
    private static final BadgeFingerprint BADGE = new BadgeFingerprint(1, 2);

    static List<DoorVector> vectors() {
        return DoorVector.all();
    }

    @DisplayName(
            "AT7 S-13 A-1 A-3 A-4 A-5 A-6 A-7 windows, access, targets, capacity, walk-ins and badges"
                    + " decide as the vectors say")
    @ParameterizedTest
    @MethodSource("vectors")
    void decidesAsTheVectorsSay(DoorVector vector) {
        Presented presented = GivenCase.presented(vector.given());

        Seen seen = seen(DoorRules.decide(presented));

        assertThat(seen).as(vector.id()).isEqualTo(expected(vector.expected()));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void saysWhatItDecidedFrom(DoorVector vector) {
        Presented presented = GivenCase.presented(vector.given());
        Verdict.Basis basis = new Verdict.Basis(7, presented.online());

        switch (DoorRules.decide(presented)) {
            case Verdict.Admitted admitted -> assertThat(admitted.basis()).isEqualTo(basis);
            case Verdict.Refused refused -> assertThat(refused.basis()).isEqualTo(basis);
            case Verdict.AskStaff ask -> assertThat(ask.basis()).isEqualTo(basis);
            case Verdict.Repeated repeated ->
                    assertThat(repeated.former()).isNotInstanceOf(Verdict.Repeated.class);
        }
    }

    @Test
    void theVectorsAreManyAndNameEveryReason() {
        Set<Reason> reasons = EnumSet.noneOf(Reason.class);
        Set<String> ids = new HashSet<>();
        for (DoorVector vector : vectors()) {
            reasons.add(GivenCase.named(Reason.class, vector.expected().get("reason")));
            assertThat(ids.add(vector.id())).as("%s is there once", vector.id()).isTrue();
        }

        assertThat(reasons).containsExactlyInAnyOrder(Reason.values());
        assertThat(ids).hasSizeGreaterThanOrEqualTo(100);
    }

    @Test
    void wantsTheHubForWhatMayBeABadgeAndIsNotListed() {
        assertThat(wantsHub(Form.OURS)).isTrue();
        assertThat(wantsHub(Form.FOREIGN)).isTrue();
        assertThat(wantsHub(Form.TORN)).isFalse();
        assertThat(wantsHub(Form.OTHER_EVENT)).isFalse();
        assertThat(wantsHub(signed(true))).isTrue();
        assertThat(wantsHub(signed(false))).isFalse();
        assertThat(wantsHub(new Presentation.Unreadable())).isFalse();
    }

    @Test
    void doesNotWantTheHubTwiceNorForWhatIsListed() {
        BadgeEntry entry = new BadgeEntry(BadgeState.ACTIVE, Set.of(), Set.of());
        Presentation ours = new Presentation.Text(BADGE, Form.OURS);

        assertThat(DoorRules.wantsHub(ours, new Knowledge.Listed(entry))).isFalse();
        assertThat(DoorRules.wantsHub(ours, new Knowledge.KnownToHub(entry))).isFalse();
        assertThat(DoorRules.wantsHub(ours, new Knowledge.UnknownToHub())).isFalse();
    }

    /** What a vector can expect. */
    private record Seen(
            String outcome,
            Reason reason,
            Optional<String> former,
            List<Effect> effects,
            boolean flagged,
            Verdict.Detail detail) {}

    private static Seen seen(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Admitted v ->
                    new Seen(
                            "admitted",
                            v.reason(),
                            Optional.empty(),
                            v.effects(),
                            v.flagged(),
                            v.detail());
            case Verdict.Refused v -> kept("refused", v.reason(), v.detail());
            case Verdict.AskStaff v -> kept("ask-staff", v.reason(), v.detail());
            case Verdict.Repeated v -> {
                Optional<String> former = Optional.of(seen(v.former()).outcome());
                yield new Seen(
                        "repeated", v.reason(), former, List.of(), false, Verdict.Detail.NONE);
            }
        };
    }

    private static Seen kept(String outcome, Reason reason, Verdict.Detail detail) {
        return new Seen(outcome, reason, Optional.empty(), List.of(), false, detail);
    }

    private static Seen expected(JsonNode expected) {
        Optional<SessionId> session =
                Optional.ofNullable(expected.get("session")).map(id -> new SessionId(id.asText()));
        Optional<Instant> at = Optional.ofNullable(expected.get("at")).map(GivenCase::instant);
        return new Seen(
                expected.get("outcome").asText(),
                GivenCase.named(Reason.class, expected.get("reason")),
                Optional.ofNullable(expected.get("former")).map(JsonNode::asText),
                effects(expected.path("effects")),
                expected.path("flagged").asBoolean(),
                new Verdict.Detail(session, at));
    }

    private static List<Effect> effects(JsonNode nodes) {
        List<Effect> effects = new ArrayList<>();
        for (JsonNode node : nodes) {
            effects.add(node.has("enter") ? enter(node) : leave(node.get("leave")));
        }
        return effects;
    }

    private static Effect enter(JsonNode node) {
        return new Effect.Enter(
                new SessionId(node.get("enter").asText()), node.get("seat").booleanValue());
    }

    private static Effect leave(JsonNode session) {
        return new Effect.Leave(
                session.isNull() ? Optional.empty() : Optional.of(new SessionId(session.asText())));
    }

    private static boolean wantsHub(Form form) {
        return wantsHub(new Presentation.Text(BADGE, form));
    }

    private static boolean wantsHub(Presentation presentation) {
        return DoorRules.wantsHub(presentation, new Knowledge.NotListed());
    }

    private static Presentation signed(boolean genuine) {
        return new Presentation.Signed(BADGE, Instant.MIN, Instant.MAX, genuine);
    }
}
