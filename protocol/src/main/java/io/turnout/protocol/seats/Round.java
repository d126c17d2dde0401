package io.turnout.protocol.seats;

import io.turnout.protocol.access.SessionId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * One look at one session: who is to give seats back, and who can be lent more now. Levels go down
 * at once and count as they were until the holder keeps to the new ones; they go up only into what
 * is surely free.
 */
final class Round {
    /** A door has too few when it has less than one in so many of what it should have. */
    private static final int FEW = 4;

    private final Balance balance;
    private final SessionId session;
    private final Limit limit;
    private final long now;

    Round(Balance balance, SessionId session, Limit limit, long now) {
        this.balance = balance;
        this.session = session;
        this.limit = limit;
        this.now = now;
    }

    /**
     * A door that can be told something now.
     *
     * @param levels what it will be told
     * @param target how many may be inside by it if seats were divided anew
     */
    private record Open(
            Account account, Map<SessionId, Integer> levels, int inside, long bound, int target) {}

    /**
     * Decides.
     *
     * @param next what those who can be told something now will be told; changed in place
     */
    void decide(Map<Account, Map<SessionId, Integer>> next) {
        List<Account> served = new ArrayList<>();
        long fixed = balance.isAnyUnheard(limit) ? Balance.UNKNOWN : 0;
        for (Account account : balance.concerned(session, limit)) {
            if (next.containsKey(account) && balance.isServed(account)) {
                served.add(account);
            } else {
                if (next.containsKey(account)) {
                    next.get(account).remove(session);
                }
                fixed += balance.bound(account, session, limit);
            }
        }
        if (fixed < Balance.UNKNOWN) {
            decide(open(served, next, Math.max(0, limit.capacity() - fixed)), fixed);
        }
    }

    private List<Open> open(
            List<Account> served, Map<Account, Map<SessionId, Integer>> next, long there) {
        int[] targets =
                Shares.of(
                        (int) there,
                        served.stream()
                                .map(account ->
                                        new Shares.Need(
                                                balance.inside(account, session),
                                                account.demand(session, now)))
                                .toList());
        List<Open> open = new ArrayList<>();
        for (int i = 0; i < targets.length; i++) {
            Account account = served.get(i);
            open.add(
                    new Open(
                            account,
                            next.getOrDefault(account, Map.of()),
                            balance.inside(account, session),
                            balance.bound(account, session, limit),
                            targets[i]));
        }
        return open;
    }

    private void decide(List<Open> open, long fixed) {
        long lent = open.stream().mapToLong(this::level).sum();
        if (fixed + lent > limit.capacity() || open.stream().anyMatch(this::isDry)) {
            open.stream().filter(door -> door.target() < level(door)).forEach(this::toTarget);
        }
        long free = limit.capacity() - fixed - open.stream().mapToLong(Open::bound).sum();
        for (Open door :
                open.stream()
                        .sorted(Comparator.comparingInt(door -> level(door) - door.target()))
                        .toList()) {
            free -= raise(door, Math.max(0, free));
        }
    }

    private void toTarget(Open door) {
        door.levels().put(session, door.target());
    }

    /** Returns how much of what is free it took: a level that may be in force anyway costs none. */
    private long raise(Open door, long free) {
        long most = Math.min(door.target(), Math.max(level(door), door.bound() + free));
        if (most <= level(door)) {
            return 0;
        }
        door.levels().put(session, (int) most);
        return Math.max(0, most - door.bound());
    }

    private int level(Open door) {
        return door.levels().getOrDefault(session, 0);
    }

    private boolean isDry(Open door) {
        int wanted = door.target() - door.inside();
        int has = level(door) - door.inside();
        return wanted > 0 && (has <= 0 || has * FEW < wanted);
    }
}
