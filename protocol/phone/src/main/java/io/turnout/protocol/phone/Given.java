package io.turnout.protocol.phone;

import io.turnout.protocol.access.Access;
import io.turnout.protocol.access.BadgeEntry;
import io.turnout.protocol.access.BadgeState;
import io.turnout.protocol.access.Door;
import io.turnout.protocol.access.DoorId;
import io.turnout.protocol.access.DoorPolicy;
import io.turnout.protocol.access.DoorSession;
import io.turnout.protocol.access.DoorState;
import io.turnout.protocol.access.Knowledge;
import io.turnout.protocol.access.Mode;
import io.turnout.protocol.access.Presentation;
import io.turnout.protocol.access.Presented;
import io.turnout.protocol.access.ReEntry;
import io.turnout.protocol.access.Reason;
import io.turnout.protocol.access.RoomId;
import io.turnout.protocol.access.RoomList;
import io.turnout.protocol.access.Seats;
import io.turnout.protocol.access.SessionId;
import io.turnout.protocol.access.Side;
import io.turnout.protocol.access.TimeReading;
import io.turnout.protocol.access.Verdict;
import io.turnout.protocol.access.WalkIn;
import io.turnout.protocol.access.Way;
import io.turnout.protocol.badge.BadgeFingerprint;
import io.turnout.protocol.badge.EventTag;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.teavm.jso.JSObject;

/**
 * Reads what a page gives: the fields of {@link Presented} under their own names. Times and
 * durations are milliseconds, names of enums are in lower case with dashes, a presentation is what
 * {@link Phone#read} made, knowledge is one of {@code listed}, {@code known-to-hub}, {@code
 * unknown-to-hub}, {@code not-listed}, with the entry as {@code badge}.
 */
final class Given {
    private Given() {}

    static Presented presented(JSObject given) {
        JSObject door = Js.object(given, "door");
        return new Presented(
                presentation(given),
                new Door(
                        new DoorId(Js.text(door, "id")),
                        new RoomId(Js.text(door, "room")),
                        named(Side.values(), door, "side"),
                        named(Mode.values(), door, "mode"),
                        named(Way.values(), door, "way")),
                list(Js.object(given, "list")),
                knowledge(given),
                state(Js.object(given, "state")),
                time(Js.object(given, "time")),
                Js.flag(given, "online"));
    }

    static Presentation presentation(JSObject given) {
        JSObject read = Js.object(given, "presentation");
        String form = Js.text(read, "form");
        return switch (form) {
            case "unreadable" -> new Presentation.Unreadable();
            case "signed" ->
                    new Presentation.Signed(
                            fingerprint(read),
                            instant(read, "notBefore"),
                            instant(read, "notAfter"),
                            Js.flag(read, "genuine"));
            default ->
                    new Presentation.Text(
                            fingerprint(read), named(Presentation.Form.values(), read, "form"));
        };
    }

    static Knowledge knowledge(JSObject given) {
        String knowledge = Js.text(given, "knowledge");
        return switch (knowledge) {
            case "listed" -> new Knowledge.Listed(entry(Js.object(given, "badge")));
            case "known-to-hub" -> new Knowledge.KnownToHub(entry(Js.object(given, "badge")));
            case "unknown-to-hub" -> new Knowledge.UnknownToHub();
            case "not-listed" -> new Knowledge.NotListed();
            default -> throw new IllegalArgumentException("knowledge: " + knowledge);
        };
    }

    private static BadgeFingerprint fingerprint(JSObject read) {
        return BadgeFingerprint.parse(Js.text(read, "fingerprint"));
    }

    private static BadgeEntry entry(JSObject badge) {
        return new BadgeEntry(
                named(BadgeState.values(), badge, "state"),
                ids(badge, "registered"),
                ids(badge, "targeted"));
    }

