package io.turnout.hub.fleet;

import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.fleet.ListSource.Limited;
import io.turnout.hub.people.EventKeys;
import io.turnout.hub.store.Database;
import io.turnout.protocol.access.Door;
import io.turnout.protocol.access.DoorId;
import io.turnout.protocol.access.DoorRules;
import io.turnout.protocol.access.DoorSession;
import io.turnout.protocol.access.DoorState;
import io.turnout.protocol.access.Knowledge;
import io.turnout.protocol.access.Mode;
import io.turnout.protocol.access.Presentation;
import io.turnout.protocol.access.Presented;
import io.turnout.protocol.access.Reason;
import io.turnout.protocol.access.RoomId;
import io.turnout.protocol.access.RoomList;
import io.turnout.protocol.access.Seats;
import io.turnout.protocol.access.SessionId;
import io.turnout.protocol.access.Side;
import io.turnout.protocol.access.TimeReading;
import io.turnout.protocol.access.Verdict;
import io.turnout.protocol.access.Way;
import io.turnout.protocol.badge.BadgeFingerprint;
import io.turnout.protocol.badge.SignatureCheck;
import io.turnout.protocol.crypto.Ed25519;
import io.turnout.protocol.message.KnownBadge;
import io.turnout.protocol.message.UnitId;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import org.jdbi.v3.core.Handle;

/**
 * What a unit would decide about a badge, and from what: by the door's own rules, from what its
 * next list has, and from what the scan log says was read there before. Thread-safe.
 */
public final class Why {
    private final Database database;
    private final EventKeys keys;
    private final BiFunction<UnitId, SessionId, OptionalInt> free;

    /**
     * @param free how many seats a unit has left of a session now, where they are counted and known
     */
    public Why(Database database, EventKeys keys, BiFunction<UnitId, SessionId, OptionalInt> free) {
        this.database = database;
        this.keys = keys;
        this.free = free;
    }

    /**
     * What is asked.
     *
     * @param text as a reader would read it
     * @param now whether seats are as they are now; otherwise they are not looked at
     */
    public record Question(String text, UnitView unit, Instant at, boolean now) {}

    /**
     * The answer, with what it was decided from.
     *
     * @param known empty for a badge that the event lacks
     * @param inside the session of the room that the badge was inside of
     */
    public record Answer(
            Verdict verdict,
            Mode mode,
            RoomList list,
            Optional<KnownBadge> known,
            Optional<SessionId> inside,
            Map<SessionId, Seats> seats) {
        public Answer {
            seats = Map.copyOf(seats);
        }

        /** A session of the room. */
        public Optional<DoorSession> session(SessionId id) {
            return list.sessions().stream().filter(one -> one.id().equals(id)).findFirst();
        }

        /** Which check decided; of an admission in doubt the one that raised the doubt. */
        public int rule() {
            return Why.rule(verdict.reason());
        }
    }

    /** What somebody may have typed to say which badge is meant. */
    public sealed interface Found {
        /** A code as it is printed, of a badge of the event or not. */
        record Code(String text) implements Found {}

        /** Somebody of the event, who has no badge. */
        record NoBadge() implements Found {}

        /** Several people of the event are called so. */
        record Several() implements Found {}
    }

    /** A badge by its code, or by its holder's number, e-mail address or whole name. */
    public Found find(EventFacts event, String typed) {
        Optional<BadgeFingerprint> badge = fingerprint(presentation(event, typed));
        return database.read(handle -> {
            boolean isCode =
                    badge.filter(print -> isKnown(handle, event, print.toString())).isPresent();
            return isCode ? new Found.Code(typed) : holder(handle, event, typed);
        });
    }

