package io.turnout.gateway.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.gateway.accesslist.ListFixture;
import io.turnout.protocol.access.BadgeState;
import io.turnout.protocol.access.Knowledge;
import io.turnout.protocol.badge.BadgeFingerprint;
import io.turnout.protocol.crypto.Ed25519;
import io.turnout.protocol.message.Answer;
import io.turnout.protocol.message.Ask;
import io.turnout.protocol.message.KnownBadge;
import io.turnout.protocol.message.UnitId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

final class QuestionsTest {
    private static final BadgeFingerprint BADGE = new BadgeFingerprint(4711, 1);
    private static final Duration SOON = Duration.ofMillis(100);
    private static final KnownBadge KNOWN =
            new KnownBadge(BadgeState.ACTIVE, List.of(ListFixture.NOW), List.of());

    private final Ed25519.Keys hub = Ed25519.generate();
    private final List<Ask> sent = new ArrayList<>();

    @Test
    void bringsTheHubsWord() {
        Questions questions = questions(Duration.ofSeconds(60));
        questions.goBy(answering(questions, ask -> answer(ask, Optional.of(KNOWN), hub)));
        assertThat(questions.about(BADGE)).isEqualTo(new Knowledge.KnownToHub(KNOWN.entry()));
        questions.goBy(answering(questions, ask -> answer(ask, Optional.empty(), hub)));
        assertThat(questions.about(BADGE)).isEqualTo(new Knowledge.UnknownToHub());
        assertThat(questions.counts()).isEqualTo(new Questions.Counts(2, 0, 0, 0, 0));
        assertThat(sent).extracting(Ask::badge).containsExactly(BADGE, BADGE);
        assertThat(sent.getFirst().id()).isNotEqualTo(sent.getLast().id());
    }

    @Test
    void waitsNoLongerThanItsDeadlineAndDropsTheLateAnswer() {
        Questions questions = questions(SOON);
        questions.goBy(sent::add);
        long before = System.nanoTime();
        assertThat(questions.about(BADGE)).isEqualTo(new Knowledge.NotListed());
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(SOON);
        questions.take(answer(sent.getFirst(), Optional.of(KNOWN), hub));
        assertThat(questions.counts()).isEqualTo(new Questions.Counts(1, 1, 0, 1, 0));
    }

    @Test
    void takesNoAnswerToAnEarlierQuestionForThisOnes() {
        Questions questions = questions(SOON);
        questions.goBy(sent::add);
        questions.about(BADGE);
        Ask earlier = sent.getFirst();
        questions.goBy(answering(questions, _ -> answer(earlier, Optional.of(KNOWN), hub)));
        assertThat(questions.about(BADGE)).isEqualTo(new Knowledge.NotListed());
        assertThat(questions.counts().late()).isEqualTo(1);
    }

    @Test
    void believesOnlyTheHubsSignatureOverThisAnswer() {
        Questions questions = questions(SOON);
        List<Predicate<Ask>> forgeries =
                List.of(
                        answering(
                                questions,
                                ask -> answer(ask, Optional.of(KNOWN), Ed25519.generate())),
                        answering(
                                questions,
                                ask ->
                                        new Answer(
                                                ask.id(),
                                                Optional.of(KNOWN),
                                                answer(ask, Optional.empty(), hub).signature())),
                        answering(
                                questions,
                                ask -> new Answer(ask.id(), Optional.of(KNOWN), "no base64!")));
        for (Predicate<Ask> forgery : forgeries) {
            questions.goBy(forgery);
            assertThat(questions.about(BADGE)).isEqualTo(new Knowledge.NotListed());
        }
        assertThat(questions.counts().forged()).isEqualTo(3);
    }

    @Test
    void asksNobodyWhenToldSoAndDoesNotWaitWithoutAConnection() {
        Questions never = questions(Duration.ZERO);
        never.goBy(sent::add);
        assertThat(never.about(BADGE)).isEqualTo(new Knowledge.NotListed());
        assertThat(sent).isEmpty();
        Questions cutOff = questions(Duration.ofDays(1));
        assertThat(cutOff.about(BADGE)).isEqualTo(new Knowledge.NotListed());
        assertThat(cutOff.counts().unsent()).isEqualTo(1);
    }

    @Test
    void endsTheWaitWhenTheConnectionBreaks() {
        Questions questions = questions(Duration.ofDays(1));
        questions.goBy(_ -> {
            Thread.ofVirtual().start(questions::goNowhere);
            return true;
        });
        assertThat(questions.about(BADGE)).isEqualTo(new Knowledge.NotListed());
    }

    /** Answers from another thread, as a connection does. */
    private Predicate<Ask> answering(
            Questions questions, java.util.function.Function<Ask, Answer> hubs) {
        return ask -> {
            sent.add(ask);
            Thread.ofVirtual().start(() -> questions.take(hubs.apply(ask)));
            return true;
        };
    }

    private Questions questions(Duration deadline) {
        return new Questions(
                new Questions.Asking(ListFixture.UNIT, hub.publicKey(), deadline), new Random(1));
    }

    private static Answer answer(Ask ask, Optional<KnownBadge> known, Ed25519.Keys signer) {
        return answer(ListFixture.UNIT, ask, known, signer);
    }

    static Answer answer(UnitId unit, Ask ask, Optional<KnownBadge> known, Ed25519.Keys signer) {
        byte[] content = Answer.signedContent(unit, ask, known).getBytes(StandardCharsets.UTF_8);
        String signature = Base64.getEncoder().encodeToString(Ed25519.sign(signer.seed(), content));
        return new Answer(ask.id(), known, signature);
    }
}
