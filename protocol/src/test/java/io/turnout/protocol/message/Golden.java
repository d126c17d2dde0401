package io.turnout.protocol.message;

import io.turnout.protocol.access.Access;
import io.turnout.protocol.access.BadgeState;
import io.turnout.protocol.access.DoorId;
import io.turnout.protocol.access.DoorPolicy;
import io.turnout.protocol.access.DoorSession;
import io.turnout.protocol.access.Effect;
import io.turnout.protocol.access.Mode;
import io.turnout.protocol.access.ReEntry;
import io.turnout.protocol.access.RoomId;
import io.turnout.protocol.access.SessionId;
import io.turnout.protocol.access.Side;
import io.turnout.protocol.access.WalkIn;
import io.turnout.protocol.access.Way;
import io.turnout.protocol.badge.BadgeFingerprint;
import io.turnout.protocol.badge.EventTag;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A message and the file in {@code golden/} that holds it as it travels. */
record Golden(String name, Record message) {
    private static final Instant AT = Instant.parse("2026-01-31T09:00:00Z");
    private static final JournalEpoch EPOCH = new JournalEpoch("4ZQ8N1TB2K6W0XCY5RDM3HVGJE");
    private static final HubLife LIFE = new HubLife("qzV0rkq1b6vYw0mE");
    private static final BadgeFingerprint BADGE = BadgeFingerprint.parse("AAECAwQFBgcICQoL");
    private static final DoorId DOOR = new DoorId("k-left");
    private static final RoomId ROOM = new RoomId("k.1.105");
    private static final UnitId UNIT = new UnitId("door-1");

    static Stream<Golden> all() {
        return Stream.of(
                new Golden("ack", new Ack(EPOCH, 4711, Optional.of(LIFE))),
                new Golden("ack-without-life", new Ack(EPOCH, 4711, Optional.empty())),
                new Golden("answer-known", known()),
                new Golden("answer-unknown", new Answer(-7, Optional.empty(), "c2lnbmF0dXJl")),
                new Golden("ask", new Ask(Long.MAX_VALUE, BADGE)),
                new Golden("changes", changes()),
                new Golden("command", command(Optional.of("13"))),
                new Golden("command-without-detail", command(Optional.empty())),
                new Golden("command-result", CommandResult.refused(1_000_007, "older")),
                new Golden("command-result-done", CommandResult.done(1_000_007)),
                new Golden("changes-none", noChanges()),
                new Golden("list-badge", badge()),
                new Golden("list-header", header(Optional.of(77L))),
                new Golden("list-header-without-serial", header(Optional.empty())),
                new Golden("list-notice", notice()),
                new Golden(
                        "scan-batch", new ScanBatch(UNIT, EPOCH, List.of(in(), turnover(), out()))),
                new Golden(
                        "scan-batch-lost",
                        new ScanBatch(
                                UNIT,
                                EPOCH,
                                List.of(),
                                Optional.of(
                                        List.of(
                                                new LostScans(3, 5, false),
                                                new LostScans(9, 9, true))))),
                new Golden(
                        "alert", new Alert("journal-damaged", AT, 3, Optional.of("4ZQ8N1TB 3–5"))),
                new Golden("enrol-request", enrolRequest()),
                new Golden("enrolled", enrolled()),
                new Golden("card-journals", cardJournals()),
                new Golden("scan-unreadable", unreadable()),
                new Golden(
                        "hub-time", new HubTime("b00t", 60_017, AT.plusMillis(5), "c2lnbmF0dXJl")),
                new Golden("seat-notice", seatNotice()),
                new Golden("seats-held", seatsHeld()),
                new Golden(
                        "seats-held-at-connect",
                        new SeatsHeld(EPOCH, 0, List.of(), 0, Optional.empty())),
                new Golden(
                        "unit-info",
                        info(Optional.of(4207L), Optional.of(77L), Optional.of(time()))),
                new Golden("unit-info-health", healthy()),
                new Golden(
                        "unit-info-without-first",
                        info(Optional.empty(), Optional.empty(), Optional.empty())),
                new Golden("unit-state", new UnitState(UnitState.Status.LOST, "b00t", AT)));
    }

