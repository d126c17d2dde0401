package io.turnout.gateway.panel;

import io.turnout.gateway.accesslist.AccessList;
import io.turnout.gateway.clock.UnitClock;
import io.turnout.gateway.door.Door;
import io.turnout.gateway.door.Outcome;
import io.turnout.gateway.indicator.Beat;
import io.turnout.gateway.indicator.Lamp;
import io.turnout.gateway.indicator.Pattern;
import io.turnout.protocol.access.Cure;
import io.turnout.protocol.access.DoorSession;
import io.turnout.protocol.access.Reason;
import io.turnout.protocol.access.SessionId;
import io.turnout.protocol.access.Verdict;
import io.turnout.protocol.access.WalkIn;
import io.turnout.protocol.message.ClockQuality;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes what the page shows from what the unit is. Thread-safe. */
final class PanelStates {
    /** A verdict stays readable for so long after its lights. */
    static final Duration READABLE = Duration.ofSeconds(10);

    private static final DateTimeFormatter TO_THE_SECOND = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final Unit unit;

    PanelStates(Unit unit) {
        this.unit = unit;
    }

    PanelState state(Words words) {
        Optional<AccessList> list = unit.lists().get();
        ZoneId zone = zone(list);
        UnitClock.Moment moment = unit.clock().now();
        Instant now = moment.reading().best();
        Pattern pattern = unit.indicator().showing().pattern();
        Optional<Door.Occupancy> on = sessionNow(now);
        return new PanelState(
                shown(words, now),
                lamps(pattern),
                pattern.rhythm().stream().map(PanelStates::pair).toList(),
                unit.journal().waiting(),
                unit.journal().last(),
                list.map(used -> listShown(used, now, words)),
                new PanelState.HubShown(
                        unit.uplink().get().online(),
                        Words.time(unit.uplink().get().since(), zone)),
                list.map(used -> used.header().roomName()).orElse(words.text("room.none")),
                list.map(used -> used.header().door().value()).orElse(unit.id().value()),
                on.map(session -> title(session.session(), zone)),
                on.flatMap(PanelStates::occupied),
                lowerCase(unit.door().mode().mode()),
                clock(moment, list, words),
                alerts(words));
    }

    /** Empty while network time holds the clock, or nothing speaks against it. */
    private Optional<String> clock(UnitClock.Moment now, Optional<AccessList> list, Words words) {
        return switch (now.basis()) {
            case NETWORK, OWN -> Optional.empty();
            case HUB ->
                    now.quality() == ClockQuality.UNSET
                            ? Optional.of(words.text("clock.hub"))
                            : Optional.empty();
            case LAST_KNOWN ->
                    Optional.of(
                            words.text(
                                    "clock.last-known",
                                    Map.of(
                                            "at", Words.time(now.reading().best(), zone(list)),
                                            "policy", words.text("clock." + policy(list)))));
            case NONE ->
                    Optional.of(
                            words.text(
                                    "clock.none",
                                    Map.of("policy", words.text("clock." + policy(list)))));
        };
    }

    private String policy(Optional<AccessList> list) {
        return lowerCase(
                list.map(used -> used.roomList().policy().uncertainTime())
                        .orElse(WalkIn.ADMIT_FLAGGED)
                        .stricter(unit.untrustedClock()));
    }

    private List<String> alerts(Words words) {
        return unit.alerts().all().stream()
                .map(alert ->
                        words.text(
                                "alert." + alert.id(),
                                Map.of(
                                        "count", String.valueOf(alert.count()),
                                        "detail", alert.detail().orElse(""))))
                .toList();
    }

    /** The newest outcome, however old, as the answer to the scan that led to it. */
    PanelState.Answer last(Words words) {
        return unit.door()
                .last()
                .map(outcome ->
                        new PanelState.Answer(Optional.of(shown(outcome, words)), outcome.number()))
                .orElse(new PanelState.Answer(Optional.empty(), Optional.empty()));
    }