    private static boolean isKnown(Handle handle, EventFacts event, String fingerprint) {
        return handle.createQuery("SELECT 1 FROM badge WHERE event = ? AND fingerprint = ?")
                .bind(0, event.id().value())
                .bind(1, fingerprint)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    private static Found holder(Handle handle, EventFacts event, String typed) {
        List<Long> holders =
                handle.createQuery(
                                """
                                SELECT id FROM attendee WHERE event = :event AND (number = :typed
                                    OR lower(email) = lower(:typed)
                                    OR lower(given_name || ' ' || family_name) = lower(:typed))
                                LIMIT 2
                                """)
                        .bind("event", event.id().value())
                        .bind("typed", typed)
                        .mapTo(Long.class)
                        .list();
        return switch (holders.size()) {
            case 0 -> new Found.Code(typed);
            case 1 ->
                    handle.createQuery(
                                    "SELECT code FROM badge WHERE event = ? AND attendee = ?"
                                            + " ORDER BY CASE state WHEN 'active' THEN 0 ELSE 1 END,"
                                            + " code")
                            .bind(0, event.id().value())
                            .bind(1, holders.getFirst())
                            .mapTo(String.class)
                            .findFirst()
                            .<Found>map(Found.Code::new)
                            .orElseGet(Found.NoBadge::new);
            default -> new Found.Several();
        };
    }

    /** What the unit would decide. */
    public Answer answer(EventFacts event, Question question) {
        Presentation presentation = presentation(event, question.text());
        Optional<BadgeFingerprint> badge = fingerprint(presentation);
        return database.read(handle -> {
            ListSource source = new ListSource(handle);
            UnitView unit = question.unit();
            ListSource.Room room = new ListSource.Room(new RoomId(unit.roomId()), unit.room());
            List<Limited> sessions = source.sessions(room);
            RoomList list =
                    new RoomList(
                            unit.listWanted(),
                            question.at(),
                            event.tag(),
                            source.event(event.id().value()).policy(),
                            sessions.stream().map(Limited::session).toList());
            KnownBadges.Place place = new KnownBadges.Place(event.id().value(), room.id().value());
            Optional<KnownBadge> known =
                    badge.flatMap(
                            print -> new KnownBadges(handle).find(place, print, question.at()));
            ReadBefore seen =
                    badge.map(print -> ReadBefore.of(handle, event, question, print))
                            .orElse(ReadBefore.NOTHING);
            Map<SessionId, Seats> seats = seats(sessions, question);
            Post post = post(handle, unit.id());
            DoorState state =
                    new DoorState(
                            Optional.empty(),
                            seen.inside().filter(inside -> isHere(sessions, inside)),
                            seen.used(),
                            seats);
            Presented presented =
                    new Presented(
                            presentation,
                            new Door(
                                    new DoorId(post.door()),
                                    room.id(),
                                    post.mode() == Mode.OUT ? Side.OUT : Side.IN,
                                    post.mode(),
                                    Way.UNIT),
                            list,
                            known.<Knowledge>map(entry -> new Knowledge.Listed(entry.entry()))
                                    .orElseGet(Knowledge.UnknownToHub::new),
                            state,
                            TimeReading.exact(question.at()),
                            unit.online());
            return new Answer(
                    DoorRules.decide(presented), post.mode(), list, known, state.inside(), seats);
        });
    }

    private record Post(String door, Mode mode) {}

    private static Post post(Handle handle, String unit) {
        return handle.createQuery("SELECT door, mode FROM unit WHERE id = ?")
                .bind(0, unit)
                .map((row, _) ->
                        new Post(row.getString(1), ListSource.value(Mode.class, row.getString(2))))
                .one();
    }

    private static boolean isHere(List<Limited> sessions, SessionId id) {
        return sessions.stream().anyMatch(limited -> limited.session().id().equals(id));
    }

    private Map<SessionId, Seats> seats(List<Limited> sessions, Question question) {
        Map<SessionId, Seats> seats = new HashMap<>();
        if (question.now()) {
            UnitId unit = new UnitId(question.unit().id());
            for (Limited limited : sessions) {
                SessionId id = limited.session().id();
                free.apply(unit, id)
                        .ifPresent(
                                left -> seats.put(id, new Seats(left, question.unit().online())));
            }
        }
        return seats;
    }

    private Presentation presentation(EventFacts event, String text) {
        Map<Integer, String> publicKeys = keys.publicKeys(event.id());
        SignatureCheck signatures =
                (id, content, signature) ->
                        Optional.ofNullable(publicKeys.get(id))
                                .map(key -> Base64.getDecoder().decode(key))
                                .filter(key -> Ed25519.verify(key, content, signature))
                                .isPresent();
        return Presentation.of(text, event.tag(), event.fingerprinter(), signatures);
    }

    private static Optional<BadgeFingerprint> fingerprint(Presentation presentation) {
        return switch (presentation) {
            case Presentation.Unreadable() -> Optional.empty();
            case Presentation.Text text -> Optional.of(text.fingerprint());
            case Presentation.Signed signed -> Optional.of(signed.fingerprint());
        };
    }

    /** The number of the check, as {@link DoorRules} counts them. */
    static int rule(Reason reason) {
        return switch (reason) {
            case UNREADABLE, OTHER_EVENT -> 1;
            case FORGED, EXPIRED, NOT_YET_VALID, REVOKED, BLOCKED, REPLACED -> 2;
            case NOT_ON_LIST_AS_OF, UNKNOWN -> 4;
            case LEFT, OUT_WITHOUT_IN -> 6;
            case TOO_EARLY, TOO_LATE, CANCELLED, NO_SESSION_NOW, TIME_UNCERTAIN -> 7;
            case NOT_REGISTERED, WALK_IN -> 8;
            case ALREADY_IN, ALREADY_INSIDE, ALREADY_USED -> 9;
            case FULL, FULL_AS_FAR_AS_KNOWN -> 10;
            case REGISTERED, TARGETED, OPEN, OVERRIDE -> 11;
        };
    }
}