    static Golden named(String name) {
        return all().filter(golden -> golden.name().equals(name)).findFirst().orElseThrow();
    }

    static byte[] ack(String epoch) {
        String json = "{\"epoch\":\"" + epoch + "\",\"upTo\":1}";
        return json.getBytes(StandardCharsets.UTF_8);
    }

    String type() {
        return message.getClass().getSimpleName();
    }

    @Override
    public String toString() {
        return name;
    }

    private static EnrolRequest enrolRequest() {
        return new EnrolRequest("t".repeat(43), Optional.of(UNIT), "a2V5", "c2lnbmF0dXJl");
    }

    private static CardJournals cardJournals() {
        return new CardJournals(
                new UnitId("aula-left"),
                List.of(
                        new CardJournals.Part(new JournalEpoch("earlier"), 1, 12),
                        new CardJournals.Part(EPOCH, 501, 1_000_007)));
    }

    private static Enrolled enrolled() {
        return new Enrolled(
                UNIT,
                ROOM,
                "venue",
                "https://hub.example:8443",
                "ssl://hub.example:8883",
                "bGlzdC1rZXk=",
                List.of("dW5pdA==", "YXV0aG9yaXR5"));
    }

    private static Command command(Optional<String> detail) {
        return new Command(1_000_007, "b00t", 120_017, "resync", detail, "c2lnbmF0dXJl");
    }

    private static Answer known() {
        List<SessionId> registered = List.of(new SessionId("7002"), new SessionId("7001"));
        KnownBadge badge = new KnownBadge(BadgeState.BLOCKED, registered, List.of());
        return new Answer(Long.MAX_VALUE, Optional.of(badge), "c2lnbmF0dXJl");
    }

    private static ListBadge badge() {
        return new ListBadge(BADGE, BadgeState.REPLACED, List.of(0, 2), List.of());
    }

    private static Changes changes() {
        DoorSession moved =
                new DoorSession(
                        new SessionId("7001"),
                        "Keynote",
                        AT,
                        AT.plus(Duration.ofMinutes(50)),
                        Duration.ofMinutes(15),
                        Duration.ZERO,
                        Access.OPEN,
                        WalkIn.REFUSE,
                        ReEntry.FREE,
                        true);
        return new Changes(
                12,
                78,
                AT,
                Optional.of(DoorPolicy.DEFAULT),
                List.of(moved),
                List.of(new SessionId("7002")),
                List.of(
                        ChangedBadge.state(BADGE, BadgeState.REVOKED),
                        ChangedBadge.removed(new BadgeFingerprint(1, 2)),
                        new ChangedBadge(
                                new BadgeFingerprint(3, 4),
                                Optional.of(BadgeState.ACTIVE),
                                Optional.of(List.of(new SessionId("7001"))),
                                Optional.of(List.of()))));
    }

    private static Changes noChanges() {
        return new Changes(1, 1, AT, Optional.empty(), List.of(), List.of(), List.of());
    }

    private static ListHeader header(Optional<Long> serial) {
        DoorSession open =
                new DoorSession(
                        new SessionId("7001"),
                        "Caf\u00e9 \"Keynote\" \u2013 \ud83d\ude80",
                        AT,
                        AT.plus(Duration.ofMinutes(50)),
                        Duration.ofMinutes(15),
                        Duration.ZERO,
                        Access.OPEN,
                        WalkIn.REFUSE,
                        ReEntry.FREE,
                        false);
        DoorSession closed =
                new DoorSession(
                        new SessionId("7002"),
                        "Workshop",
                        AT.plus(Duration.ofHours(1)),
                        AT.plus(Duration.ofHours(3)),
                        Duration.ofMinutes(10),
                        Duration.ofMinutes(90),
                        Access.REGISTERED_ONLY,
                        WalkIn.ADMIT_FLAGGED,
                        ReEntry.AFTER_EXIT,
                        true);
        return new ListHeader(
                12,
                AT.minusMillis(1),
                UNIT,
                ROOM,
                DOOR,
                "Janson",
                ZoneId.of("Europe/Brussels"),
                new EventTag("FD6"),
                "c2FsdCBzYWx0IHNhbHQgc2FsdCBzYWx0IHNhbHQgIQ==",
                Map.of(0, "a2V5IDA=", 31, "a2V5IDMx"),
                DoorPolicy.DEFAULT,
                List.of(open, closed),
                Map.of(1, 40, 0, 700),
                5000,
                serial);
    }

