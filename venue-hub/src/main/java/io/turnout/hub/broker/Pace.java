package io.turnout.hub.broker;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.turnout.protocol.message.Topics.Kind;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Slows down a connection that sends more than any unit has to say, by not reading from it for a
 * while: nothing is lost, and the others do not wait behind it. The hub's own link is not slowed;
 * whoever only claims to be it is not let in. One for each connection, on its event loop.
 */
final class Pace extends ChannelInboundHandlerAdapter {
    /** A unit that delivers a backlog as fast as both can sends about half of it. */
    static final double PER_SECOND = 400;

    /** What a unit may send at once after it was silent. */
    static final double AT_ONCE = 400;

    /** What is no scan is written down for itself each time, and a unit has little of it to say. */
    private static final double WORD = 4;

    private static final String SCANS = "/" + Kind.SCANS.level();

    /** So many bytes weigh as much as a packet does by itself. */
    private static final double PACKET = 64 * 1024;

    private final LongSupplier nanos;
    private double left = AT_ONCE;
    private long lookedAt;
    private boolean free;

    Pace(LongSupplier nanos) {
        this.nanos = nanos;
        this.lookedAt = nanos.getAsLong();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object packet) {
        if (packet instanceof MqttConnectMessage connect) {
            free = Admission.HUB.equals(connect.payload().userName());
        }
        Duration rest = free ? Duration.ZERO : rest(weight(packet));
        if (rest.isPositive() && context.channel().config().isAutoRead()) {
            pause(context, rest);
        }
        context.fireChannelRead(packet);
    }

    /** How long to rest after something of this weight. */
    Duration rest(double weight) {
        long now = nanos.getAsLong();
        double earned = (now - lookedAt) / 1e9 * PER_SECOND;
        lookedAt = now;
        left = Math.min(AT_ONCE, left + earned) - weight;
        return left >= 0 ? Duration.ZERO : Duration.ofNanos((long) (-left / PER_SECOND * 1e9) + 1);
    }

    private static double weight(Object packet) {
        if (!(packet instanceof MqttPublishMessage publish)) {
            return 1;
        }
        boolean scans = publish.variableHeader().topicName().endsWith(SCANS);
        return (scans ? 1 : WORD) + publish.payload().readableBytes() / PACKET;
    }

    /** What was read already still goes through, and makes the next rest the longer. */
    private void pause(ChannelHandlerContext context, Duration rest) {
        context.channel().config().setAutoRead(false);
        goOnAfter(context, rest);
    }

    private void goOnAfter(ChannelHandlerContext context, Duration rest) {
        if (rest.isPositive()) {
            long wait = rest.toNanos();
            var _ =
                    context.executor()
                            .schedule(
                                    () -> goOnAfter(context, rest(0)), wait, TimeUnit.NANOSECONDS);
        } else {
            context.channel().config().setAutoRead(true);
        }
    }
}
