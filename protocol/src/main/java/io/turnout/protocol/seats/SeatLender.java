package io.turnout.protocol.seats;

import io.turnout.protocol.access.RoomId;
import io.turnout.protocol.access.SessionId;
import io.turnout.protocol.message.UnitId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The hub's side: which door may let in how many. For each session the sum of what all doors may
 * have inside, by anything the hub ever said to them and they may still keep to, is never raised
 * above the capacity. Not thread-safe; times are of one monotonic clock, in milliseconds.
 */
public class SeatLender {
    private static final int MOST_RELEASES = 1_000;

    private final Map<Holder, Account> accounts = new TreeMap<>();
    private final Set<RoomId> stale = new LinkedHashSet<>();
    private final Set<Holder> changed = new TreeSet<>();
    private final Set<Holder> toTell = new TreeSet<>();
    private final Whereabouts whereabouts;
    private Floor floor = Floor.EMPTY;
    private boolean restored;

    /**
     * @param moments outlives this lender where it is made anew from what was written down
     */
    public SeatLender(Moments moments) {
        this.whereabouts = new Whereabouts(moments, session -> floor.limit(session), this::ended);
    }

    /** Begins with what was written down; to be called before any evidence comes. */
    public void remember(Collection<Standing> standings, boolean afterRestore) {
        restored = afterRestore;
        for (Standing standing : standings) {
            accounts.put(standing.holder(), new Account(standing));
        }
    }

    /**
     * The data was replaced by an older copy: what was said since is not remembered, so nothing is
     * lent of what a door may hold until it has said what it holds.
     */
    public void restored() {
        restored = true;
        for (Account account : accounts.values()) {
            account.distrust(Standing.SKIPPED);
            changed.add(account.holder());
        }
        stale.addAll(floor.rooms());
    }

    /** Sets doors and sessions as they are now. */
    public void venue(Map<UnitId, Doorway> doors, Map<SessionId, Limit> limits) {
        Floor now = new Floor(doors, limits);
        if (!now.equals(floor)) {
            floor = now;
            stale.addAll(floor.rooms());
        }
    }

    /** An admitted scan; those of one journal come once, without gaps, by their numbers. */
    public void saw(Holder holder, Seen seen, long now) {
        whereabouts.saw(holder, seen, now, account(holder).ending(seen.number()));
        stale.add(seen.room());
        seen.entered().ifPresent(session -> account(holder).wanted(session, now));
    }

    /** Somebody was turned away at a door because it was full. */
    public void turnedAway(Holder holder, RoomId room, long now) {
        floor.limitsIn(room).keySet().forEach(session -> account(holder).wanted(session, now));
        stale.add(room);
    }

    /** A journal is here without gaps up to a number. */
    public void arrived(Holder holder, long upTo) {
        Account account = account(holder);
        if (account.arrived(upTo)) {
            settled(account);
        }
    }

    private void settled(Account account) {
        whereabouts.freed(
                account.holder(), number -> account.ending(number) == Whereabouts.Ended.FREED);
        happened(account);
    }

    /** More is known of when things happened. */
    public void timesKnown() {
        whereabouts.reconsider();
    }

    /**
     * A holder says what it keeps to. Late and repeated words change nothing.
     *
     * @param upTo how far its journal is here without gaps
     */
    public void claimed(Holder holder, Claim claim, long upTo, Instant wall) {
        Account account = account(holder);
        if (claim.serial() > account.serial()) {
            account.overtakenBy(claim);
            restored();
        }
        boolean answers = account.answers(claim);
        arrived(holder, upTo);
        if (account.claims(claim)) {
            settled(account);
        }
        if (!account.current() && (answers || currentOf(holder.unit()).isEmpty())) {
            takeOver(account, wall);
        }
        if (!answers) {
            account.ask(!account.current());
            stale.addAll(floor.roomOf(holder.unit()));
            toTell.add(holder);
        }
    }

    /** Of one that was never heard of it is believed that nothing was lent to it. */
    private Account account(Holder holder) {
        return accounts.computeIfAbsent(
                holder,
                unheard -> {
                    changed.add(unheard);
                    return new Account(unheard, !restored);
                });
    }

    /** A unit has one journal at a time: it writes this one now, and the others no more. */
    private void takeOver(Account account, Instant wall) {
        for (Account other : accounts.values()) {
            if (other != account && other.holder().unit().equals(account.holder().unit())) {
                other.become(false, other.dead().or(() -> Optional.of(wall)));
                changed.add(other.holder());
            }
        }
        account.become(true, Optional.empty());
        happened(account);
    }

    private Optional<Account> currentOf(UnitId unit) {
        return accounts.values().stream().filter(Balance.writes(unit)).findFirst();
    }

    private void ended(Holder holder, long number) {
        account(holder).ended(number);
        happened(account(holder));
    }

