package io.turnout.hub.seats;

import io.turnout.hub.fleet.ListKey;
import io.turnout.hub.store.Database;
import io.turnout.protocol.access.SessionId;
import io.turnout.protocol.message.HubLife;
import io.turnout.protocol.message.SeatLevel;
import io.turnout.protocol.message.SeatMark;
import io.turnout.protocol.message.SeatNotice;
import io.turnout.protocol.message.SeatsHeld;
import io.turnout.protocol.message.UnitId;
import io.turnout.protocol.seats.Claim;
import io.turnout.protocol.seats.Doorway;
import io.turnout.protocol.seats.Holder;
import io.turnout.protocol.seats.Limit;
import io.turnout.protocol.seats.Moments;
import io.turnout.protocol.seats.SeatLender;
import io.turnout.protocol.seats.Standing;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lender between the database and the units: reads what was scanned and what doors say, lets it
 * decide, writes that down, and only then says it. One thread.
 */
final class Lending {
    private static final Logger LOG = LoggerFactory.getLogger(Lending.class);

    /** How long to go without a look at the venue. */
    static final Duration LOOK_ANYWAY = Duration.ofSeconds(1);

    private final Database database;
    private final ListKey key;
    private final InstantSource clock;
    private final HubLife life;
    private final BiConsumer<UnitId, SeatNotice> outlet;
    private final Moments moments = new Moments();
    private Map<Holder, Long> followed = new HashMap<>();
    private Map<SessionId, Limit> limits = Map.of();
    private Optional<SeatLender> lender = Optional.empty();
    private long lookedAt = Long.MIN_VALUE / 2;

    Lending(
            Database database,
            ListKey key,
            InstantSource clock,
            HubLife life,
            BiConsumer<UnitId, SeatNotice> outlet) {
        this.database = database;
        this.key = key;
        this.clock = clock;
        this.life = life;
        this.outlet = outlet;
    }

    /** Whether there is something to do soon. */
    boolean isRestless() {
        return lender.filter(SeatLender::isRestless).isPresent();
    }

    /** From what is written down. */
    void beginAnew() {
        lender = Optional.empty();
    }

    /**
     * One round.
     *
     * @return how seats are divided now, by session
     */
    Map<SessionId, SessionSeats> round(List<SeatEvent> round) {
        long now = millis();
        boolean due = now - lookedAt >= LOOK_ANYWAY.toMillis();
        if (due || lender.isEmpty() || round.contains(new SeatEvent.Changed())) {
            look(now);
        }
        SeatLender lends = lender.orElseGet(this::begin);
        follow(lends, now);
        for (SeatEvent event : round) {
            switch (event) {
                case SeatEvent.Said said -> heard(lends, said);
                case SeatEvent.Forgotten _ -> lends.tellAllAgain();
                case SeatEvent.Stored _, SeatEvent.Changed _ -> LOG.trace("looked for anyway");
            }
        }
        lends.plan(now);
        List<Standing> changes = lends.changes();
        if (!changes.isEmpty()) {
            boolean restored = lends.isAfterRestore();
            database.change(handle -> new SeatTables(handle).save(changes, restored));
        }
        lends.toTell().forEach(this::say);
        return divided(lends);
    }

    /** Which doors and sessions there are; with other sessions it begins anew. */
    private void look(long now) {
        lookedAt = now;
        Instant wall = clock.instant();
        Map<UnitId, Doorway> doors = database.read(handle -> new SeatSource(handle).doors(wall));
        Map<SessionId, Limit> limitsNow =
                database.read(handle -> new SeatSource(handle).limits(wall));
        if (!limitsNow.keySet().equals(limits.keySet())) {
            lender = Optional.empty();
        }
        limits = limitsNow;
        if (lender.isEmpty()) {
            begin();
        }
        lender.ifPresent(lends -> lends.venue(doors, limitsNow));
    }

    private SeatLender begin() {
        SeatLender begun = new SeatLender(moments);
        long now = millis();
        Instant wall = clock.instant();
        database.read(handle -> {
            SeatTables tables = new SeatTables(handle);
            SeatSource source = new SeatSource(handle);
            begun.remember(tables.standings(), tables.isAfterRestore());
            begun.venue(source.doors(wall), source.limits(wall));
            source.whereabouts(
                    wall, row -> row.seen().ifPresent(seen -> begun.saw(row.holder(), seen, now)));
            followed = new HashMap<>(source.reach());
            return followed.size();
        });
        followed.forEach(begun::arrived);
        begun.tellAllAgain();
        lender = Optional.of(begun);
        return begun;
    }

    private void follow(SeatLender lends, long now) {
        Map<Holder, Long> reach = database.read(handle -> new SeatSource(handle).reach());
        reach.forEach((holder, upTo) -> {
            long from = followed.getOrDefault(holder, 0L);
            if (upTo > from) {
                for (SeatSource.Row row :
                        database.read(handle -> new SeatSource(handle).after(holder, from, upTo))) {
                    row.seen().ifPresent(seen -> lends.saw(holder, seen, now));
                    if (row.full()) {
                        lends.turnedAway(holder, row.room(), now);
                    }
                }
                followed.put(holder, upTo);
                lends.arrived(holder, upTo);
            }
        });
    }

    private void heard(SeatLender lends, SeatEvent.Said said) {
        SeatsHeld held = said.held();
        Holder holder = new Holder(said.unit(), held.epoch());
        Optional<SeatsHeld.Heard> ours =
                held.heard().filter(heard -> heard.sent().life().equals(life));
        Optional<Moments.Exchange> exchange =
                ours.map(heard ->
                        new Moments.Exchange(
                                heard.sent().millis(), said.received(), heard.monotonicMillis()));
        if (exchange.filter(Moments.Exchange::isNarrow).isEmpty()) {
            lends.tellAgain(said.unit());
        }
        String boot = ours.map(SeatsHeld.Heard::boot).orElse("");
        if (exchange.filter(known -> moments.learn(said.unit(), boot, known)).isPresent()) {
            lends.timesKnown();
        }
        Map<SessionId, Integer> levels =
                held.levels().stream()
                        .collect(Collectors.toMap(SeatLevel::session, SeatLevel::seats, Math::max));
        lends.claimed(
                holder,
                new Claim(held.serial(), levels, held.lastNumber()),
                followed.getOrDefault(holder, 0L),
                clock.instant());
    }

    private void say(SeatLender.Told told) {
        List<SeatLevel> levels =
                told.loan().levels().entrySet().stream()
                        .map(level -> new SeatLevel(level.getKey(), level.getValue()))
                        .sorted(Comparator.comparing(SeatLevel::session))
                        .toList();
        UnitId unit = told.holder().unit();
        SeatNotice notice =
                new SeatNotice(
                        told.holder().epoch(),
                        told.loan().serial(),
                        told.loan().keep(),
                        levels,
                        told.loan().releases().stream().sorted().toList(),
                        new SeatMark(life, millis()),
                        "");
        outlet.accept(unit, notice.with(key.sign(unit, notice)));
    }

    private Map<SessionId, SessionSeats> divided(SeatLender lends) {
        Map<SessionId, SessionSeats> divided = new HashMap<>();
        limits.forEach((session, limit) ->
                divided.put(session, new SessionSeats(limit.capacity(), lends.of(session))));
        return Map.copyOf(divided);
    }

    /** Of this run's own clock: it never steps. */
    static long millis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }
}
