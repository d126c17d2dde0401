package io.turnout.gateway.seats;

import io.turnout.gateway.clock.UnitClock;
import io.turnout.gateway.door.Door;
import io.turnout.protocol.crypto.Ed25519;
import io.turnout.protocol.message.JournalEpoch;
import io.turnout.protocol.message.SeatNotice;
import io.turnout.protocol.message.SeatsHeld;
import io.turnout.protocol.message.UnitId;
import io.turnout.protocol.seats.Loan;
import io.turnout.protocol.seats.SeatHolder.Kept;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the hub's word on seats to the door, on a thread of its own: believed only if signed,
 * durable before it is in force, in force before the hub is told. Of several words that wait only
 * the newest counts. Thread-safe.
 */
public final class LentSeats implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LentSeats.class);

    private final Settings settings;
    private final Door door;
    private final SeatFile file;
    private final Consumer<SeatsHeld> tell;
    private final Runnable changed;
    private final LongAdder refused = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final Thread thread;
    private @Nullable Arrived waiting;
    private boolean complained;
    private volatile SeatsHeld held;

    /**
     * Who this unit is, and whom it believes.
     *
     * @param epoch the journal in use
     * @param hubKey what the hub's word is checked with
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Settings(
            UnitId unit, Supplier<JournalEpoch> epoch, byte[] hubKey, UnitClock clock) {}

    private record Arrived(SeatNotice notice, SeatsHeld.Heard heard) {}

    /**
     * Puts in force what was lent before the start.
     *
     * @param tell brings to the hub what is held; must not block
     * @param changed is told when seats are different; must not block
     */
    public LentSeats(
            Settings settings, Door door, Path path, Consumer<SeatsHeld> tell, Runnable changed) {
        this.settings = settings;
        this.door = door;
        this.file = new SeatFile(path);
        this.tell = tell;
        this.changed = changed;
        JournalEpoch epoch = settings.epoch().get();
        Kept kept = file.read(epoch);
        this.held = held(epoch, kept, door.use(kept), Optional.empty());
        this.thread = Thread.ofPlatform().name("seats").daemon().start(this::run);
    }

    /** What this door keeps to; to be said at each connection. */
    public SeatsHeld held() {
        SeatsHeld now = held;
        JournalEpoch epoch = settings.epoch().get();
        return now.epoch().equals(epoch)
                ? now
                : new SeatsHeld(epoch, 0, List.of(), 0, Optional.empty());
    }

    /** The hub's word. Returns at once; its own clock is read now. */
    public void take(SeatNotice notice) {
        SeatsHeld.Heard heard =
                new SeatsHeld.Heard(
                        notice.sent(), settings.clock().boot(), settings.clock().monotonicMillis());
        synchronized (this) {
            waiting = new Arrived(notice, heard);
            notifyAll();
        }
    }

    /** Words that the hub has not signed for this unit. Any: somebody else writes to its topics. */
    public long refused() {
        return refused.sum();
    }

    /**
     * Words that could not be made durable, and so are not in force. Any: the disk is full or
     * broken.
     */
    public long failed() {
        return failed.sum();
    }

    private void run() {
        try {
            while (true) {
                Arrived next = next();
                deal(next.notice(), next.heard());
            }
        } catch (InterruptedException _) {
            LOG.debug("the thread for seats ends");
        }
    }

    private synchronized Arrived next() throws InterruptedException {
        while (waiting == null) {
            wait();
        }
        Arrived next = waiting;
        waiting = null;
        return next;
    }

    /** Only on the thread for seats. */
    void deal(SeatNotice notice, SeatsHeld.Heard heard) {
        if (!notice.epoch().equals(settings.epoch().get())) {
            LOG.debug("seats for epoch {}", notice.epoch());
            return;
        }
        if (!isSigned(notice)) {
            refused.increment();
            complain("a word on seats is not signed by the hub for this unit");
            return;
        }
        Loan loan =
                new Loan(
                        notice.serial(),
                        notice.keep(),
                        notice.bySession(),
                        new HashSet<>(notice.releases()));
        Optional<Kept> news = door.told(notice.epoch(), loan);
        try {
            if (news.isPresent()) {
                file.write(notice.epoch(), news.get());
                held = held(notice.epoch(), news.get(), door.use(news.get()), Optional.empty());
                changed.run();
            }
            tell.accept(with(heard));
        } catch (IOException unwritable) {
            failed.increment();
            complain("seats are not taken: " + unwritable);
        }
    }

    private void complain(String what) {
        if (!complained) {
            LOG.error("{}; more of this is only counted", what);
            complained = true;
        }
    }

    private boolean isSigned(SeatNotice notice) {
        byte[] content = notice.signedContent(settings.unit()).getBytes(StandardCharsets.UTF_8);
        try {
            byte[] signature = Base64.getDecoder().decode(notice.signature());
            return Ed25519.verify(settings.hubKey(), content, signature);
        } catch (IllegalArgumentException _) {
            return false; // not base64
        }
    }

    private SeatsHeld with(SeatsHeld.Heard heard) {
        SeatsHeld now = held();
        return new SeatsHeld(
                now.epoch(), now.serial(), now.levels(), now.lastNumber(), Optional.of(heard));
    }

    private static SeatsHeld held(
            JournalEpoch epoch, Kept kept, long lastNumber, Optional<SeatsHeld.Heard> heard) {
        return new SeatsHeld(epoch, kept.serial(), SeatFile.levels(kept), lastNumber, heard);
    }

    /** Ends the thread; what waits is heard again at the next start. */
    @Override
    public void close() {
        thread.interrupt();
    }
}
