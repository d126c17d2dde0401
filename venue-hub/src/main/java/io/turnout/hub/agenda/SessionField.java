package io.turnout.hub.agenda;

import java.util.EnumSet;
import java.util.Set;

/** What of a session an agenda can change. */
public enum SessionField {
    /** The file now has a more stable key for the session. */
    KEY,
    TITLE,
    ROOM,
    DAY,
    START,
    END,
    TRACK,
    PRESENTERS,
    DESCRIPTION,
    CANCELLED;

    /** A change of these sends people to another door or at another time. */
    static final Set<SessionField> PLACE = Set.copyOf(EnumSet.of(ROOM, DAY, START, END));

    private Object of(KnownSession session) {
        return switch (this) {
            case KEY -> session.key();
            case TITLE -> session.title();
            case ROOM -> session.room();
            case DAY -> session.day();
            case START -> session.start();
            case END -> session.end();
            case TRACK -> session.track();
            case PRESENTERS -> session.presenters();
            case DESCRIPTION -> session.description();
            case CANCELLED -> session.cancelled();
        };
    }

    static Set<SessionField> differing(KnownSession one, KnownSession other) {
        Set<SessionField> fields = EnumSet.noneOf(SessionField.class);
        for (SessionField field : values()) {
            if (!field.of(one).equals(field.of(other))) {
                fields.add(field);
            }
        }
        return fields;
    }
}
