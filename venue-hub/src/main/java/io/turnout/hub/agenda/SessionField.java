package io.turnout.hub.agenda;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;

/** What of a session an agenda can change. */
public enum SessionField {
    /** The file now has a more stable key for the session. */
    KEY(KnownSession::key),
    TITLE(KnownSession::title),
    ROOM(KnownSession::room),
    DAY(KnownSession::day),
    START(KnownSession::start),
    END(KnownSession::end),
    TRACK(KnownSession::track),
    PRESENTERS(KnownSession::presenters),
    DESCRIPTION(KnownSession::description),
    CANCELLED(KnownSession::cancelled);

    /** A change of these sends people to another door or at another time. */
    static final Set<SessionField> PLACE = Set.copyOf(EnumSet.of(ROOM, DAY, START, END));

    private final Function<KnownSession, Object> value;

    SessionField(Function<KnownSession, Object> value) {
        this.value = value;
    }

    static Set<SessionField> differing(KnownSession one, KnownSession other) {
        Set<SessionField> fields = EnumSet.noneOf(SessionField.class);
        for (SessionField field : values()) {
            if (!field.value.apply(one).equals(field.value.apply(other))) {
                fields.add(field);
            }
        }
        return fields;
    }
}