    private void happened(Account account) {
        changed.add(account.holder());
        stale.addAll(floor.roomOf(account.holder().unit()));
        stale.addAll(floor.roomsOf(account.levels().keySet()));
    }

    /** Whether {@link #plan} has something to do, now or soon. */
    public boolean isRestless() {
        return !stale.isEmpty() || !changed.isEmpty() || !toTell.isEmpty();
    }

    /** Decides who is lent what. Afterwards {@link #changes} must be durable before any is told. */
    public void plan(long now) {
        List<RoomId> due = List.copyOf(stale);
        stale.clear();
        due.forEach(room -> plan(room, now));
    }

    private void plan(RoomId room, long now) {
        Map<Account, Map<SessionId, Integer>> next = new LinkedHashMap<>();
        for (Account account : accounts.values()) {
            if (floor.roomOf(account.holder().unit()).contains(room)) {
                probe(account, now);
                if (!account.current()
                        || !account.known()
                        || !floor.isReachable(account.holder().unit())) {
                    continue;
                }
                if (account.mayBeTold(now)) {
                    next.put(account, levelsNow(account, room));
                } else {
                    stale.add(room);
                }
            }
        }
        Balance balance = balance();
        floor.limitsIn(room)
                .forEach((session, limit) -> new Round(balance, session, limit, now).decide(next));
        next.forEach((account, levels) -> {
            if (!levels.equals(account.levels()) || account.hasNews() || account.isNew()) {
                issue(account, false, levels, now);
            }
        });
    }

    /** Of sessions in other rooms it needs none: its unit stands here now. */
    private Map<SessionId, Integer> levelsNow(Account account, RoomId room) {
        Map<SessionId, Integer> levels = new HashMap<>(account.levels());
        levels.keySet().retainAll(floor.limitsIn(room).keySet());
        return levels;
    }

    /** Asks one that is not known, or that may have spoken long ago, what it holds. */
    private void probe(Account account, long now) {
        boolean asked = account.latest().filter(Loan::keep).isPresent() && account.isOutstanding();
        if (!asked && (account.current() ? !account.known() : account.isToBeAsked())) {
            issue(account, true, Map.of(), now);
        }
    }

    private void issue(Account account, boolean keep, Map<SessionId, Integer> levels, long now) {
        account.issue(keep, levels, MOST_RELEASES, now);
        changed.add(account.holder());
        toTell.add(account.holder());
        stale.addAll(floor.roomOf(account.holder().unit()));
    }

    /** What must be written down before anything is told; taken once. */
    public List<Standing> changes() {
        List<Standing> standings =
                accounts.values().stream()
                        .filter(account -> changed.contains(account.holder()))
                        .map(Account::standing)
                        .toList();
        changed.clear();
        return standings;
    }

    /** Whether this hub lends on from an older copy of its data. */
    public boolean isAfterRestore() {
        return restored;
    }

    /** A loan and whom it is for. */
    public record Told(Holder holder, Loan loan) {}

    /**
     * What is to be told, in this order: a unit hears only the last, and that is for the journal it
     * writes now. Taken once.
     */
    public List<Told> toTell() {
        Set<UnitId> units = toTell.stream().map(Holder::unit).collect(Collectors.toSet());
        List<Told> told = new ArrayList<>();
        accounts.values().stream()
                .filter(account -> toTell.contains(account.holder()) || account.current())
                .filter(account -> units.contains(account.holder().unit()))
                .sorted(Comparator.comparing(Account::current))
                .forEach(account ->
                        account.latest()
                                .ifPresent(loan -> told.add(new Told(account.holder(), loan))));
        toTell.clear();
        return told;
    }

    /** Tells a unit once more, because it may not have heard. */
    public void tellAgain(UnitId unit) {
        currentOf(unit).ifPresent(account -> toTell.add(account.holder()));
    }

    /** Tells all once more, because the broker may have forgotten everything. */
    public void tellAllAgain() {
        accounts.values().stream()
                .filter(Account::current)
                .forEach(account -> toTell.add(account.holder()));
    }

    /**
     * How a session's seats are at a door.
     *
     * @param lost whether nobody can come in by it any more, as far as is known
     * @param lent how many may be inside by it at most, as the hub's newest word is
     * @param bound how many may be as far as the hub can tell; empty where that is not known
     * @param inside how many are, as far as its journal is here
     */
    public record AtDoor(
            Holder holder,
            boolean current,
            boolean lost,
            int lent,
            OptionalLong bound,
            int inside) {}

    /** How a session's seats are divided; empty for a session without limit. */
    public List<AtDoor> of(SessionId session) {
        return floor.limit(session).map(limit -> balance().of(session, limit)).orElse(List.of());
    }

    private Balance balance() {
        return balance(floor, accounts.values(), whereabouts);
    }

    /** Apart, so that a fault can be planted. */
    Balance balance(Floor now, Collection<Account> all, Whereabouts people) {
        return new Balance(now, all, people, restored);
    }
}
