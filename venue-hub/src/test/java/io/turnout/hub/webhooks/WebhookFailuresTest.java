package io.turnout.hub.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.turnout.hub.webhooks.Hook.State;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Receivers that do not take what is sent, and places that nothing is sent to. */
final class WebhookFailuresTest extends SentWebhooks {
    @Test
    @DisplayName("after an error, a silence and a receiver that is down it comes under the same id")
    void triesAgainUnderTheSameId() throws Exception {
        WebhookId hook = make(receiver.url()).hook().id();
        receiver.behave(Receiver.status(500));
        tell(1);
        awaitFault(hook, "answer", 1);
        receiver.behave(receiver::hang);
        pass(Duration.ofSeconds(10));
        awaitFault(hook, "timeout", 2);
        int port = receiver.port();
        receiver.close();
        pass(Duration.ofMinutes(1));
        awaitFault(hook, "not-connected", 3);
        List<Receiver.Got> before = receiver.got();
        receiver = Receiver.start(port);
        pass(Duration.ofMinutes(5));
        awaitDelivered(hook, 1);
        assertThat(before).hasSize(2);
        List<Receiver.Got> all = new ArrayList<>(before);
        all.addAll(receiver.got());
        assertThat(all).extracting(Receiver.Got::id).containsOnly(before.getFirst().id());
        assertThat(all).extracting(Receiver.Got::timestamp).doesNotHaveDuplicates();
        assertThat(hook(hook).failures()).isZero();
    }

    @Test
    @DisplayName("nothing is tried before its time")
    void waitsBeforeItTriesAgain() throws Exception {
        WebhookId hook = make(receiver.url()).hook().id();
        receiver.behave(Receiver.status(503));
        tell(1);
        awaitFault(hook, "answer", 1);
        pass(Duration.ofSeconds(3));
        tell(2); // the rest after one failure is over; the failed one still waits
        awaitGot(2);
        awaitFault(hook, "answer", 1);
        assertThat(receiver.got()).extracting(Receiver.Got::id).doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("after three days without success a webhook is stopped, says so, and can go on")
    void stopsAfterThreeDays() throws Exception {
        WebhookId hook = make(receiver.url()).hook().id();
        receiver.behave(Receiver.status(500));
        tell(1);
        awaitFault(hook, "answer", 1);
        pass(Duration.ofHours(71));
        awaitFault(hook, "answer", 2);
        assertThat(hook(hook).state()).isEqualTo(State.ACTIVE);
        pass(Duration.ofHours(2));
        await().until(() -> hook(hook).state() == State.STOPPED);
        assertThat(hook(hook).stoppedBy()).contains(StoppedBy.FAILING);
        assertThat(record()).contains("hub stop webhook e1/webhook 1 failing");
        tell(2);
        assertThat(hook(hook).waiting()).as("nothing new is kept").isEqualTo(1);
        receiver.behave(Receiver::take);
        book.resume(hook(hook), "ada");
        awaitDelivered(hook, 1);
        assertThat(hook(hook).state()).isEqualTo(State.ACTIVE);
    }

    @Test
    @DisplayName("one delivery that a receiver never takes is given up, and stops no other")
    void givesUpWhatIsNeverTaken() throws Exception {
        WebhookId hook = make(receiver.url()).hook().id();
        receiver.behave((got, exchange) ->
                Receiver.status(got.body().contains("\"N1\"") ? 400 : 204).answer(got, exchange));
        tell(1);
        awaitFault(hook, "answer", 1);
        pass(Duration.ofHours(71));
        awaitFault(hook, "answer", 2);
        tell(2);
        pass(Duration.ofSeconds(5));
        awaitDelivered(hook, 1);
        pass(Duration.ofHours(9));
        await().until(() -> shown(hook).givenUp() == 1);
        tell(3);
        pass(Duration.ofSeconds(5));
        awaitDelivered(hook, 2);
        assertThat(hook(hook).state()).isEqualTo(State.ACTIVE);
        receiver.behave(Receiver::take);
        long seq = shown(hook).deliveries().getLast().seq();
        assertThat(book.again(hook(hook), seq, "ada")).isTrue();
        awaitDelivered(hook, 3);
        assertThat(receiver.got().getLast().id()).isEqualTo(receiver.got().getFirst().id());
    }

    @Test
    @DisplayName("a receiver that says it is gone is sent nothing more")
    void stopsWhereTheReceiverIsGone() throws Exception {
        WebhookId hook = make(receiver.url()).hook().id();
        receiver.behave(Receiver.status(410));
        tell(1);
        await().until(() -> hook(hook).state() == State.STOPPED);
        assertThat(hook(hook).stoppedBy()).contains(StoppedBy.GONE);
    }

    @Test
    @DisplayName("a redirection is not followed")
    void followsNoRedirection() throws Exception {
        try (Receiver elsewhere = Receiver.start()) {
            WebhookId hook = make(receiver.url()).hook().id();
            receiver.behave((got, exchange) -> {
                exchange.getResponseHeaders().add("Location", elsewhere.url());
                Receiver.status(307).answer(got, exchange);
            });
            tell(1);
            awaitFault(hook, "redirect", 1);
            assertThat(elsewhere.got()).isEmpty();
        }
    }

    @Test
    @DisplayName("an answer without end is not read to its end")
    void readsNoEndlessAnswer() throws Exception {
        WebhookId hook = make(receiver.url()).hook().id();
        receiver.behave((_, exchange) -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] some = new byte[8192];
            for (int i = 0; i < 100_000; i++) {
                exchange.getResponseBody().write(some);
            }
        });
        tell(1);
        awaitFault(hook, "broken", 1);
    }

    @Test
    @DisplayName("a name that leads to this machine by now is not sent to")
    void looksAtTheAddressBeforeEveryAttempt() throws Exception {
        WebhookId hook = make(receiver.url()).hook().id();
        webhooks.close();
        tell(1);
        webhooks =
                new Webhooks(
                        database,
                        audit,
                        clock::get,
                        new Targets(Reach.PUBLIC, InetAddress::getAllByName),
                        PATIENCE);
        database.change(handle ->
                handle.execute(
                        "UPDATE webhook SET url = 'https://localhost:" + receiver.port() + "/'"));
        webhooks.begin();
        awaitFault(hook, "private-address", 1);
        assertThat(receiver.got()).isEmpty();
    }
}