    private Optional<PanelState.Shown> shown(Words words, Instant now) {
        Optional<PanelState.Shown> recent =
                unit.door()
                        .last()
                        .filter(last -> last.at().plus(READABLE).isAfter(now))
                        .map(outcome -> shown(outcome, words));
        if (recent.isPresent() || unit.lists().get().isPresent()) {
            return recent;
        }
        // Without a time: it would be another verdict every second to who listens to the page.
        return Optional.of(outOfOrder(words, "out-of-order.no-list", ""));
    }

    private PanelState.Shown shown(Outcome outcome, Words words) {
        return switch (outcome) {
            case Outcome.Decided decided -> verdict(outcome, decided.verdict(), words);
            case Outcome.Again again -> verdict(outcome, again.former(), words);
            case Outcome.Uncounted uncounted -> verdict(outcome, uncounted.verdict(), words);
            case Outcome.NoList noList ->
                    outOfOrder(words, "out-of-order.no-list", second(noList.at()));
            case Outcome.NotRecorded not ->
                    outOfOrder(words, "out-of-order.not-recorded", second(not.at()));
        };
    }

    private PanelState.Shown verdict(Outcome outcome, Verdict verdict, Words words) {
        Optional<AccessList> list = unit.lists().get();
        ZoneId zone = zone(list);
        String state = lowerCase(outcome.signal());
        Reason reason = verdict.reason();
        return new PanelState.Shown(
                state,
                words.text("state." + state),
                words.reason(verdict, zone, id -> title(id, list)),
                words.next(reason.cure()),
                second(outcome.at()),
                verdict.detail().session().map(id -> title(id, list)).orElse(""));
    }

    private PanelState.Shown outOfOrder(Words words, String why, String at) {
        return new PanelState.Shown(
                "out-of-order",
                words.text("state.out-of-order"),
                words.text(why),
                words.next(Cure.ASK_STAFF),
                at,
                "");
    }

    private String second(Instant at) {
        return TO_THE_SECOND.withZone(zone(unit.lists().get())).format(at);
    }

    /** The session that is on, or that lets people in already; the one that began last. */
    private Optional<Door.Occupancy> sessionNow(Instant now) {
        return unit.door().occupancy().stream()
                .filter(each -> !each.session().cancelled())
                .filter(each -> !now.isBefore(each.session().opens()))
                .filter(each -> now.isBefore(each.session().end()))
                .max(Comparator.comparing(each -> each.session().start()));
    }

    private static Optional<PanelState.Occupied> occupied(Door.Occupancy occupancy) {
        return occupancy
                .seatsLeft()
                .map(left ->
                        new PanelState.Occupied(occupancy.inside(), occupancy.inside() + left));
    }

    private static PanelState.ListShown listShown(AccessList list, Instant now, Words words) {
        Duration age = Duration.between(list.header().asOf(), now);
        long minutes = Math.max(0, age.toMinutes());
        String key = minutes < 60 ? "age.minutes" : "age.hours";
        Map<String, String> slots =
                Map.of(
                        "minutes", String.valueOf(minutes % 60),
                        "hours", String.valueOf(minutes / 60));
        return new PanelState.ListShown(list.header().revision(), words.text(key, slots));
    }

    private static Map<String, String> lamps(Pattern pattern) {
        boolean steady =
                pattern.rhythm().size() == 1 && pattern.rhythm().getFirst().offMillis() == 0;
        return Stream.of(Lamp.values())
                .collect(
                        Collectors.toMap(
                                PanelStates::lowerCase,
                                lamp ->
                                        !pattern.lamps().contains(lamp)
                                                ? "off"
                                                : steady ? "on" : "blink"));
    }

    private static List<Integer> pair(Beat beat) {
        return List.of(beat.onMillis(), beat.offMillis());
    }

    private static String title(SessionId id, Optional<AccessList> list) {
        return list.flatMap(used -> used.session(id)).map(DoorSession::title).orElse("");
    }

    private static String title(DoorSession session, ZoneId zone) {
        return Words.time(session.start(), zone) + " " + session.title();
    }

    /** Before there is a list nobody has told the unit where it stands. */
    private static ZoneId zone(Optional<AccessList> list) {
        return list.map(used -> used.header().zone()).orElse(ZoneOffset.UTC);
    }

    private static String lowerCase(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
