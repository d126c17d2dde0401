package io.turnout.hub.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.SmallHub;
import io.turnout.hub.agenda.EventId;
import io.turnout.hub.fleet.AccessLists;
import io.turnout.hub.fleet.ChangeFeed;
import io.turnout.hub.fleet.ListKey;
import io.turnout.protocol.access.Presentation;
import io.turnout.protocol.badge.BadgeAlphabet;
import io.turnout.protocol.badge.EventTag;
import io.turnout.protocol.badge.ShortCode;
import io.turnout.protocol.badge.SignedCode;
import io.turnout.protocol.crypto.BadgeKeys;
import io.turnout.protocol.crypto.HmacFingerprinter;
import io.turnout.protocol.message.ListHeader;
import io.turnout.protocol.message.MessageCodec;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Signed badges: from the hub, read by a unit with nothing but its list's header")
final class SignedBadgesTest {
    private static final String BADGES = "/api/v1/events/ev/badges/";
    private static final String CODE = code("TRN");
    private static final String OTHERS = code("XTH");

    @TempDir Path directory;
    private SmallHub hub;

    @BeforeEach
    void start() throws Exception {
        hub = SmallHub.start(directory);
        hub.addEvent("other", "XTH", "Europe/Brussels");
        fill("ev", CODE);
        fill("other", OTHERS);
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void areGenuineForTheDaysOfTheEvent() throws Exception {
        session("ev", "s1", "2026-03-28", "2026-03-28T09:00:00Z", "2026-03-28T10:00:00Z");
        session("ev", "s2", "2026-03-29", "2026-03-29T22:30:00Z", "2026-03-30T00:30:00Z");

        String signed = signed("ev", CODE);

        assertThat(signed).hasSize(SignedCode.LENGTH);
        assertThat(read(signed, header("ev")))
                .isEqualTo(
                        new Presentation.Signed(
                                hub.event("ev").fingerprinter().of(CODE),
                                Instant.parse("2026-03-27T23:00:00Z"),
                                Instant.parse("2026-03-30T22:00:00Z"),
                                true));
        assertThat(signed("ev", CODE.toLowerCase(Locale.ROOT))).isEqualTo(signed);
    }

    @Test
    void areValidUntilTheLongestSessionIsOver() throws Exception {
        session("ev", "s1", "2026-03-28", "2026-03-28T09:00:00Z", "2026-04-04T10:00:00Z");

        assertThat(read(signed("ev", CODE), header("ev")))
                .isInstanceOfSatisfying(
                        Presentation.Signed.class,
                        badge ->
                                assertThat(badge.notAfter())
                                        .isEqualTo(Instant.parse("2026-04-04T22:00:00Z")));
    }

    @Test
    @DisplayName("AT7 signed badges are not genuine with any character changed")
    void areNotGenuineWithAnyCharacterChanged() throws Exception {
        oneSession("ev");
        String signed = signed("ev", CODE);
        ListHeader header = header("ev");
        assertThat(isGenuine(signed, header)).isTrue();
        for (int place = 0; place < signed.length(); place++) {
            for (char other : BadgeAlphabet.CHARACTERS.toCharArray()) {
                if (other != signed.charAt(place)) {
                    String changed =
                            signed.substring(0, place) + other + signed.substring(place + 1);
                    assertThat(isGenuine(changed, header)).as(changed).isFalse();
                }
            }
        }
    }

    @Test
    void ofAnotherEventAreToldApart() throws Exception {
        oneSession("other");

        Presentation read = read(signed("other", OTHERS), header("ev"));

        assertThat(read)
                .isEqualTo(
                        new Presentation.Text(
                                hub.event("ev").fingerprinter().of(OTHERS),
                                Presentation.Form.OTHER_EVENT));
    }

    @Test
    @DisplayName("AT7 badges signed with the key of another event are forged")
    void signedWithTheKeyOfAnotherEventAreForged() throws Exception {
        SignedCode.Claim claim =
                new SignedCode.Claim(
                        EventKeys.KEY_ID,
                        ShortCode.of(new EventTag("TRN"), 12345),
                        Instant.parse("2026-01-01T00:00:00Z"),
                        Instant.parse("2027-01-01T00:00:00Z"));
        EventKeys keys = hub.badgeKeys();
        String theirs =
                SignedCode.of(claim, bytes -> keys.sign(new EventId("other"), bytes)).text();
        String ours = SignedCode.of(claim, bytes -> keys.sign(new EventId("ev"), bytes)).text();

        assertThat(isGenuine(theirs, header("ev"))).isFalse();
        assertThat(isGenuine(ours, header("ev"))).isTrue();
    }

    @Test
    void areWrittenIntoTheAuditAndOnlyThen() throws Exception {
        oneSession("ev");
        signed("ev", CODE);
        hub.get(BADGES + "NOBODYS/signed");

        assertThat(hub.rows("SELECT who, what, subject, detail FROM audit"))
                .containsExactly("ada|sign badge|ev|" + hub.event("ev").fingerprinter().of(CODE));
    }

    @Test
    void areRefusedWithAReasonAndACure() throws Exception {
        assertRefused(CODE, 409, "no sessions yet", "Import its agenda first.");
        oneSession("ev");
        assertRefused("NOBODYS", 404, "There is no badge 'NOBODYS'.", "Check");
        assertRefused(OTHERS, 404, "There is no badge", "Check");
        hub.database()
                .change(handle ->
                        handle.execute(
                                "INSERT INTO badge (event, fingerprint, attendee, code)"
                                        + " SELECT event, ?, attendee, 'OLD-ONE' FROM badge"
                                        + " WHERE event = 'ev'",
                                hub.event("ev").fingerprinter().of("OLD-ONE").toString()));
        assertRefused("OLD-ONE", 409, "not made here", "by their list");
        hub.post(BADGES + CODE + "/state", "{\"state\":\"revoked\"}");
        assertRefused(CODE, 409, "This badge is revoked", "issue another one");
        assertThat(hub.send(hub.stranger(BADGES + CODE + "/signed")).statusCode()).isEqualTo(401);
        assertThat(hub.get("/api/v1/events/none/badges/" + CODE + "/signed").statusCode())
                .isEqualTo(404);
    }

    private void assertRefused(String code, int status, String what, String fix) throws Exception {
        HttpResponse<String> answer = hub.get(BADGES + code + "/signed");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains(what, fix);
    }

    private String signed(String event, String code) throws Exception {
        HttpResponse<String> answer =
                hub.get("/api/v1/events/" + event + "/badges/" + code + "/signed");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).startsWith("{\"code\":\"").endsWith("\"}");
        return answer.body().substring("{\"code\":\"".length(), answer.body().length() - 2);
    }

