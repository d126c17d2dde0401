package io.turnout.hub.attendance;

import io.turnout.hub.attendance.AttendanceChange.Corrected;
import io.turnout.protocol.access.SessionId;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Takes away the attendance of somebody whose visits become another's, and what was told of it. */
public record Withdrawal(AttendanceOutlet outlet) {
    /** Removes it, and tells so, in one transaction. */
    public void of(Handle handle, long attendee) {
        if (outlet.listens(handle)) {
            tell(handle, attendee);
        }
        new FoldResults(handle).remove(List.of(attendee));
    }

    private void tell(Handle handle, long attendee) {
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
