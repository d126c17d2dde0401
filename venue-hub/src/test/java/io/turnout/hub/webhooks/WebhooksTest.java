package io.turnout.hub.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.attendance.AttendanceChange;
import io.turnout.hub.attendance.Withdrawal;
import io.turnout.hub.people.Merge;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is sent, in which order, and that it is sent. */
final class WebhooksTest extends SentWebhooks {
    @Test
    @DisplayName(
            "a delivery carries an id, a time and the signature that Standard Webhooks tells of")
    void signs() throws Exception {
        String secret = make(receiver.url()).secret().orElseThrow();
        tell(1);
        awaitGot(1);
        Receiver.Got got = receiver.got().getFirst();
        assertThat(got.path()).isEqualTo("/turnout");
        assertThat(got.id()).startsWith("msg_");
        assertThat(got.timestamp()).isEqualTo(String.valueOf(NOW.getEpochSecond()));
        assertThat(got.signature()).isEqualTo(signature(secret, got));
        assertThat(got.body()).contains("\"attendee\":\"N1\"").doesNotContain("Family", "CODE1");
    }

    @Test
    @DisplayName("of one attendee things are told in order, and nobody waits for another attendee")
    void keepsTheOrderOfAnAttendee() throws Exception {
        WebhookId hook = make(receiver.url()).hook().id();
        receiver.behave((got, exchange) -> {
            boolean bad = got.body().contains("\"N1\"") && receiver.got().size() < 3;
            Receiver.status(bad ? 500 : 204).answer(got, exchange);
        });
        tell(1);
        awaitFault(hook, "answer", 1);
        tell(1);
        tell(2);
        pass(Duration.ofSeconds(3));
        awaitDelivered(hook, 1);
        assertThat(receiver.got().getLast().body()).contains("\"N2\"");
        pass(Duration.ofSeconds(10));
        awaitDelivered(hook, 3);
        List<String> ids = receiver.got().stream().map(Receiver.Got::id).toList();
        assertThat(ids).hasSize(4);
        assertThat(ids.get(2)).isEqualTo(ids.get(0));
        assertThat(ids.get(3)).isNotIn(ids.subList(0, 3));
    }

    @Test
    @DisplayName("what was written before the hub was killed is sent after its next start")
    void sendsWhatWaitedWhenTheHubWasKilled() throws Exception {
        WebhookId hook = make(receiver.url()).hook().id();
        webhooks.close();
        tell(1);
        assertThat(receiver.got()).isEmpty();
        run();
        awaitDelivered(hook, 1);
        assertThat(receiver.got()).hasSize(1);
    }

    @Test
    @DisplayName("what was sent but not written down as sent comes again under the same id")
    void sendsAgainWhatIsNotWrittenDown() throws Exception {
        WebhookId hook = make(receiver.url()).hook().id();
        webhooks.close();
        tell(1);
        Courier courier = new Courier(targets(), clock::get, PATIENCE);
        Waiting due = due().getFirst();
        assertThat(courier.send(due).isDelivered()).isTrue();
        courier.close();
        run();
        awaitDelivered(hook, 1);
        assertThat(receiver.got()).extracting(Receiver.Got::id).containsExactly(due.id(), due.id());
    }

    @Test
    @DisplayName("nothing is sent of what was rolled back")
    void sendsNothingOfWhatWasRolledBack() throws Exception {
        make(receiver.url());
        try {
            database.change(handle -> {
                new Outbox(audit, clock::get).tell(handle, List.of(in(1)));
                throw new IllegalStateException("the fold failed");
            });
        } catch (IllegalStateException expected) {
            assertThat(expected).hasMessage("the fold failed");
        }
        assertThat(due()).isEmpty();
        assertThat(count("webhook_delivery")).isZero();
    }

    @Test
    @DisplayName("whoever becomes another attendee was nowhere: that is told before they are gone")
    void withdrawsWhatWasToldOfTheMerged() throws Exception {
        make(receiver.url());
        for (int attendee : new int[] {1, 2}) {
            database.change(handle ->
                    handle.execute(
                            "INSERT INTO visit (attendee, session, place, in_ms, out_ms, ended_by)"
                                    + " VALUES (?, 's1', 0, 0, 1, 'exit')",
                            attendee));
        }
        new Merge(database, audit, new Withdrawal(new Outbox(audit, clock::get)), _ -> {})
                .run(EventFacts.require(database, "e1"), 1, 2, "ada");
        webhooks.written();
        awaitGot(1);
        assertThat(receiver.got())
                .singleElement()
                .extracting(Receiver.Got::body)
                .asString()
                .contains("attendance.corrected", "\"attendee\":\"N2\"", "\"visits\":[]");
        assertThat(count("visit")).isEqualTo(1);
    }