    private ListHeader header(String event) throws Exception {
        AccessLists lists =
                new AccessLists(
                        hub.database(),
                        new AccessLists.Keys(ListKey.open(directory), EventKeys.open(directory)),
                        directory.resolve("lists"),
                        new ChangeFeed(
                                hub.database(),
                                ListKey.open(directory),
                                InstantSource.fixed(SmallHub.NOW),
                                (_, _) -> {}),
                        InstantSource.fixed(SmallHub.NOW));
        List<AccessLists.Addressed> made = new ArrayList<>();
        lists.refresh(event, true, made::add);
        AccessLists.Addressed to = made.getFirst();
        byte[] list = lists.fetch(to.unit(), to.notice().revision()).orElseThrow();
        String first = new String(list, StandardCharsets.UTF_8).lines().findFirst().orElseThrow();
        return new MessageCodec().read(first.getBytes(StandardCharsets.UTF_8), ListHeader.class);
    }

    /** As a unit reads it. */
    private static Presentation read(String text, ListHeader header) {
        Base64.Decoder base64 = Base64.getDecoder();
        Map<Integer, byte[]> keys =
                header.badgeKeys().entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        Map.Entry::getKey, key -> base64.decode(key.getValue())));
        return Presentation.of(
                text,
                header.event(),
                new HmacFingerprinter(base64.decode(header.salt())),
                new BadgeKeys(keys));
    }

    private static boolean isGenuine(String text, ListHeader header) {
        return read(text, header) instanceof Presentation.Signed signed && signed.genuine();
    }

    private static String code(String tag) {
        return ShortCode.of(new EventTag(tag), 12345).text();
    }

    /** An attendee with a badge, and a room with a unit. */
    private void fill(String event, String code) throws Exception {
        String list =
                "number,family_name,given_name,email,licence_number,groups,badge\n7,L,Ada,,,,"
                        + code;
        assertThat(hub.post("/api/v1/events/" + event + "/attendees", list).statusCode())
                .isEqualTo(200);
        hub.database()
                .change(handle -> {
                    handle.execute(
                            "INSERT INTO room (id, event, name, place) VALUES (?, ?, 'Room', 1)",
                            event + "-r",
                            event);
                    handle.execute(
                            "INSERT INTO door (id, room, name) VALUES (?, ?, 'A')",
                            event + "-d",
                            event + "-r");
                    handle.execute(
                            "INSERT INTO unit (id, door, mode, secret_hash) VALUES (?, ?, 'auto', '')",
                            event + "-u",
                            event + "-d");
                    handle.execute("DELETE FROM audit");
                });
    }

    private void oneSession(String event) {
        session(event, event + "-s", "2026-01-31", "2026-01-31T09:00:00Z", "2026-01-31T10:00:00Z");
    }

    private void session(String event, String id, String day, String start, String end) {
        hub.database()
                .change(handle ->
                        handle.execute(
                                "INSERT INTO session (id, event, room, day, title, start_ms,"
                                        + " end_ms, early_min, late_min)"
                                        + " VALUES (?, ?, ?, ?, 'T', ?, ?, 15, 0)",
                                id,
                                event,
                                event + "-r",
                                day,
                                Instant.parse(start).toEpochMilli(),
                                Instant.parse(end).toEpochMilli()));
    }
}
