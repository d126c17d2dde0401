package io.turnout.hub.privacy;

import io.turnout.hub.agenda.EventChanged;
import io.turnout.hub.agenda.EventId;
import io.turnout.hub.identity.Audit;
import io.turnout.hub.privacy.RetentionRows.Setting;
import io.turnout.hub.store.Database;
import io.turnout.hub.store.Rounds;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Erases the attendees of events that are over for as long as is set, and says so two weeks before:
 * on the event's pages and in the record. Nothing is erased that was not said for that long, also
 * where the hub was off meanwhile or the setting came later than its day. A few people make one
 * transaction, so that others may write in between; what a restart interrupts goes on after it.
 * Thread-safe.
 */
public final class Retention implements AutoCloseable {
    /** How long before it is said. */
    static final int NOTICE_DAYS = 14;

    /** Who does it, in the record. */
    static final String HUB = "hub";

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final int AT_ONCE = 100;
    private static final Duration LOOK = Duration.ofMinutes(1);

    private final Database database;
    private final Audit audit;
    private final InstantSource clock;
    private final EventChanged changed;
    private final Rounds rounds = new Rounds("retention", this::look);

    Retention(Database database, Audit audit, InstantSource clock, EventChanged changed) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
        this.changed = changed;
    }

    /**
     * Starts, and looks at once.
     *
     * @param changed is told of an event whose attendees were erased
     */
    public static Retention start(
            Database database, Audit audit, InstantSource clock, EventChanged changed) {
        Retention retention = new Retention(database, audit, clock, changed);
        database.forget(); // what a stop kept from being forgotten
        retention.rounds.start();
        return retention;
    }

    /** The people it is at are finished; the rest goes on after the next start. */
    @Override
    public void close() {
        rounds.close();
    }

    private Duration look() {
        round();
        return LOOK;
    }

    /** Says what is to be said, and erases what is due. */
    void round() {
        for (Setting setting : database.read(handle -> new RetentionRows(handle).settings())) {
            try {
                if (isDue(setting)) {
                    erase(setting);
                }
            } catch (RuntimeException e) { // the others are due all the same, and it next round
                LOG.error("{}: what is due to be erased could not be", setting.event(), e);
            }
        }
    }

    /** Whether it is time; what was said of the event is true afterwards. */
    private boolean isDue(Setting setting) {
        LocalDate today = today(setting);
        Optional<RetentionPlan> said =
                database.read(handle -> new RetentionRows(handle).plan(setting.event()));
        Optional<LocalDate> due = setting.due();
        boolean holds = said.map(RetentionPlan::due).equals(due);
        boolean soon = due.filter(day -> !today.isBefore(day.minusDays(NOTICE_DAYS))).isPresent();
        if (!holds && (said.isPresent() || soon)) {
            database.change(handle -> say(handle, setting, today));
            changed.happened(setting.event());
        }
        return holds && said.filter(plan -> !today.isBefore(plan.erase())).isPresent();
    }

    private void say(Handle handle, Setting setting, LocalDate today) {
        RetentionRows rows = new RetentionRows(handle);
        rows.withdraw(setting.event());
        setting.due()
                .filter(day -> !today.isBefore(day.minusDays(NOTICE_DAYS)))
                .ifPresent(due -> {
                    LocalDate soonest = today.plusDays(NOTICE_DAYS);
                    LocalDate erase = due.isAfter(soonest) ? due : soonest;
                    rows.announce(setting.event(), due, erase, clock.millis());
                    audit.add(
                            handle,
                            HUB,
                            "announce erasing",
                            setting.event().value(),
                            erase.toString());
                });
    }

    private void erase(Setting setting) {
        long after = 0;
        List<Long> some = next(setting, after);
        boolean any = !some.isEmpty();
        while (!some.isEmpty() && !rounds.areEnding()) {
            List<Long> now = some;
            database.change(handle -> erase(handle, setting.event(), now));
            after = some.getLast();
            some = next(setting, after);
        }
        boolean open =
                database.read(handle -> new RetentionRows(handle).plan(setting.event()))
                        .filter(plan -> !plan.ended())
                        .isPresent();
        if (!rounds.areEnding() && (any || open)) {
            database.change(handle -> end(handle, setting.event()));
            database.forget();
            changed.happened(setting.event());
        }
    }

    private List<Long> next(Setting setting, long after) {
        return database.read(handle -> new RetentionRows(handle).next(setting, after, AT_ONCE));
    }

    private void erase(Handle handle, EventId event, List<Long> attendees) {
        RetentionRows rows = new RetentionRows(handle);
        rows.count(event, rows.known(attendees));
        new Eraser(handle, event, HUB, clock.millis()).eraseOver(attendees);
    }

    private void end(Handle handle, EventId event) {
        RetentionRows rows = new RetentionRows(handle);
        long staying = rows.known(event);
        if (staying == 0) {
            new WrittenTexts(handle, event).eraseAll();
        }
        rows.end(event, staying, clock.millis());
        long erased = rows.plan(event).map(RetentionPlan::erased).orElse(0L);
        audit.add(
                handle,
                HUB,
                "erase attendees",
                event.value(),
                "%d erased, %d stay".formatted(erased, staying));
    }

    private LocalDate today(Setting setting) {
        return clock.instant().atZone(setting.zone()).toLocalDate();
    }
}
