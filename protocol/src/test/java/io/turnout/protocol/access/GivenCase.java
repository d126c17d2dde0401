package io.turnout.protocol.access;

import com.fasterxml.jackson.databind.JsonNode;
import io.turnout.protocol.access.Verdict.Basis;
import io.turnout.protocol.access.Verdict.Detail;
import io.turnout.protocol.badge.BadgeFingerprint;
import io.turnout.protocol.badge.EventTag;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what a test vector gives. */
final class GivenCase {
    private static final BadgeFingerprint BADGE = new BadgeFingerprint(1, 2);

    private GivenCase() {}

    static Presented presented(JsonNode given) {
        return new Presented(
                presentation(given.get("presentation")),
                new Door(
                        new DoorId("door"),
                        new RoomId("room"),
                        named(Side.class, given.get("side")),
                        named(Mode.class, given.get("mode")),
                        named(Way.class, given.get("way"))),
                list(given),
                knowledge(given),
                state(given.get("state")),
                time(given.get("time")),
                given.get("online").booleanValue());
    }

    static Instant instant(JsonNode text) {
        return OffsetDateTime.parse(text.asText()).toInstant();
    }

    static <E extends Enum<E>> E named(Class<E> type, JsonNode text) {
        String name = text.asText().toUpperCase(Locale.ROOT).replace('-', '_');
        return Enum.valueOf(type, name);
    }

    private static Presentation presentation(JsonNode node) {
        if (node.isObject()) {
            JsonNode signed = node.get("signed");
            return new Presentation.Signed(
                    BADGE,
                    instant(signed.get("notBefore")),
                    instant(signed.get("notAfter")),
                    signed.get("genuine").booleanValue());
        }
        return node.asText().equals("unreadable")
                ? new Presentation.Unreadable()
                : new Presentation.Text(BADGE, named(Presentation.Form.class, node));
    }

    private static RoomList list(JsonNode given) {
        JsonNode list = given.get("list");
        JsonNode policy = given.get("policy");
        List<DoorSession> sessions = new ArrayList<>();
        for (var session : given.get("sessions").properties()) {
            sessions.add(session(session.getKey(), session.getValue()));
        }
        return new RoomList(
                list.get("revision").longValue(),
                instant(list.get("asOf")),
                new EventTag(list.get("event").asText()),
                new DoorPolicy(
                        policy.get("includeTargets").booleanValue(),
                        named(WalkIn.class, policy.get("notOnList")),
                        named(WalkIn.class, policy.get("uncertainTime")),
                        Duration.parse(policy.get("coolDown").asText()),
                        Duration.parse(policy.get("turnover").asText())),
                sessions);
    }

    private static DoorSession session(String id, JsonNode node) {
        return new DoorSession(
                new SessionId(id),
                node.get("title").asText(),
                instant(node.get("start")),
                instant(node.get("end")),
                Duration.parse(node.get("early").asText()),
                Duration.parse(node.get("late").asText()),
                named(Access.class, node.get("access")),
                named(WalkIn.class, node.get("walkIn")),
                named(ReEntry.class, node.get("reEntry")),
                node.get("cancelled").booleanValue());
    }

    private static Knowledge knowledge(JsonNode given) {
        return switch (given.get("knowledge").asText()) {
            case "listed" -> new Knowledge.Listed(entry(given.get("badge")));
            case "known-to-hub" -> new Knowledge.KnownToHub(entry(given.get("badge")));
            case "unknown-to-hub" -> new Knowledge.UnknownToHub();
            case "not-listed" -> new Knowledge.NotListed();
            default -> throw new IllegalArgumentException(given.get("knowledge").asText());
        };
    }

    private static BadgeEntry entry(JsonNode badge) {
        return new BadgeEntry(
                named(BadgeState.class, badge.get("state")),
                ids(badge.get("registered")),
                ids(badge.get("targeted")));
    }

    private static DoorState state(JsonNode node) {
        Map<SessionId, Seats> seats = new HashMap<>();
        for (var each : node.get("seats").properties()) {
            Seats left =
                    new Seats(
                            each.getValue().get("left").intValue(),
                            each.getValue().get("certain").booleanValue());
            seats.put(new SessionId(each.getKey()), left);
        }
        return new DoorState(
                Optional.ofNullable(node.get("former")).map(GivenCase::former),
                Optional.ofNullable(node.get("inside")).map(id -> new SessionId(id.asText())),
                ids(node.get("used")),
                seats);
    }

    private static DoorState.Former former(JsonNode node) {
        Verdict verdict = verdict(node.get("outcome").asText(), node);
        return new DoorState.Former(instant(node.get("at")), verdict);
    }

    private static Verdict verdict(String outcome, JsonNode node) {
        Reason reason = named(Reason.class, node.get("reason"));
        Basis basis = new Basis(1, true);
        return switch (outcome) {
            case "admitted" -> new Verdict.Admitted(reason, Detail.NONE, List.of(), false, basis);
            case "refused" -> new Verdict.Refused(reason, Detail.NONE, basis);
            case "ask-staff" -> new Verdict.AskStaff(reason, Detail.NONE, basis);
            case "repeated" -> new Verdict.Repeated(verdict(node.get("former").asText(), node));
            default -> throw new IllegalArgumentException(outcome);
        };
    }

    private static TimeReading time(JsonNode node) {
        return node.isObject()
                ? new TimeReading(
                        instant(node.get("best")),
                        instant(node.get("earliest")),
                        instant(node.get("latest")))
                : TimeReading.exact(instant(node));
    }

    private static Set<SessionId> ids(JsonNode node) {
        Set<SessionId> ids = new HashSet<>();
        node.forEach(id -> ids.add(new SessionId(id.asText())));
        return ids;
    }
}
