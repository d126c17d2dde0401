package io.turnout.hub.people;

import io.turnout.hub.agenda.EventId;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Takes from attendees what they are known by. Their rows stay, with a number for a name, and their
 * badges without codes, revoked: so scans stay somebody's, also those that a unit delivers later.
 */
public final class ErasedPeople {
    /**
     * Stands for every given name, in both languages: it is written down, not made for a reader.
     */
    public static final String GIVEN = "Erased person / Gelöschte Person";

    private static final List<String> GONE =
            List.of("attendee_field", "attendee_group", "attendee_session", "calendar_link");

    private ErasedPeople() {}

    /**
     * Erases; who is erased already stays as they are.
     *
     * @param over whether the event is over: then no access list names their badges any more
     */
    public static void erase(
            Handle handle, EventId event, Collection<Long> attendees, long nowMs, boolean over) {
        List<Long> ids = List.copyOf(attendees);
        for (String table : GONE) {
            handle.createUpdate("DELETE FROM " + table + " WHERE attendee IN (<ids>)")
                    .bindList("ids", ids)
                    .execute();
        }
        handle.createUpdate(
                        """
                        UPDATE attendee SET number = CASE WHEN EXISTS (
                                SELECT 1 FROM attendee o WHERE o.event = attendee.event
                                AND o.number = 'erased-' || attendee.id)
                              THEN 'erased-' || id || '-' || :now ELSE 'erased-' || id END,
                            family_name = CAST(id AS TEXT), given_name = :given, email = '',
                            licence_number = '', erased_ms = :now, version = version + 1,
                            search = NULL
                        WHERE id IN (<ids>) AND erased_ms IS NULL
                        """)
                .bind("given", GIVEN)
                .bind("now", nowMs)
                .bindList("ids", ids)
                .execute();
        badges(handle, ids, nowMs, over);
        AttendeeSearch.catchUp(handle, event.value());
    }

    /** Doors are told of each badge while there are doors to be told. */
    private static void badges(Handle handle, List<Long> ids, long nowMs, boolean over) {
        if (!over) {
            handle.createUpdate(
                            """
                            UPDATE badge SET state_serial = :serial, state_ms = :now
                            WHERE attendee IN (<ids>) AND state <> 'revoked'
                            """)
                    .bind("serial", ChangeMark.next(handle))
                    .bind("now", nowMs)
                    .bindList("ids", ids)
                    .execute();
        }
        handle.createUpdate(
                        """
                        UPDATE badge SET state = 'revoked', code = '', unlisted = :over
                        WHERE attendee IN (<ids>)
                        """)
                .bind("over", over ? 1 : 0)
                .bindList("ids", ids)
                .execute();
    }
}
