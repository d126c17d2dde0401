package io.turnout.hub.fleet;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.fleet.Units.Outcome;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.HttpProblem;
import io.turnout.hub.web.Json;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.Shown;
import io.turnout.hub.web.SignedIn;
import io.turnout.protocol.access.DoorId;
import io.turnout.protocol.access.Ids;
import io.turnout.protocol.access.Mode;
import io.turnout.protocol.access.RoomId;
import io.turnout.protocol.message.UnitId;
import io.turnout.protocol.message.UnitInfo;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Units for programs: registering, looking, and the lists that units fetch. */
public final class FleetHttpService implements HttpService {
    private static final String BASIC = "Basic ";

    private final Units units;
    private final AccessLists lists;
    private final FleetQueries queries;
    private final Site site;
    private final Consumer<String> changed;

    /**
     * @param changed is told the id of an event whose units changed
     */
    public FleetHttpService(
            Units units,
            AccessLists lists,
            FleetQueries queries,
            Site site,
            Consumer<String> changed) {
        this.units = units;
        this.lists = lists;
        this.queries = queries;
        this.site = site;
        this.changed = changed;
    }

    /**
     * What a new unit is told of the hub, and how it proves who it is.
     *
     * @param holder whose a certificate is; missing where units have secrets instead
     */
    public record Site(
            String name,
            String mqttUrl,
            String hubUrl,
            String listKey,
            InstantSource clock,
            Optional<Function<X509Certificate, Optional<UnitId>>> holder) {}

    /** The routes for programs, and those for units, which bring their own proof. */
    public List<Feature> features() {
        HttpService lists =
                rules -> rules.get("/unit/v1/list/{revision}", Right.OPEN.lets(this::fetch));
        return List.of(Feature.closed(this), Feature.ofUnits(lists));
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/api/v1/units", Right.CHANGE_DOORS.lets(this::register))
                .get("/api/v1/units", Right.SEE.lets(this::list))
                .post("/api/v1/units/{unit}/lost", Right.CHANGE_DOORS.lets(this::declareLost))
                .post("/api/v1/units/{unit}/back", Right.CHANGE_DOORS.lets(this::putBack));
    }

    private record UnitBody(
            @Nullable String id,
            @Nullable String room,
            @Nullable String door,
            @Nullable String mode) {}

    private record Registered(
            String unit,
            String secret,
            String listKey,
            String site,
            String mqttUrl,
            String hubUrl) {}

    private record ListState(long wanted, long has) {}

    private record UnitAnswer(
            String unit,
            String event,
            String room,
            String door,
            String mode,
            String status,
            @Nullable String heard,
            long lag,
            long waiting,
            ListState list,
            long clockOffsetMs,
            @Nullable String version) {}

    private void register(ServerRequest request, ServerResponse response) {
        UnitBody body = Json.read(request, UnitBody.class);
        String id = id("id", body.id());
        String door = body.door() == null ? id : id("door", body.door());
        Units.Registration registration =
                new Units.Registration(
                        new UnitId(id),
                        new RoomId(id("room", body.room())),
                        new DoorId(door),
                        mode(body.mode()));
        switch (units.register(registration, SignedIn.of(request).name())) {
            case Outcome.Registered(String secret, String event) -> {
                changed.accept(event);
                Json.send(
                        response,
                        201,
                        new Registered(
                                id,
                                secret,
                                site.listKey(),
                                site.name(),
                                site.mqttUrl(),
                                site.hubUrl()));
            }
            case Outcome.UnknownRoom() ->
                    throw HttpProblem.notFound("room", registration.room().value());
            case Outcome.UnitTaken() -> throw HttpProblem.taken("unit", id);
            case Outcome.DoorElsewhere() ->
                    throw HttpProblem.badField("door", "A door of that room, or a new one.");
        }
    }

    private void list(ServerRequest request, ServerResponse response) {
        List<UnitAnswer> answers = queries.units().stream().map(FleetHttpService::answer).toList();
        Json.send(response, 200, answers);
    }

    private void declareLost(ServerRequest request, ServerResponse response) {
        UnitId unit = named(request);
        done(
                unit,
                units.declareLost(unit, site.clock().instant(), SignedIn.of(request).name()),
                response);
    }

    private void putBack(ServerRequest request, ServerResponse response) {
        UnitId unit = named(request);
        done(unit, units.putBack(unit, SignedIn.of(request).name()), response);
    }

    private static UnitId named(ServerRequest request) {
        return new UnitId(id("unit", request.path().pathParameters().get("unit")));
    }

    private void done(UnitId unit, boolean there, ServerResponse response) {
        if (!there) {
            throw HttpProblem.notFound("unit", unit.value());
        }
        units.eventOf(unit).ifPresent(changed);
        Json.send(response, 200, Map.of("unit", unit.value()));
    }

    private void fetch(ServerRequest request, ServerResponse response) {
        UnitId unit = unit(request);
        long revision = revision(request.path().pathParameters().get("revision"));
        byte[] list =
                lists.fetch(unit, revision)
                        .orElseThrow(() -> HttpProblem.notFound("list", String.valueOf(revision)));
        response.header(HeaderNames.CONTENT_TYPE, "application/x-ndjson").send(list);
    }

    private UnitId unit(ServerRequest request) {
        return site.holder()
                .map(holder -> Shown.certificate(request).flatMap(holder))
                .orElseGet(() -> bySecret(request))
                .orElseThrow(() ->
                        new HttpProblem(
                                401,
                                "This list is for a registered unit.",
                                "Authorization",
                                site.holder().isPresent()
                                        ? "Connect by TLS with the unit's certificate to the port"
                                                + " for units, or enrol the unit again."
                                        : "Send unit id and secret as 'Basic'."));
    }

    private Optional<UnitId> bySecret(ServerRequest request) {
        return request.headers()
                .first(HeaderNames.AUTHORIZATION)
                .filter(value -> value.startsWith(BASIC))
                .map(value -> decoded(value.substring(BASIC.length())).split(":", 2))
                .filter(parts -> parts.length == 2)
                .filter(parts -> Ids.valid(parts[0]) && units.matches(parts[0], parts[1]))
                .map(parts -> new UnitId(parts[0]));
    }

    private static String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return ""; // then it proves nobody
        }
    }

    private static long revision(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw HttpProblem.notFound("list", text);
        }
    }

    private static String id(String field, @Nullable String value) {
        if (value == null || !Ids.valid(value)) {
            throw HttpProblem.badField(field, "1 to 64 letters, digits, - _ . ");
        }
        return value;
    }

    private static Mode mode(@Nullable String text) {
        for (Mode mode : Mode.values()) {
            if (mode.name().toLowerCase(Locale.ROOT).equals(text)) {
                return mode;
            }
        }
        throw HttpProblem.badField("mode", "in, out or auto.");
    }

    private static UnitAnswer answer(FleetQueries.Unit unit) {
        return new UnitAnswer(
                unit.id(),
                unit.event(),
                unit.room(),
                unit.door(),
                unit.mode(),
                unit.status(),
                unit.heard().map(Instant::toString).orElse(null),
                unit.lag(),
                unit.info().map(UnitInfo::waiting).orElse(0L),
                new ListState(unit.listWanted(), unit.listHas()),
                unit.clockOffset().toMillis(),
                unit.info().map(UnitInfo::version).orElse(null));
    }
}