    private static ListNotice notice() {
        return new ListNotice(12, "/unit/v1/list/12", 300_000, "00ff".repeat(16), "c2lnbmF0dXJl");
    }

    private static UnitTime time() {
        return new UnitTime(60_017, "hub", Optional.of(new UnitTime.Heard(AT, 60_010)));
    }

    private static UnitInfo info(
            Optional<Long> first, Optional<Long> changes, Optional<UnitTime> time) {
        return new UnitInfo(
                "0.1.0",
                "b00t",
                AT.minusSeconds(60),
                AT,
                ROOM,
                DOOR,
                EPOCH,
                first,
                4711,
                12,
                0,
                changes,
                ClockQuality.UNSET,
                "camera",
                "virtual",
                time,
                Optional.empty());
    }

    private static UnitInfo healthy() {
        UnitHealth health =
                new UnitHealth(
                        Optional.of(new UnitHealth.ModeSet(Mode.OUT, "button", AT)),
                        Optional.of("the camera sent no frame for 5 s"),
                        Optional.of(12.5),
                        Optional.of(0.2),
                        Optional.of(61.9),
                        Optional.of(List.of("under-voltage", "throttled-before")),
                        Optional.of(2048L),
                        Optional.of(3L),
                        Optional.of(1L));
        UnitInfo info = info(Optional.empty(), Optional.empty(), Optional.empty());
        return new UnitInfo(
                info.version(),
                info.boot(),
                info.startedAt(),
                info.at(),
                info.room(),
                info.door(),
                info.epoch(),
                info.firstNumber(),
                info.lastNumber(),
                info.waiting(),
                info.listRevision(),
                info.changes(),
                info.clock(),
                info.reader(),
                info.indicator(),
                info.time(),
                Optional.of(health));
    }

    private static Scan in() {
        Effect enter = new Effect.Enter(new SessionId("7001"), true);
        return scan(1, Optional.of(BADGE), "admitted", "registered", List.of(enter));
    }

    private static Scan turnover() {
        Effect leave = new Effect.Leave(Optional.of(new SessionId("7001")));
        Effect enter = new Effect.Enter(new SessionId("7002"), false);
        return scan(2, Optional.of(BADGE), "admitted", "walk-in", List.of(leave, enter));
    }

    private static Scan out() {
        Effect leave = new Effect.Leave(Optional.empty());
        return scan(4, Optional.of(BADGE), "admitted", "out-without-in", List.of(leave));
    }

    private static Scan unreadable() {
        return scan(5, Optional.empty(), "refused", "unreadable", List.of());
    }

    private static Scan scan(
            long number,
            Optional<BadgeFingerprint> badge,
            String outcome,
            String reason,
            List<Effect> effects) {
        return new Scan(
                number,
                AT.plusMillis(250),
                123_456,
                "b00t",
                ClockQuality.SYNCED,
                DOOR,
                ROOM,
                Side.IN,
                Mode.AUTO,
                Way.WALL_QR,
                badge,
                outcome,
                reason,
                reason.equals("walk-in"),
                effects,
                12,
                true);
    }

    private static SeatNotice seatNotice() {
        return new SeatNotice(
                EPOCH,
                1_000_007,
                false,
                List.of(
                        new SeatLevel(new SessionId("7001"), 350),
                        new SeatLevel(new SessionId("7002"), 0)),
                List.of(17L, 4711L),
                new SeatMark(LIFE, 86_400_000),
                "c2lnbmF0dXJl");
    }

    private static SeatsHeld seatsHeld() {
        return new SeatsHeld(
                EPOCH,
                1_000_007,
                List.of(new SeatLevel(new SessionId("7001"), 350)),
                4711,
                Optional.of(new SeatsHeld.Heard(new SeatMark(LIFE, 86_400_000), "b00t", 123_456)));
    }
}
