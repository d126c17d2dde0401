package io.turnout.hub.webhooks;

import java.net.URI;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A webhook as its pages show it, without its secret.
 *
 * @param failures in a row, since {@code failingSinceMs}
 * @param oldUntilMs until when the former secret signs too; 0 for none
 */
public record Hook(
        WebhookId id,
        String event,
        String url,
        Set<EventKind> kinds,
        State state,
        Optional<StoppedBy> stoppedBy,
        long stoppedMs,
        long waiting,
        int failures,
        long failingSinceMs,
        long oldUntilMs,
        String madeBy,
        long version) {
    public Hook {
        kinds = kinds.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(kinds));
    }

    /** What becomes of what it is to be told. */
    public enum State {
        /** It is sent. */
        ACTIVE,
        /** It is kept, until an organizer lets it go on. */
        PAUSED,
        /** It is not even kept: the hub gave up. */
        STOPPED;

        /** As it is stored and as texts are named. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The host it leads to; the rest of an address may hold secrets. */
    public String host() {
        return URI.create(url).getHost();
    }

    /** What tells two of one host apart, without what stands behind a question mark. */
    public String path() {
        URI uri = URI.create(url);
        return (uri.getPort() < 0 ? "" : ":" + uri.getPort()) + uri.getRawPath();
    }

    /** What an organizer sets of it. */
    public record Draft(String url, Set<EventKind> kinds) {
        public Draft {
            kinds = kinds.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(kinds));
        }
    }

    /**
     * A delivery as its page shows it.
     *
     * @param kind as it was sent
     * @param status of the last answer; 0 for none
     * @param fault why there was no good one; empty where there was, or nothing was tried
     * @param triedMs 0 for never
     */
    public record Delivery(
            long seq,
            String id,
            String kind,
            long madeMs,
            Progress state,
            int attempts,
            long nextMs,
            long triedMs,
            int status,
            String fault) {
        /** How far it is. */
        public enum Progress {
            WAITING,
            DELIVERED,
            GIVEN_UP;

            /** As it is stored and as texts are named. */
            public String key() {
                return name().toLowerCase(Locale.ROOT).replace('_', '-');
            }
        }
    }
}