    @Test
    @DisplayName("a receiver that hangs keeps no other webhook waiting")
    void isFair() throws Exception {
        try (Receiver slow = Receiver.start()) {
            slow.behave(slow::hang);
            make(slow.url());
            WebhookId fast = make(receiver.url()).hook().id();
            for (int i = 1; i <= 20; i++) {
                tell(i);
            }
            awaitDelivered(fast, 20);
            assertThat(slow.got()).hasSizeLessThanOrEqualTo(Queue.WINDOW + 1);
        }
    }

    @Test
    @DisplayName("after a new secret was made both sign for a day, then only the new one")
    void rotatesSecrets() throws Exception {
        HookBook.Outcome.Done made = make(receiver.url());
        String former = made.secret().orElseThrow();
        String latter = book.rotate(made.hook(), "ada");
        tell(1);
        awaitGot(1);
        Receiver.Got both = receiver.got().getFirst();
        assertThat(both.signature())
                .isEqualTo(signature(latter, both) + " " + signature(former, both));
        pass(Duration.ofHours(25));
        tell(2);
        awaitGot(2);
        Receiver.Got one = receiver.got().getLast();
        assertThat(one.signature()).isEqualTo(signature(latter, one));
    }

    @Test
    @DisplayName("a paused webhook keeps what happens, and sends it when it goes on")
    void keepsWhatHappensWhilePaused() throws Exception {
        Hook hook = make(receiver.url()).hook();
        book.pause(hook, "ada");
        tell(1);
        tell(2);
        assertThat(hook(hook.id()).waiting()).isEqualTo(2);
        assertThat(due()).isEmpty();
        book.resume(hook, "ada");
        awaitDelivered(hook.id(), 2);
        assertThat(record())
                .contains("ada pause webhook e1/webhook 1 ", "ada resume webhook e1/webhook 1 ");
    }

    @Test
    @DisplayName("a webhook for which too much waits is stopped, and the record says so")
    void isBounded() throws Exception {
        Hook hook = make(receiver.url()).hook();
        book.pause(hook, "ada");
        Outbox small = new Outbox(audit, clock::get, 3);
        for (int i = 1; i <= 5; i++) {
            long attendee = i;
            database.change(handle -> small.tell(handle, List.of(in(attendee))));
        }
        assertThat(hook(hook.id()).stoppedBy()).contains(StoppedBy.FULL);
        assertThat(hook(hook.id()).waiting()).isEqualTo(3);
        assertThat(count("webhook_delivery")).isEqualTo(3);
    }

    @Test
    @DisplayName("what was sent is erased after a week")
    void erasesWhatWasSentLongAgo() throws Exception {
        WebhookId hook = make(receiver.url()).hook().id();
        tell(1);
        awaitDelivered(hook, 1);
        pass(Duration.ofDays(8));
        await().until(() -> count("webhook_delivery") == 0);
    }

    @Test
    @DisplayName("a thousand arrive once each, and the queue is empty")
    void sendsMany() throws Exception {
        AtomicInteger takes = new AtomicInteger();
        receiver.behave((got, exchange) -> {
            boolean bad = takes.incrementAndGet() % 97 == 0;
            Receiver.status(bad ? 500 : 204).answer(got, exchange);
        });
        WebhookId hook = make(receiver.url()).hook().id();
        database.change(handle -> {
            for (int i = 0; i < 50; i++) {
                List<AttendanceChange> changes =
                        IntStream.rangeClosed(1, 20)
                                .<AttendanceChange>mapToObj(SentWebhooks::in)
                                .toList();
                new Outbox(audit, clock::get).tell(handle, changes);
            }
        });
        webhooks.written();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> {
                    pass(Duration.ofSeconds(20));
                    return hook(hook).waiting() == 0;
                });
        assertThat(count("webhook_delivery WHERE state = 'delivered'")).isEqualTo(1_000);
        assertThat(receiver.got().stream().map(Receiver.Got::id).distinct()).hasSize(1_000);
    }

    /** As the specification has it, computed without the hub's code. */
    private static String signature(String secret, Receiver.Got got)
            throws GeneralSecurityException {
        assertThat(secret).startsWith("whsec_");
        byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
        assertThat(key).hasSizeBetween(24, 64);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        for (String part : Arrays.asList(got.id(), ".", got.timestamp(), ".", got.body())) {
            mac.update(part.getBytes(StandardCharsets.UTF_8));
        }
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal());
    }
}
