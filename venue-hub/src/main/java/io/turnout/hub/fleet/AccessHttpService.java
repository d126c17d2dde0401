package io.turnout.hub.fleet;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.fleet.AccessStates.States;
import io.turnout.hub.fleet.AccessStates.UnitHolding;
import io.turnout.hub.store.Database;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.Json;
import io.turnout.hub.web.Right;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** For programs: what each unit has of what it should have, and where revocations are in force. */
public final class AccessHttpService implements HttpService {
    private final Database database;
    private final UnitsQueries units;
    private final AccessStates states;
    private final InstantSource clock;

    public AccessHttpService(
            Database database, UnitsQueries units, AccessStates states, InstantSource clock) {
        this.database = database;
        this.units = units;
        this.states = states;
        this.clock = clock;
    }

    /** The routes, for signed-in users. */
    public Feature feature() {
        return Feature.closed(this);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/api/v1/events/{event}/access", Right.SEE.lets(this::access));
    }

    private record Answer(
            List<UnitAnswer> units, List<RevocationAnswer> revocations, long revoked) {}

    private record Compared(long identical, long missing, long extraneous, String asOf) {}

    private record UnitAnswer(
            String unit,
            long listWanted,
            long listHas,
            long changesWanted,
            long changesHas,
            @Nullable Compared compared) {}

    private record RevocationAnswer(
            String attendee,
            String state,
            @Nullable String since,
            int inForce,
            int units,
            List<Missing> missing) {}

    private record Missing(String unit, String room, @Nullable String heard) {}

    private void access(ServerRequest request, ServerResponse response) {
        EventFacts event =
                EventFacts.require(database, request.path().pathParameters().get("event"));
        String id = event.id().value();
        States now =
                database.read(
                        handle -> states.of(handle, id, units.of(handle, id, clock.instant())));
        Json.send(
                response,
                200,
                new Answer(
                        now.units().stream().map(AccessHttpService::answer).toList(),
                        now.revocations().stream().map(AccessHttpService::answer).toList(),
                        now.revoked()));
    }

    private static UnitAnswer answer(UnitHolding of) {
        return new UnitAnswer(
                of.unit().id(),
                of.unit().listWanted(),
                of.unit().listHas(),
                of.changesWanted(),
                of.unit().changesHas(),
                of.holding()
                        .map(has ->
                                new Compared(
                                        has.identical(),
                                        has.missing(),
                                        has.extraneous(),
                                        has.asOf().toString()))
                        .orElse(null));
    }

    private static RevocationAnswer answer(Revocation revocation) {
        return new RevocationAnswer(
                revocation.attendee(),
                revocation.state(),
                time(revocation.sinceMs()),
                revocation.inForce(),
                revocation.units(),
                revocation.missing().stream()
                        .map(unit -> new Missing(unit.id(), unit.room(), time(unit.heardMs())))
                        .toList());
    }

    private static @Nullable String time(long millis) {
        return millis == 0 ? null : Instant.ofEpochMilli(millis).toString();
    }
}
