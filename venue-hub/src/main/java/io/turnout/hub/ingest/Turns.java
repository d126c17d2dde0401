package io.turnout.hub.ingest;

import io.turnout.protocol.message.UnitId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Messages of many units, handed out so that each unit gets the same share of bytes, whatever the
 * others bring (start-time fair queueing). A unit that brings little never waits behind another's
 * backlog. Within a unit the order stays. Bounded for each unit and altogether. Thread-safe.
 */
final class Turns {
    private final Limits limits;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private final Condition room = lock.newCondition();
    private final Map<UnitId, Line> lines = new HashMap<>();
    private final PriorityQueue<Line> order =
            new PriorityQueue<>(
                    Comparator.comparingLong((Line line) -> line.turn)
                            .thenComparingLong(line -> line.joined));
    private long now;
    private long joins;
    private int weight;
    private boolean closed;

    /** How much weight may wait, of one unit and altogether. */
    record Limits(int ofOne, int weight) {}

    /** What became of a message. */
    enum Fate {
        WAITS,
        /** The very same is waiting already. */
        REPEATS,
        /** There is no room, not for this unit or not at all; or it is too late. */
        DROPPED
    }

    /** The messages of one unit, and when it is its turn: at so many bytes of everybody's share. */
    private static final class Line {
        final Deque<Mail> mails = new ArrayDeque<>();
        int weight;
        long turn;
        long joined;
    }

    Turns(Limits limits) {
        this.limits = limits;
    }

    /** Takes a message; blocks up to {@code patience} while there is no room altogether. */
    Fate offer(Mail mail, Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        lock.lockInterruptibly();
        try {
            Line line = lines.computeIfAbsent(mail.unit(), unit -> new Line());
            while (!closed && full(mail) && left > 0) {
                left = room.awaitNanos(left);
            }
            if (line.mails.stream().anyMatch(mail::repeats)) {
                return Fate.REPEATS;
            }
            if (closed || full(mail) || line.weight + mail.weight() > limits.ofOne()) {
                return Fate.DROPPED;
            }
            join(line, mail);
            return Fate.WAITS;
        } finally {
            lock.unlock();
        }
    }

    /** One message finds room in any case, when it is alone. */
    private boolean full(Mail mail) {
        return weight > 0 && weight + mail.weight() > limits.weight();
    }

    private void join(Line line, Mail mail) {
        if (line.mails.isEmpty()) {
            line.turn = Math.max(line.turn, now);
            line.joined = joins++;
            order.add(line);
        }
        line.mails.add(mail);
        line.weight += mail.weight();
        weight += mail.weight();
        more.signal();
    }

    /** The next message; blocks until there is one. Empty when closed and all is handed out. */
    Optional<Mail> take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (order.isEmpty() && !closed) {
                more.await();
            }
            Line line = order.poll();
            return line == null ? Optional.empty() : Optional.of(next(line));
        } finally {
            lock.unlock();
        }
    }

    private Mail next(Line line) {
        Mail mail = line.mails.removeFirst();
        now = line.turn;
        line.turn += mail.weight();
        if (!line.mails.isEmpty()) {
            line.joined = joins++;
            order.add(line);
        }
        line.weight -= mail.weight();
        weight -= mail.weight();
        room.signalAll();
        return mail;
    }

    /** How much weight waits now. */
    int waiting() {
        lock.lock();
        try {
            return weight;
        } finally {
            lock.unlock();
        }
    }

    /** Takes no more; what waits is still handed out. */
    void close() {
        lock.lock();
        try {
            closed = true;
            more.signalAll();
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
