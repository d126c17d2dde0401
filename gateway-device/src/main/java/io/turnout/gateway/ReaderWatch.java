package io.turnout.gateway;

import io.turnout.gateway.alert.Alerts;
import io.turnout.gateway.alert.Alerts.Kind;
import io.turnout.gateway.reader.Reader;
import io.turnout.gateway.reader.ReaderHealth;
import io.turnout.gateway.reader.ReaderHealth.Trouble;
import java.util.Optional;

/** Raises what is wrong with the reader as an alert, and clears it when it is solved. */
final class ReaderWatch {
    private final Optional<Reader> reader;
    private final Alerts alerts;

    ReaderWatch(Optional<Reader> reader, Alerts alerts) {
        this.reader = reader;
        this.alerts = alerts;
    }

    /** Looks; true when there is anything new. */
    boolean look() {
        ReaderHealth health = reader.map(Reader::health).orElseGet(ReaderHealth.Closed::new);
        boolean news = false;
        for (Trouble each : Trouble.values()) {
            news |= set(each, health);
        }
        return news;
    }

    private boolean set(Trouble trouble, ReaderHealth health) {
        if (!(health instanceof ReaderHealth.Broken broken) || broken.trouble() != trouble) {
            return alerts.clear(kind(trouble));
        }
        boolean counts = trouble == Trouble.UNREADABLE;
        long count = counts ? reader.map(each -> each.counts().unreadable()).orElse(0L) : 0;
        return alerts.raise(kind(trouble), count, broken.what());
    }

    private static Kind kind(Trouble trouble) {
        return switch (trouble) {
            case NO_USB -> Kind.READER_NO_USB;
            case NOT_ALLOWED -> Kind.READER_NOT_ALLOWED;
            case VENDOR_MODE -> Kind.READER_VENDOR_MODE;
            case MISSING -> Kind.READER_MISSING;
            case FAILING -> Kind.READER_FAILING;
            case UNREADABLE -> Kind.READER_UNREADABLE;
        };
    }
}
