package io.turnout.gateway;

import io.turnout.gateway.alert.Alerts;
import io.turnout.gateway.alert.Alerts.Kind;
import io.turnout.gateway.journal.Condition;
import io.turnout.gateway.journal.Journal;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** Raises what is wrong with the journal as alerts, and clears them when it is solved. */
final class JournalWatch {
    private final Journal journal;
    private final Alerts alerts;
    private final LongSupplier unrecorded;

    /**
     * Watches a journal.
     *
     * @param unrecorded how many were let in without a record
     */
    JournalWatch(Journal journal, Alerts alerts, LongSupplier unrecorded) {
        this.journal = journal;
        this.alerts = alerts;
        this.unrecorded = unrecorded;
    }

    /** Looks; true when there is anything new. */
    boolean look() {
        Condition now = journal.condition();
        long share = Math.round(100 * now.used());
        boolean news = set(Kind.JOURNAL_FAILING, now.failing(), 0, share + " %");
        news |= set(Kind.JOURNAL_NEARLY_FULL, now.nearlyFull(), share, "");
        long lost = now.lost().stream().mapToLong(loss -> loss.scans().count()).sum();
        news |= set(Kind.JOURNAL_DAMAGED, lost > 0, lost, numbers(now));
        Optional<Condition.Loss> again = journal.again();
        long wanted = again.map(scans -> scans.scans().count()).orElse(0L);
        news |=
                set(
                        Kind.SENT_AGAIN,
                        again.isPresent(),
                        wanted,
                        again.map(JournalWatch::told).orElse(""));
        long without = unrecorded.getAsLong();
        news |= set(Kind.UNRECORDED, without > 0, without, "");
        return news;
    }

    private boolean set(Kind kind, boolean stands, long count, String detail) {
        return stands ? alerts.raise(kind, count, detail) : alerts.clear(kind);
    }

    private static String numbers(Condition condition) {
        return condition.lost().stream().map(JournalWatch::told).collect(Collectors.joining(", "));
    }

    private static String told(Condition.Loss loss) {
        return loss.epoch() + " " + loss.scans();
    }
}
