package io.turnout.hub.attendance;

import io.turnout.hub.attendance.AttendanceChange.Corrected;
import io.turnout.protocol.access.SessionId;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Takes back what was told of somebody whose visits become another's. */
public record Withdrawal(AttendanceOutlet outlet) {
    /** Tells it in the transaction that removes them, while they are still there. */
    public void tell(Handle handle, long attendee) {
        if (!outlet.listens(handle)) {
            return;
        }
        List<AttendanceChange> withdrawn =
                handle.createQuery(
                                "SELECT DISTINCT session FROM visit WHERE attendee = ?"
                                        + " ORDER BY session")
                        .bind(0, attendee)
                        .<AttendanceChange>map((row, _) ->
                                new Corrected(attendee, new SessionId(row.getString(1)), List.of()))
                        .list();
        outlet.tell(handle, withdrawn);
    }
}
