package io.turnout.gateway.alert;

import io.turnout.protocol.message.Alert;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The alerts that stand, one of each kind at most. Each is logged when it begins and ends.
 * Thread-safe.
 */
public final class Alerts {
    private static final Logger LOG = LoggerFactory.getLogger(Alerts.class);

    private final InstantSource clock;
    private final Map<Kind, Alert> raised = new EnumMap<>(Kind.class);

    /** What there is to see to, the worst first; the hub and the panel have texts for each. */
    public enum Kind {
        JOURNAL_FAILING,
        UNRECORDED,
        READER_NO_USB,
        READER_NOT_ALLOWED,
        READER_VENDOR_MODE,
        READER_MISSING,
        READER_FAILING,
        READER_UNREADABLE,
        TAMPERED,
        JOURNAL_DAMAGED,
        JOURNAL_NEARLY_FULL,
        SENT_AGAIN,
        RENEWAL_REFUSED;

        /** As it travels. */
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public Alerts(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Raises an alert, or says more of one that stands; since when it stands does not change.
     *
     * @return whether that is anything new
     */
    public synchronized boolean raise(Kind kind, long count, String detail) {
        Optional<Alert> before = of(kind);
        String cut = detail.substring(0, Math.min(detail.length(), Alert.MAX_DETAIL));
        Alert now =
                new Alert(
                        kind.id(),
                        before.map(Alert::since).orElseGet(clock::instant),
                        count,
                        Optional.of(cut).filter(text -> !text.isEmpty()));
        if (before.isEmpty()) {
            LOG.error("alert {}: {} {}", kind.id(), count, cut);
        }
        raised.put(kind, now);
        return !before.equals(Optional.of(now));
    }

    /**
     * It is solved.
     *
     * @return whether that is anything new
     */
    public synchronized boolean clear(Kind kind) {
        boolean stood = raised.remove(kind) != null;
        if (stood) {
            LOG.info("alert {} is over", kind.id());
        }
        return stood;
    }

    public synchronized Optional<Alert> of(Kind kind) {
        return Optional.ofNullable(raised.get(kind));
    }

    /** Those that stand, the worst first. */
    public synchronized List<Alert> all() {
        return List.copyOf(raised.values());
    }
}