    private static RoomList list(JSObject list) {
        JSObject policy = Js.object(list, "policy");
        List<DoorSession> sessions = new ArrayList<>();
        for (JSObject session : Js.objects(list, "sessions")) {
            sessions.add(session(session));
        }
        return new RoomList(
                (long) Js.number(list, "revision"),
                instant(list, "asOf"),
                new EventTag(Js.text(list, "event")),
                new DoorPolicy(
                        Js.flag(policy, "includeTargets"),
                        named(WalkIn.values(), policy, "notOnList"),
                        named(WalkIn.values(), policy, "uncertainTime"),
                        duration(policy, "coolDown"),
                        duration(policy, "turnover")),
                sessions);
    }

    private static DoorSession session(JSObject session) {
        return new DoorSession(
                new SessionId(Js.text(session, "id")),
                Js.text(session, "title"),
                instant(session, "start"),
                instant(session, "end"),
                duration(session, "early"),
                duration(session, "late"),
                named(Access.values(), session, "access"),
                named(WalkIn.values(), session, "walkIn"),
                named(ReEntry.values(), session, "reEntry"),
                Js.flag(session, "cancelled"));
    }

    private static DoorState state(JSObject state) {
        Map<SessionId, Seats> seats = new HashMap<>();
        JSObject given = Js.object(state, "seats");
        for (String session : Js.names(given)) {
            JSObject left = Js.object(given, session);
            seats.put(
                    new SessionId(session),
                    new Seats((int) Js.number(left, "left"), Js.flag(left, "certain")));
        }
        return new DoorState(
                Js.has(state, "former")
                        ? Optional.of(former(Js.object(state, "former")))
                        : Optional.empty(),
                Js.has(state, "inside")
                        ? Optional.of(new SessionId(Js.text(state, "inside")))
                        : Optional.empty(),
                ids(state, "used"),
                seats);
    }

    private static DoorState.Former former(JSObject former) {
        return new DoorState.Former(
                instant(former, "at"), verdict(Js.text(former, "outcome"), former));
    }

    /** As far as it is shown again. */
    private static Verdict verdict(String outcome, JSObject former) {
        Reason reason = named(Reason.values(), former, "reason");
        Verdict.Basis basis = new Verdict.Basis(0, false);
        return switch (outcome) {
            case "admitted" ->
                    new Verdict.Admitted(reason, Verdict.Detail.NONE, List.of(), false, basis);
            case "refused" -> new Verdict.Refused(reason, Verdict.Detail.NONE, basis);
            case "ask-staff" -> new Verdict.AskStaff(reason, Verdict.Detail.NONE, basis);
            case "repeated" -> verdict(Js.text(former, "former"), former);
            default -> throw new IllegalArgumentException("outcome: " + outcome);
        };
    }

    private static TimeReading time(JSObject time) {
        return new TimeReading(
                instant(time, "best"), instant(time, "earliest"), instant(time, "latest"));
    }

    private static Set<SessionId> ids(JSObject object, String name) {
        Set<SessionId> ids = new HashSet<>();
        for (String id : Js.texts(object, name)) {
            ids.add(new SessionId(id));
        }
        return ids;
    }

    private static Instant instant(JSObject object, String name) {
        return Instant.ofEpochMilli((long) Js.number(object, name));
    }

    private static Duration duration(JSObject object, String name) {
        return Duration.ofMillis((long) Js.number(object, name));
    }

    static Reason reason(String wireName) {
        return named(Reason.values(), "reason", wireName);
    }

    private static <E extends Enum<E>> E named(E[] values, JSObject object, String name) {
        return named(values, name, Js.text(object, name));
    }

    private static <E extends Enum<E>> E named(E[] values, String name, String text) {
        String constant = text.toUpperCase(Locale.ROOT).replace('-', '_');
        for (E value : values) {
            if (value.name().equals(constant)) {
                return value;
            }
        }
        throw new IllegalArgumentException(name + ": " + text);
    }
}
