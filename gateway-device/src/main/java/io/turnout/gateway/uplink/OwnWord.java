package io.turnout.gateway.uplink;

import io.turnout.gateway.alert.Alerts;
import io.turnout.protocol.message.Alert;
import io.turnout.protocol.message.CommandResult;
import io.turnout.protocol.message.SeatsHeld;
import io.turnout.protocol.message.Topics;
import io.turnout.protocol.message.UnitState;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.jspecify.annotations.Nullable;

/**
 * What the unit tells the hub of itself, besides scans: how it is, what it keeps of the hub's word
 * on seats, what became of commands. Others say that there is news, the uplink's thread tells it.
 */
final class OwnWord {
    /** More than there are commands at a time; what is dropped the hub asks for again. */
    private static final int MOST_RESULTS = 32;

    private final UplinkHooks hooks;
    private final AtomicReference<@Nullable SeatsHeld> heldDue = new AtomicReference<>();
    private final Queue<CommandResult> results = new ArrayBlockingQueue<>(MOST_RESULTS);
    private final Map<Alerts.Kind, Optional<Alert>> said = new EnumMap<>(Alerts.Kind.class);
    private volatile boolean infoDue;

    OwnWord(UplinkHooks hooks) {
        this.hooks = hooks;
    }

    void infoChanged() {
        infoDue = true;
    }

    void held(SeatsHeld held) {
        heldDue.set(held);
    }

    /** Whether it is taken. */
    boolean answer(CommandResult result) {
        return results.offer(result);
    }

    /** Whether there is anything to tell. */
    boolean isDue() {
        return infoDue || heldDue.get() != null || !results.isEmpty();
    }

    /** All of it, to a hub that may know nothing. */
    void greet(Link link) throws MqttException {
        link.publish(Topics.Kind.STATE, hooks.state().at(UnitState.Status.READY), true);
        link.publish(Topics.Kind.INFO, hooks.info().get(), true);
        heldDue.set(null);
        link.publish(Topics.Kind.SEATS_HELD, hooks.held().get(), true);
        infoDue = false;
        said.clear();
        alert(link);
    }

    /**
     * What is news.
     *
     * @param all also what is as it was
     */
    void tell(Link link, boolean all) throws MqttException {
        answer(link);
        SeatsHeld held = heldDue.getAndSet(null);
        if (held != null) {
            link.publish(Topics.Kind.SEATS_HELD, held, true);
        }
        if (all || infoDue) {
            infoDue = false;
            link.publish(Topics.Kind.INFO, hooks.info().get(), true);
            link.publish(Topics.Kind.SEATS_HELD, hooks.held().get(), true);
            alert(link);
        }
    }

    /** An answer that is lost is said again when the hub repeats its command. */
    void answer(Link link) throws MqttException {
        for (CommandResult next = results.poll(); next != null; next = results.poll()) {
            link.publish(Topics.Kind.RESULT, next, false);
        }
    }

    /** Also that a kind does not stand: the broker may still have it from an earlier life. */
    private void alert(Link link) throws MqttException {
        for (Alerts.Kind kind : Alerts.Kind.values()) {
            Optional<Alert> now = hooks.alerts().of(kind);
            if (!now.equals(said.get(kind))) {
                link.alert(kind.id(), now);
                said.put(kind, now);
            }
        }
    }
}
