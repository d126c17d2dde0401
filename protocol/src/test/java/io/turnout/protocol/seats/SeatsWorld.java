package io.turnout.protocol.seats;

import io.turnout.protocol.access.Effect;
import io.turnout.protocol.access.RoomId;
import io.turnout.protocol.access.SessionId;
import io.turnout.protocol.badge.BadgeFingerprint;
import io.turnout.protocol.message.JournalEpoch;
import io.turnout.protocol.message.UnitId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * A room with doors, a crowd, a hub and a network that does its worst. Both sides of the lending
 * are the real ones; what they must not forget is on disks that survive crashes, and everything
 * else is not. Keeps its own account of who is inside.
 */
final class SeatsWorld {
    static final RoomId ROOM = new RoomId("room");
    private static final SessionId NOW = new SessionId("now");
    private static final SessionId LATER = new SessionId("later");
    private static final int MOST_UNDER_WAY = 60;

    /** What is planted. */
    enum Bug {
        NONE,
        TAKES_BACK_BEFORE_ACKNOWLEDGEMENT,
        LENDS_BEFORE_COMMIT,
        FREES_ON_UNKNOWN_EXIT,
        TRUSTS_LEVELS_AFTER_RESTORE,
        ACKNOWLEDGES_BEFORE_DURABLE
    }

