package io.turnout.protocol.seats;

import io.turnout.protocol.access.SessionId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the hub knows of one holder, and what it said to it that may still be in force. */
final class Account {
    /** Milliseconds after which half as many count of those who wanted in. */
    private static final double HALF_LIFE = 20_000;

    /** One door gets no more than four loans a second. */
    private static final long BETWEEN_LOANS = 250;

    /** A door that does not answer for so long may be told something new all the same. */
    private static final long PATIENCE = 2_000;

    private final Holder holder;
    private final TreeMap<Long, Loan> loans = new TreeMap<>();
    private final Map<Long, Long> ended = new HashMap<>();
    private final Map<SessionId, Demand> demand = new HashMap<>();
    private boolean current;
    private boolean known;
    private boolean toBeAsked;
    private Optional<Instant> dead = Optional.empty();
    private long serial;
    private long heldSerial;
    private long upTo;
    private Optional<Claim> claim = Optional.empty();
    private long issuedAt = Long.MIN_VALUE / 2;

    private record Demand(double value, long at) {}

    /**
     * @param known whether nothing was ever lent to it
     */
    Account(Holder holder, boolean known) {
        this.holder = holder;
        this.known = known;
    }

    Account(Standing standing) {
        this(standing.holder(), standing.known());
        current = standing.current();
        dead = standing.dead();
        serial = standing.serial();
        heldSerial = standing.heldSerial();
        standing.loans().forEach(loan -> loans.put(loan.serial(), loan));
        ended.putAll(standing.ended());
    }

    Standing standing() {
        return new Standing(
                holder,
                current,
                known,
                dead,
                serial,
                heldSerial,
                List.copyOf(loans.values()),
                ended);
    }

    Holder holder() {
        return holder;
    }

    boolean current() {
        return current;
    }

    boolean known() {
        return known;
    }

    Optional<Instant> dead() {
        return dead;
    }

    long serial() {
        return serial;
    }

    boolean isOutstanding() {
        return serial > heldSerial;
    }

    /** Whether it may be told something new: not too often, and one thing after the other. */
    boolean mayBeTold(long now) {
        return now - issuedAt >= (isOutstanding() ? PATIENCE : BETWEEN_LOANS);
    }

    void become(boolean now, Optional<Instant> deadSince) {
        current = now;
        dead = deadSince;
        toBeAsked = false;
    }

    /** Whether it is to be asked if it is there at all. */
    void ask(boolean whether) {
        toBeAsked = whether;
    }

    boolean isToBeAsked() {
        return toBeAsked;
    }

    /** A word of an earlier past of this hub came to it. */
    void overtakenBy(Claim said) {
        serial = said.serial();
    }

    /** What was said to it is not remembered; numbers that were used are passed over. */
    void distrust(long skipped) {
        serial += skipped;
        known = false;
        claim = Optional.empty();
        loans.clear();
    }

    /** The latest loan, if it may be in force. */
    Optional<Loan> latest() {
        return Optional.ofNullable(loans.lastEntry()).map(Map.Entry::getValue);
    }

    /** What was last lent of a session. */
    int level(SessionId session) {
        return latest().map(loan -> loan.level(session)).orElse(0);
    }

    /** The highest level that may be in force. */
    int highest(SessionId session) {
        return loans.values().stream().mapToInt(loan -> loan.level(session)).max().orElse(0);
    }

    Map<SessionId, Integer> levels() {
        return latest().map(Loan::levels).orElse(Map.of());
    }

    /** Takes what the holder says; the newest counts. */
    boolean claims(Claim said) {
        if (claim.filter(newer -> newer.serial() > said.serial()).isEmpty()) {
            claim = Optional.of(said);
        }
        return settle();
    }

    /** Its journal is here up to a number. */
    boolean arrived(long number) {
        upTo = Math.max(upTo, number);
        return settle();
    }

    /** Whether it answered what it was asked last. */
    boolean answers(Claim said) {
        return loans.containsKey(said.serial()) && said.serial() == serial;
    }

    /**
     * A loan counts as kept to from when every scan decided before it is here: until then people
     * may be inside whom the hub does not know of.
     */
    private boolean settle() {
        if (claim.isEmpty() || upTo < claim.get().lastNumber()) {
            return false;
        }
        Claim said = claim.get();
        Loan kept = loans.get(said.serial());
        if (kept == null || said.serial() <= heldSerial) {
            return false;
        }
        if (kept.keep()) {
            loans.put(
                    kept.serial(), new Loan(kept.serial(), false, said.levels(), kept.releases()));
            known = true;
        }
        heldSerial = said.serial();
        loans.headMap(heldSerial).clear();
        return true;
    }

    /** Lends, from now on. */
    void issue(boolean keep, Map<SessionId, Integer> levels, int mostReleases, long now) {
        serial++;
        Set<Long> releases =
                unsaid().stream().sorted().limit(mostReleases).collect(Collectors.toSet());
        releases.forEach(number -> ended.replace(number, 0L, serial));
        loans.put(serial, new Loan(serial, keep, levels, releases));
        issuedAt = now;
    }

    /** A stay that began here is over. */
    void ended(long number) {
        ended.putIfAbsent(number, 0L);
    }

    Whereabouts.Ended ending(long number) {
        Long said = ended.get(number);
        if (said == null) {
            return Whereabouts.Ended.NO;
        }
        return said > 0 && said <= heldSerial ? Whereabouts.Ended.FREED : Whereabouts.Ended.YES;
    }

    /** Whether nothing was ever said to it: its answers also tell how its clock stands to ours. */
    boolean isNew() {
        return loans.isEmpty();
    }

    /** Whether there are ended stays that the holder was not told of at all. */
    boolean hasNews() {
        return ended.containsValue(0L);
    }

    private List<Long> unsaid() {
        return ended.entrySet().stream()
                .filter(one -> one.getValue() == 0 || one.getValue() > heldSerial)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Somebody wanted in. */
    void wanted(SessionId session, long now) {
        demand.put(session, new Demand(demand(session, now) + 1, now));
    }

    /** How many wanted in lately. */
    double demand(SessionId session, long now) {
        Demand before = demand.get(session);
        return before == null ? 0 : before.value() * Math.pow(0.5, (now - before.at()) / HALF_LIFE);
    }
}
