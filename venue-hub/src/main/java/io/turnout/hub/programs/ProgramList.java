package io.turnout.hub.programs;

import java.util.List;
import java.util.Locale;

/** What is taken away of a program, list by list: together they are all of it. */
public enum ProgramList {
    /** The program as it is set. */
    SETTINGS(
            "program kind roles verified late_window_min auto_confirm_min"
                    + " authorized_min_of_new_paths hours_by door_people door_min in_force_since"),
    /** The paths, with what became of their meetings. */
    PATHS(
            "path program_admins participants open confirmed late not_held authorized_min"
                    + " used_min"),
    /** Who is or was in a path, with what became of the meetings that they take part in. */
    PEOPLE(
            "path number family_name given_name role upcoming unconfirmed confirmed not_held"
                    + " late_pending late_cancelled gone late_by_themselves used_min"),
    /** All meetings, those that are gone too. */
    MEETINGS(
            "meeting path start end room status decided_by disputed minutes_set minutes_said"
                    + " minutes_at_door instead_of program key participants"),
    /** How each meeting came to be what it is. */
    HISTORY(
            "meeting path what status in_force noted by_user by_participant start end"
                    + " minutes_said"),
    /** How the authorized hours came to be what they are; the note for Program Admins alone. */
    HOURS("path authorized_min by_user at note");

    private final String columns;

    ProgramList(String columns) {
        this.columns = columns;
    }

    /** The headings, as programs read them. */
    List<String> columns() {
        return List.of(columns.split(" ", -1));
    }

    /** As it is written in addresses: {@code people}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