    /** Capacity does not hold, or seats are lost for good. */
    static final class Broken extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Broken(String what) {
            super(what);
        }
    }

    private record Line(
            long number, int badge, List<Effect> effects, boolean full, String boot, long mono) {}

    private record Heard(int life, long sent, String boot, long mono) {}

    private sealed interface Message {
        record Batch(Holder from, List<Line> lines) implements Message {}

        record Said(Holder from, Claim claim, Optional<Heard> heard) implements Message {}

        record Notice(UnitId to, SeatLender.Told told, int life, long sent) implements Message {}
    }

    /** A unit: its disk, and what is lost when it stops. */
    private final class Unit {
        final UnitId id;
        JournalEpoch epoch;
        List<Line> journal = new ArrayList<>();
        SeatHolder.Kept disk = SeatHolder.Kept.NOTHING;
        SeatHolder seats;
        String boot = "boot-0";
        long clock = random.nextInt(1_000_000);
        long inForceAt;
        boolean up = true;
        boolean connected = true;
        Optional<Instant> lost = Optional.empty();

        Unit(int place) {
            id = new UnitId("unit-" + place);
            epoch = new JournalEpoch("e" + epochs++);
            seats = holder();
        }

        Holder holderName() {
            return new Holder(id, epoch);
        }

        SeatHolder holder() {
            if (bug != Bug.FREES_ON_UNKNOWN_EXIT) {
                return new SeatHolder(epoch);
            }
            return new SeatHolder(epoch) {
                @Override
                void left(BadgeFingerprint badge, Optional<SessionId> session) {
                    if (inside(badge).isEmpty()) {
                        count(NOW, -1);
                    }
                    super.left(badge, session);
                }
            };
        }

        void start() {
            up = true;
            seats = holder();
            for (Line line : journal) {
                seats.scanned(
                        seats.epoch(), line.number(), badges.get(line.badge()), line.effects());
            }
            seats.use(disk);
            inForceAt = journal.size();
        }

        void wipe() {
            journal.forEach(line -> untellable.add(line.badge()));
            epoch = new JournalEpoch("e" + epochs++);
            journal = new ArrayList<>();
            disk = SeatHolder.Kept.NOTHING;
            start();
        }

        void reboot() {
            journal.forEach(line -> untellable.add(line.badge()));
            boot = "boot-" + ++boots;
            clock = random.nextInt(1_000_000) - now;
            start();
        }

        void say(Optional<Heard> heard) {
            SeatHolder.Kept kept = seats.kept();
            send(
                    this,
                    new Message.Said(
                            holderName(),
                            new Claim(kept.serial(), kept.levels(), inForceAt),
                            heard));
        }
    }

    private final Random random;
    private final Bug bug;
    private final List<Unit> units = new ArrayList<>();
    private final List<BadgeFingerprint> badges = new ArrayList<>();

    /**
     * Badges read in boots and journals that are gone: the order of what was read may stay unknown.
     */
    private final Set<Integer> untellable = new HashSet<>();

    private final Map<Integer, Long> lastAt = new HashMap<>();
    private final Map<Integer, SessionId> truth = new HashMap<>();
    private final List<Message> underWay = new ArrayList<>();
    private final Map<UnitId, Message.Notice> retained = new HashMap<>();
    private final Instant laterOpens;
    private int epochs;
    private int boots;
    private long now;
    private int capacity;
    private long ceiling;
    private boolean healing;

    // The hub: its disk, and what is lost when it stops.
    private Map<Holder, NavigableMap<Long, Line>> log = new HashMap<>();
    private Map<Holder, Standing> standings = new TreeMap<>();
    private boolean afterRestore;
    private Optional<Copy> backup = Optional.empty();
    private SeatLender lender;
    private Moments moments = new Moments();
    private Map<Holder, Long> seen = new HashMap<>();
    private int life;

    private record Copy(
            Map<Holder, NavigableMap<Long, Line>> log, Map<Holder, Standing> standings) {}

    SeatsWorld(long seed, Bug bug) {
        this.random = new Random(seed);
        this.bug = bug;
        this.capacity = (int) Math.round(Math.exp(random.nextDouble() * Math.log(500)));
        this.ceiling = capacity;
        this.laterOpens = Instant.ofEpochMilli(200_000);
        int doors = 2 + random.nextInt(4);
        for (int i = 0; i < doors; i++) {
            units.add(new Unit(i));
        }
        for (int i = 0; i < capacity * 5 / 4 + 4; i++) {
            badges.add(new BadgeFingerprint(i, 0));
        }
        lender = startHub();
    }

    /** How long a run should be, so that rooms of its size fill and empty. */
    int worthwhile() {
        return 300 + 5 * capacity;
    }

    /** Something happens. */
    void step() {
        now += random.nextInt(10) == 0 ? random.nextInt(3_000) : random.nextInt(100);
        int what = random.nextInt(1_000);
        Unit unit = units.get(random.nextInt(units.size()));
        if (what < 380) {
            present(unit);
        } else if (what < 500) {
            deliverBatch(unit);
        } else if (what < 740) {
            network();
        } else if (what < 930) {
            lend();
        } else if (what < 960) {
            connect(unit, !unit.connected);
        } else {
            fault(unit, what);
        }
        check();
    }

    private void fault(Unit unit, int what) {
        if (what < 968) {
            unit.up = false;
        } else if (what < 980) {
            restart(unit);
        } else if (what < 983) {
            if (unit.up) {
                unit.reboot();
            }
        } else if (what < 985) {
            if (unit.lost.isEmpty()) {
                unit.wipe();
                hello(unit);
            }
        } else if (what < 988) {
            lose(unit);
        } else if (what < 992) {
            lender = startHub();
        } else if (what < 994) {
            backup = Optional.of(new Copy(copyOfLog(), new TreeMap<>(standings)));
        } else if (what < 996) {
            backup.ifPresent(this::restore);
        } else {
            resize();
        }
    }

    private Map<Holder, NavigableMap<Long, Line>> copyOfLog() {
        Map<Holder, NavigableMap<Long, Line>> copy = new HashMap<>();
        log.forEach((holder, lines) -> copy.put(holder, new TreeMap<>(lines)));
        return copy;
    }

    // The doors.

    private void present(Unit unit) {
        if (!unit.up) {
            return;
        }
        int badge = random.nextInt(badges.size());
        BadgeFingerprint fingerprint = badges.get(badge);
        Optional<SessionId> inside = unit.seats.inside(fingerprint);
        boolean leaves =
                truth.containsKey(badge) ? random.nextInt(100) < 35 : random.nextInt(100) < 3;
        SessionId wanted = isLater() && random.nextBoolean() ? LATER : NOW;
        List<Effect> effects = new ArrayList<>();
        if (leaves) {
            effects.add(new Effect.Leave(inside));
        } else if (inside.equals(Optional.of(wanted))) {
            effects.add(new Effect.Enter(wanted, false));
        } else if (unit.seats.left(wanted) > 0) {
            inside.ifPresent(session -> effects.add(new Effect.Leave(inside)));
            effects.add(new Effect.Enter(wanted, true));
        }
        Line line =
                new Line(
                        unit.journal.size() + 1,
                        badge,
                        List.copyOf(effects),
                        effects.isEmpty(),
                        unit.boot,
                        now + unit.clock);
        unit.journal.add(line);
        if (random.nextInt(200) == 0) {
            untellable.add(badge);
            if (!effects.isEmpty()) {
                truth.remove(badge); // nobody is kept in
            }
            unit.up = false; // the power went between journal and lamp: nobody was let through
            return;
        }
        unit.seats.scanned(unit.seats.epoch(), line.number(), fingerprint, line.effects());
        if (!effects.isEmpty()) {
            truth.remove(badge);
            if (now - Optional.ofNullable(lastAt.put(badge, now)).orElse(-9_999L) < 4_000) {
                untellable.add(badge); // closer together than clocks can be compared
            }
            if (effects.getLast() instanceof Effect.Enter enter) {
                truth.put(badge, enter.session());
            }
        }
    }

    private boolean isLater() {
        return now >= laterOpens.toEpochMilli();
    }

    private void restart(Unit unit) {
        if (unit.lost.isPresent() && !isLater()) {
            return; // a lost unit is not switched on again away from the hub
        }
        unit.start();
        hello(unit);
    }

    private void lose(Unit unit) {
        if (unit.lost.isPresent()) {
            unit.lost = Optional.empty();
            unit.wipe();
            hello(unit);
        } else if (!unit.up) {
            unit.lost = Optional.of(Instant.ofEpochMilli(isLater() ? now : Math.min(now, 199_999)));
        }
        venue();
    }

    private void connect(Unit unit, boolean there) {
        unit.connected = there;
        venue();
        hello(unit);
    }

    private void hello(Unit unit) {
        if (unit.up && unit.connected) {
            Optional.ofNullable(retained.get(unit.id)).ifPresent(underWay::add);
            unit.say(Optional.empty());
        }
    }

    private void deliverBatch(Unit unit) {
        if (unit.up && !unit.journal.isEmpty()) {
            long has = log.getOrDefault(unit.holderName(), new TreeMap<>()).size();
            int from = (int) Math.max(0, has - random.nextInt(3));
            int to = Math.min(unit.journal.size(), from + 1 + random.nextInt(60));
            if (from < to) {
                send(
                        unit,
                        new Message.Batch(
                                unit.holderName(), List.copyOf(unit.journal.subList(from, to))));
            }
        }
    }

    // The network.

    private void send(Unit unit, Message message) {
        if (unit.connected) {
            underWay.add(message);
        }
    }

    private void network() {
        while (underWay.size() > MOST_UNDER_WAY) {
            underWay.remove(random.nextInt(underWay.size()));
        }
        if (underWay.isEmpty()) {
            return;
        }
        int place = random.nextInt(4) == 0 ? random.nextInt(underWay.size()) : 0;
        int fate = random.nextInt(20);
        Message message = fate < 2 ? underWay.get(place) : underWay.remove(place);
        if (fate != 2) {
            arrive(message);
        }
    }

    private void arrive(Message message) {
        switch (message) {
            case Message.Batch batch -> store(batch);
            case Message.Said said -> heard(said);
            case Message.Notice notice ->
                    units.stream()
                            .filter(unit -> unit.id.equals(notice.to()))
                            .filter(unit -> unit.up && unit.connected)
                            .forEach(unit -> told(unit, notice));
        }
    }

    private void told(Unit unit, Message.Notice notice) {
        Heard heard = new Heard(notice.life(), notice.sent(), unit.boot, now + unit.clock);
        Holder to = notice.told().holder();
        if (!to.epoch().equals(unit.epoch)) {
            return;
        }
        Optional<SeatHolder.Kept> kept = unit.seats.told(to.epoch(), notice.told().loan());
        if (kept.isPresent()) {
            if (bug == Bug.ACKNOWLEDGES_BEFORE_DURABLE) {
                unit.seats.use(kept.get());
                unit.inForceAt = unit.journal.size();
                unit.say(Optional.of(heard));
                if (random.nextInt(10) != 0) {
                    unit.disk = kept.get();
                } else {
                    unit.up = false;
                }
                return;
            }
            if (!healing && random.nextInt(100) == 0) {
                unit.up = false;
                return;
            }
            unit.disk = kept.get();
            if (!healing && random.nextInt(100) == 0) {
                unit.up = false;
                return;
            }
            unit.seats.use(kept.get());
            unit.inForceAt = unit.journal.size();
        }
        unit.say(Optional.of(heard));
    }

    // The hub.

    private SeatLender startHub() {
        life++;
        moments = new Moments();
        seen = new HashMap<>();
        SeatLender started =
                bug != Bug.TAKES_BACK_BEFORE_ACKNOWLEDGEMENT
                        ? new SeatLender(moments)
                        : new SeatLender(moments) {
                            @Override
                            Balance balance(
                                    Floor now, Collection<Account> all, Whereabouts people) {
                                return new Balance(now, all, people, isAfterRestore()) {
                                    @Override
                                    long bound(Account account, SessionId session, Limit limit) {
                                        return Math.max(
                                                inside(account, session), account.level(session));
                                    }
                                };
                            }
                        };
        started.remember(standings.values(), afterRestore);
        lender = started;
        venue();
        log.keySet().forEach(this::follow);
        started.tellAllAgain();
        return started;
    }

    private void restore(Copy copy) {
        log = new HashMap<>();
        copy.log().forEach((holder, lines) -> log.put(holder, new TreeMap<>(lines)));
        standings = new TreeMap<>(copy.standings());
        retained.clear();
        lender = startHub();
        if (bug != Bug.TRUSTS_LEVELS_AFTER_RESTORE) {
            lender.restored();
            afterRestore = true;
            lender.changes().forEach(standing -> standings.put(standing.holder(), standing));
        }
        lender.tellAllAgain();
    }

    private void venue() {
        Map<UnitId, Doorway> doors = new HashMap<>();
        units.forEach(
                unit -> doors.put(unit.id, new Doorway(ROOM, true, unit.connected, unit.lost)));
        lender.venue(
                doors,
                Map.of(
                        NOW, new Limit(ROOM, capacity, Instant.EPOCH, false),
                        LATER, new Limit(ROOM, capacity, laterOpens, false)));
    }

    private void store(Message.Batch batch) {
        NavigableMap<Long, Line> lines = log.computeIfAbsent(batch.from(), _ -> new TreeMap<>());
        batch.lines().forEach(line -> lines.putIfAbsent(line.number(), line));
        if (!healing && random.nextInt(300) == 0) {
            lender = startHub();
        } else {
            follow(batch.from());
        }
    }

    private long follow(Holder holder) {
        NavigableMap<Long, Line> lines = log.getOrDefault(holder, new TreeMap<>());
        long upTo = seen.getOrDefault(holder, 0L);
        for (Line line = lines.get(upTo + 1); line != null; line = lines.get(upTo + 1)) {
            upTo++;
            feed(holder, line);
        }
        seen.put(holder, upTo);
        lender.arrived(holder, upTo);
        return upTo;
    }

    private void feed(Holder holder, Line line) {
        if (line.full()) {
            lender.turnedAway(holder, ROOM, now);
            return;
        }
        Optional<SessionId> entered =
                line.effects().getLast() instanceof Effect.Enter enter
                        ? Optional.of(enter.session())
                        : Optional.empty();
        BadgeFingerprint badge = badges.get(line.badge());
        Seen scan = new Seen(line.number(), badge, ROOM, entered, line.boot(), line.mono());
        lender.saw(holder, scan, now);
    }

    private void heard(Message.Said said) {
        Optional<Moments.Exchange> exchange =
                said.heard()
                        .filter(heard -> heard.life() == life)
                        .map(heard -> new Moments.Exchange(heard.sent(), now, heard.mono()));
        if (exchange.filter(Moments.Exchange::isNarrow).isEmpty()) {
            lender.tellAgain(said.from().unit());
        }
        String boot = said.heard().map(Heard::boot).orElse("");
        if (exchange.filter(e -> moments.learn(said.from().unit(), boot, e)).isPresent()) {
            lender.timesKnown();
        }
        lender.claimed(said.from(), said.claim(), follow(said.from()), Instant.ofEpochMilli(now));
    }

    private void lend() {
        lender.plan(now);
        boolean cut = !healing && random.nextInt(20) == 0;
        if (bug == Bug.LENDS_BEFORE_COMMIT) {
            publish();
        }
        if (cut && random.nextBoolean()) {
            lender = startHub();
            return;
        }
        lender.changes().forEach(standing -> standings.put(standing.holder(), standing));
        afterRestore |= lender.isAfterRestore();
        if (cut) {
            lender = startHub();
            return;
        }
        publish();
    }

    private void publish() {
        for (SeatLender.Told told : lender.toTell()) {
            Message.Notice notice = new Message.Notice(told.holder().unit(), told, life, now);
            retained.put(told.holder().unit(), notice);
            underWay.add(notice);
        }
    }

    private void resize() {
        capacity = (int) Math.round(Math.exp(random.nextDouble() * Math.log(500)));
        ceiling = Math.max(ceiling, capacity);
        venue();
    }

    // What must hold.

    private long inside(SessionId session) {
        return truth.values().stream().filter(session::equals).count();
    }

    private void check() {
        long inForce = Math.max(inForce(NOW), inForce(LATER));
        if (inForce <= capacity) {
            ceiling = capacity;
        }
        check(NOW);
        check(LATER);
    }

    private void check(SessionId session) {
        long inside = inside(session);
        if (inside > ceiling) {
            throw new Broken(inside + " inside " + session + ", " + ceiling + " at most");
        }
    }

    /** What the doors may have inside together, as the hub knows. */
    private long inForce(SessionId session) {
        if (afterRestore) {
            return Long.MAX_VALUE;
        }
        long sum = 0;
        for (SeatLender.AtDoor door : lender.of(session)) {
            sum += door.bound().orElse(1L << 40);
        }
        return sum;
    }

    /** All faults end; what is free must then be lent, and stays that ended must be known. */
    void heal() {
        healing = true;
        for (Unit unit : units) {
            if (unit.lost.isPresent()) {
                unit.lost = Optional.empty();
                unit.wipe();
            }
            unit.start();
            unit.connected = true;
        }
        venue();
        units.forEach(this::hello);
        for (int i = 0; i < 60; i++) {
            now += 300;
            units.forEach(this::deliverAll);
            lend();
            while (!underWay.isEmpty()) {
                now++;
                arrive(underWay.removeFirst());
            }
            check();
        }
        isLive(NOW);
        isLive(LATER);
    }

    private void deliverAll(Unit unit) {
        long has = follow(unit.holderName());
        if (has < unit.journal.size()) {
            underWay.add(
                    new Message.Batch(
                            unit.holderName(),
                            List.copyOf(unit.journal.subList((int) has, unit.journal.size()))));
        }
    }

    private void isLive(SessionId session) {
        List<SeatLender.AtDoor> doors = lender.of(session);
        boolean allKnown = doors.stream().allMatch(door -> door.bound().isPresent());
        if (!allKnown) {
            if (!afterRestore) {
                throw new Broken("a door stays unknown");
            }
            return;
        }
        long gone =
                doors.stream()
                        .filter(door -> !door.current())
                        .mapToLong(door -> door.bound().orElse(0))
                        .sum();
        long lent =
                doors.stream()
                        .filter(SeatLender.AtDoor::current)
                        .mapToLong(SeatLender.AtDoor::lent)
                        .sum();
        if (lent != Math.max(0, capacity - gone)) {
            throw new Broken(
                    "%d of %d seats of %s are lent, %d are gone"
                            .formatted(lent, capacity, session, gone));
        }
        units.forEach(unit -> knowsWhoLeft(unit, session));
    }

    /** A badge that a door still counts has left nowhere, unless nobody can tell when. */
    private void knowsWhoLeft(Unit unit, SessionId session) {
        for (int badge = 0; badge < badges.size(); badge++) {
            boolean counted = unit.seats.inside(badges.get(badge)).equals(Optional.of(session));
            boolean isThere = session.equals(truth.get(badge));
            if (counted && !isThere && !untellable.contains(badge)) {
                throw new Broken("badge " + badge + " left " + session + " and holds a seat");
            }
        }
    }
}
