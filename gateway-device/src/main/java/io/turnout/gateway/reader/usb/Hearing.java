package io.turnout.gateway.reader.usb;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One scanner that is heard, on a thread of its own, until it is unplugged or let go. */
final class Hearing {
    private static final Logger LOG = LoggerFactory.getLogger(Hearing.class);

    /** So many texts in a row that come to nothing mean that a scanner is set up wrongly. */
    private static final int DOUBTFUL = 5;

    private final UsbDevice device;
    private final Scanner scanner;
    private final Duration gap;
    private final InstantSource steady;
    private final Ears ears;
    private final Instant since;
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private volatile boolean letGo;
    private volatile boolean broughtText;
    private volatile Streak streak = new Streak(0, Optional.empty());
    private volatile Optional<UsbFault> fault = Optional.empty();

    /** Who listens. Called on the thread of the scanner. */
    interface Ears {
        void heard(UsbDevice device, Decoded decoded);

        /** It is over: the scanner was unplugged, failed, or was let go. */
        void ended();
    }

    /** Texts in a row that were dropped, and why the last one was. */
    private record Streak(int dropped, Optional<Decoded.Why> why) {}

    Hearing(UsbDevice device, Scanner scanner, Duration gap, InstantSource steady, Ears ears) {
        this.device = device;
        this.scanner = scanner;
        this.gap = gap;
        this.steady = steady;
        this.ears = ears;
        this.since = steady.instant();
    }

    void start() {
        Thread.ofPlatform().name("usb-" + device.port()).daemon().start(this::run);
    }

    /** Ends it soon: within the gap, once a text under way was dealt with. */
    void letGo() {
        letGo = true;
    }

    /** Waits, also while interrupted: who closes the bus before would end the program. */
    void awaitEnd() {
        end.join();
    }

    boolean over() {
        return end.isDone();
    }

    /** Why it is over; empty where it was let go. */
    Optional<UsbFault> fault() {
        return fault;
    }

    UsbDevice device() {
        return device;
    }

    /** Whether the scanner has shown that it works: it brought a text, or lasted so long. */
    boolean proven(Duration lasted) {
        return broughtText || !steady.instant().isBefore(since.plus(lasted));
    }

    /** Why nothing that it sent of late was a text. */
    Optional<Decoded.Why> doubt() {
        Streak now = streak;
        return now.dropped() < DOUBTFUL ? Optional.empty() : now.why();
    }

    private void run() {
        try (scanner) {
            Listening listening = new Listening(scanner.decoder(), gap);
            while (!letGo) {
                hear(listening).forEach(this::tell);
            }
        } catch (UsbFault ended) {
            fault = Optional.of(ended);
        } catch (RuntimeException unexpected) {
            // The outermost edge of this thread: the scanner is opened anew.
            LOG.error("usb: {} is no longer heard", device, unexpected);
        } finally {
            end.complete(null);
            ears.ended();
        }
    }

    private List<Decoded> hear(Listening listening) throws UsbFault {
        Instant before = steady.instant();
        Optional<byte[]> transfer = scanner.read(gap);
        if (transfer.isEmpty()) {
            return listening.nothing(gap);
        }
        // Also an empty one, as some send after each report: that took no gap.
        Duration waited = Duration.between(before, steady.instant());
        return listening.came(transfer.get(), waited.compareTo(gap) < 0 ? waited : gap);
    }

    private void tell(Decoded decoded) {
        switch (decoded) {
            case Decoded.Text _ -> {
                broughtText = true;
                streak = new Streak(0, Optional.empty());
            }
            case Decoded.Dropped(Decoded.Why why) -> {
                streak = new Streak(streak.dropped() + 1, Optional.of(why));
                LOG.debug("usb: {}: a text was dropped: {}", device, why);
            }
        }
        ears.heard(device, decoded);
    }
}
