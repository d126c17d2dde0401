package io.turnout.gateway.uplink;

import io.turnout.gateway.alert.Alerts;
import io.turnout.protocol.message.Command;
import io.turnout.protocol.message.HubTime;
import io.turnout.protocol.message.ListNotice;
import io.turnout.protocol.message.SeatNotice;
import io.turnout.protocol.message.SeatsHeld;
import io.turnout.protocol.message.UnitInfo;
import io.turnout.protocol.message.UnitState;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What the unit says of itself, and who is told what the hub says.
 *
 * @param state the unit's state with its boot and the time
 * @param info the unit as it is now
 * @param lists takes notices of lists; must not block
 * @param changes takes changes to lists as they travel; on return they are in force
 * @param questions go to the hub while it is there
 * @param seats takes the hub's word on seats; must not block
 * @param held what is kept of it, to be said at each connection
 * @param times takes what the hub says of time
 * @param commands takes what claims to be a command; must not block
 * @param alerts are told at each connection, and when {@link Uplink#infoChanged} was called
 * @param changed is told when the hub comes or goes, and of its acknowledgements; must not block
 */
public record UplinkHooks(
        StateSource state,
        Supplier<UnitInfo> info,
        Consumer<ListNotice> lists,
        Consumer<byte[]> changes,
        Questions questions,
        Consumer<SeatNotice> seats,
        Supplier<SeatsHeld> held,
        Consumer<HubTime> times,
        Consumer<Command> commands,
        Alerts alerts,
        Runnable changed) {
    /** Makes the unit's state. */
    @FunctionalInterface
    public interface StateSource {
        UnitState at(UnitState.Status status);
    }
}
