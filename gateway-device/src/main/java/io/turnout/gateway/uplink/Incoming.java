package io.turnout.gateway.uplink;

import io.turnout.protocol.message.Ack;
import io.turnout.protocol.message.Answer;
import io.turnout.protocol.message.Command;
import io.turnout.protocol.message.HubTime;
import io.turnout.protocol.message.ListNotice;
import io.turnout.protocol.message.MalformedMessage;
import io.turnout.protocol.message.MessageCodec;
import io.turnout.protocol.message.SeatNotice;
import io.turnout.protocol.message.SignedChanges;
import io.turnout.protocol.message.Topics;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the hub says, told apart. Never throws on Paho's threads, whatever arrives: an exception
 * there would end the connection. Does not block for longer than its takers do.
 */
final class Incoming {
    private static final Logger LOG = LoggerFactory.getLogger(Incoming.class);

    /** Mostly they are some hundred bytes; what is larger than the longest is not parsed. */
    private static final int LARGEST = SeatNotice.MAX_BYTES;

    private static final int LARGEST_CHANGES = SignedChanges.MAX_BYTES;

    private final MessageCodec codec;
    private final Topics topics;
    private final Takers takers;
    private final LongAdder malformed = new LongAdder();
    private final Set<Topics.Kind> complained = EnumSet.noneOf(Topics.Kind.class);

    /**
     * Who takes what.
     *
     * @param changes must check the signature before they read anything
     * @param commands must check the signature before they do anything
     */
    record Takers(
            Acks acks,
            Consumer<ListNotice> lists,
            Consumer<byte[]> changes,
            Consumer<Answer> answers,
            Consumer<SeatNotice> seats,
            Consumer<HubTime> times,
            Consumer<Command> commands) {}

    /** Takes acknowledgements. */
    @FunctionalInterface
    interface Acks {
        /**
         * Takes one.
         *
         * @param kept whether the broker had kept it; otherwise the hub says it now
         */
        void take(Ack ack, boolean kept);
    }

    Incoming(MessageCodec codec, Topics topics, Takers takers) {
        this.codec = codec;
        this.topics = topics;
        this.takers = takers;
    }

    void arrived(String topic, byte[] payload, boolean kept) {
        topics.parse(topic)
                .ifPresentOrElse(a -> take(a.kind(), payload, kept), malformed::increment);
    }

    private void take(Topics.Kind kind, byte[] payload, boolean kept) {
        if (payload.length > (kind == Topics.Kind.CHANGES ? LARGEST_CHANGES : LARGEST)) {
            malformed.increment();
            complainOnce(kind, "it has " + payload.length + " bytes");
            return;
        }
        try {
            switch (kind) {
                case ACK -> takers.acks().take(codec.read(payload, Ack.class), kept);
                case LIST -> takers.lists().accept(codec.read(payload, ListNotice.class));
                case CHANGES -> takers.changes().accept(payload);
                case ANSWER -> takers.answers().accept(codec.read(payload, Answer.class));
                case TIME -> takers.times().accept(codec.read(payload, HubTime.class));
                case SEATS -> takers.seats().accept(codec.read(payload, SeatNotice.class));
                case COMMAND -> takers.commands().accept(codec.read(payload, Command.class));
                case STATE, INFO, SCANS, ASK, SEATS_HELD, RESULT, ALERT -> malformed.increment();
            }
        } catch (MalformedMessage unreadable) {
            malformed.increment();
            complainOnce(kind, String.valueOf(unreadable.getMessage()));
        }
    }

    private synchronized void complainOnce(Topics.Kind kind, String why) {
        if (complained.add(kind)) {
            LOG.warn(
                    "a message in {} is not understood ({}); more of them are only counted",
                    kind.level(),
                    why);
        }
    }

    /**
     * Messages that were not understood. Any growth: hub and unit are of versions that do not fit.
     */
    long malformed() {
        return malformed.sum();
    }
}
