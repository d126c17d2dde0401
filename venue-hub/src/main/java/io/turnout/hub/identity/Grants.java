package io.turnout.hub.identity;

import io.turnout.hub.web.Access;
import io.turnout.hub.web.Right;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Who is what in which event. */
final class Grants {
    private Grants() {}

    /** What a user with a role at the hub may do. */
    static Access access(Handle handle, long user, String role) {
        Map<String, Set<Right>> inEvent = new HashMap<>();
        of(handle, user).forEach((event, there) -> inEvent.put(event, there.rights()));
        ScanGrants.of(handle, user)
                .forEach((event, there) ->
                        inEvent.merge(event, there.rights(), (byRole, _) -> there.with(byRole)));
        pathsRun(handle, user)
                .forEach(event -> inEvent.merge(event, EnumSet.of(Right.RUN_PATHS), Grants::both));
        Set<Right> everywhere = Role.find(role).orElse(Role.NONE).rights();
        return new Access(everywhere, inEvent, untracked(handle), Organization.programs(handle));
    }

    private static Set<Right> both(Set<Right> some, Set<Right> others) {
        Set<Right> both = EnumSet.copyOf(others);
        both.addAll(some);
        return both;
    }

    /** The events in which somebody is a Program Admin. */
    private static Set<String> pathsRun(Handle handle, long user) {
        return handle.createQuery(
                        "SELECT DISTINCT g.event FROM path_admin a JOIN path p ON p.id = a.path"
                                + " JOIN program g ON g.id = p.program WHERE a.hub_user = ?")
                .bind(0, user)
                .mapTo(String.class)
                .set();
    }

    /** A user's roles by event. */
    static Map<String, Role> of(Handle handle, long user) {
        Map<String, Role> roles = new LinkedHashMap<>();
        handle.createQuery("SELECT event, role FROM event_role WHERE hub_user = ? ORDER BY event")
                .bind(0, user)
                .map((row, _) -> Map.entry(row.getString(1), row.getString(2)))
                .forEach(grant ->
                        Role.find(grant.getValue())
                                .ifPresent(role -> roles.put(grant.getKey(), role)));
        return roles;
    }

    /** Puts a user's roles by event in place of those before. */
    static void replace(Handle handle, long user, Map<String, Role> roles) {
        handle.execute("DELETE FROM event_role WHERE hub_user = ?", user);
        roles.forEach((event, role) ->
                handle.execute(
                        "INSERT INTO event_role (hub_user, event, role) VALUES (?, ?, ?)",
                        user,
                        event,
                        role.key()));
    }

    /** The titles of all events by their id, the newest first. */
    static Map<String, String> events(Handle handle) {
        Map<String, String> titles = new LinkedHashMap<>();
        handle.createQuery("SELECT id, title FROM event ORDER BY created_ms DESC, id")
                .map((row, _) -> Map.entry(row.getString(1), row.getString(2)))
                .forEach(event -> titles.put(event.getKey(), event.getValue()));
        return titles;
    }

    /** The events that track no attendance. */
    static Set<String> untracked(Handle handle) {
        return handle.createQuery("SELECT id FROM event WHERE attendance = 0")
                .mapTo(String.class)
                .set();
    }
}
