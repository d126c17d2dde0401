package io.turnout.hub.identity;

import io.turnout.hub.web.Right;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a user is, for the whole hub or in one event, and so what the user may do there. */
public enum Role {
    /** Everything, also who else may change users. */
    SUPER_ADMIN(EnumSet.allOf(Right.class)),
    /** Everything but other admins and what the organization uses. */
    ADMIN(EnumSet.complementOf(EnumSet.of(Right.CHANGE_ADMINS, Right.CHANGE_ORGANIZATION))),
    /** All of an event. */
    ORGANIZER(
            EnumSet.of(
                    Right.SEE,
                    Right.SEE_PEOPLE,
                    Right.SEE_ATTENDANCE,
                    Right.SCAN,
                    Right.SCAN_SOME,
                    Right.CHANGE_AGENDA,
                    Right.CHANGE_PEOPLE,
                    Right.CHANGE_ATTENDANCE,
                    Right.CHANGE_DOORS,
                    Right.CHANGE_EVENT,
                    Right.CHANGE_WEBHOOKS,
                    Right.CHANGE_PROGRAMS,
                    Right.RUN_PATHS)),
    /** At a door or a desk. */
    ATTENDANT(
            EnumSet.of(
                    Right.SEE,
                    Right.SEE_PEOPLE,
                    Right.SEE_ATTENDANCE,
                    Right.SCAN,
                    Right.SCAN_SOME)),
    /** Who keeps the units going, and needs no attendee's name for it. */
    TECHNICIAN(EnumSet.of(Right.SEE, Right.CHANGE_DOORS)),
    /** Reads, changes nothing. */
    VIEWER(EnumSet.of(Right.SEE, Right.SEE_PEOPLE, Right.SEE_ATTENDANCE)),
    /** Nothing; for the hub of somebody who has a role in some events. */
    NONE(EnumSet.noneOf(Right.class));

    /** Those that somebody can have in one event. */
    public static final List<Role> IN_EVENT = List.of(ORGANIZER, ATTENDANT, TECHNICIAN, VIEWER);

    @SuppressWarnings("ImmutableEnumChecker") // a view that nobody can change
    private final Set<Right> rights;

    Role(Set<Right> rights) {
        this.rights = Collections.unmodifiableSet(rights);
    }

    /** What it allows. */
    public Set<Right> rights() {
        return rights;
    }

    /** As it is stored and sent: {@code super-admin}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The role of that key. */
    public static Optional<Role> find(String key) {
        return Arrays.stream(values()).filter(role -> role.key().equals(key)).findFirst();
    }

    /** Whether only a super-admin may give or take it. */
    public boolean isAdmin() {
        return this == SUPER_ADMIN || this == ADMIN;
    }
}
