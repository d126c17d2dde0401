package io.turnout.hub.certificates;

import io.turnout.hub.agenda.EventId;
import io.turnout.hub.agenda.EventSettings;
import io.turnout.hub.identity.Audit;
import io.turnout.hub.store.Database;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Whether attendees get their certificates by themselves. Thread-safe. */
public final class Releases {
    private final Database database;
    private final Audit audit;

    public Releases(Database database, Audit audit) {
        this.database = database;
        this.audit = audit;
    }

    /**
     * What is set for an event.
     *
     * @param fromDay at the venue; empty for at once
     * @param version 0 while nobody set anything
     */
    public record Release(boolean on, Optional<LocalDate> fromDay, Scope scope, long version) {
        private static final Release NONE = new Release(false, Optional.empty(), Scope.CREDIT, 0);

        /** Whether it has come. */
        public boolean isOpen(EventSettings event, Instant now) {
            LocalDate today = now.atZone(event.zone()).toLocalDate();
            return on && fromDay.map(day -> !today.isBefore(day)).orElse(true);
        }
    }

    /** What is set now. */
    public Release of(EventId event) {
        return database.read(handle -> find(handle, event));
    }

    /** Sets it, where its version is still that of {@code wanted}; empty otherwise. */
    Optional<Release> set(EventId event, Release wanted, String who) {
        return database.write(handle -> {
            if (find(handle, event).version() != wanted.version()) {
                return Optional.empty();
            }
            handle.execute("DELETE FROM certificate_release WHERE event = ?", event.value());
            handle.execute(
                    "INSERT INTO certificate_release (event, released, from_day, scope, version)"
                            + " VALUES (?, ?, ?, ?, ?)",
                    event.value(),
                    wanted.on() ? 1 : 0,
                    wanted.fromDay().map(LocalDate::toString).orElse(null),
                    wanted.scope().key(),
                    wanted.version() + 1);
            String detail =
                    "%s from %s for %s"
                            .formatted(
                                    wanted.on() ? "on" : "off",
                                    wanted.fromDay().map(LocalDate::toString).orElse("now"),
                                    wanted.scope().key());
            audit.add(handle, who, "release certificates", event.value(), detail);
            return Optional.of(find(handle, event));
        });
    }

    private static Release find(Handle handle, EventId event) {
        return handle.createQuery("SELECT * FROM certificate_release WHERE event = ?")
                .bind(0, event.value())
                .map((row, _) ->
                        new Release(
                                row.getBoolean("released"),
                                Optional.ofNullable(row.getString("from_day"))
                                        .map(LocalDate::parse),
                                Scope.find(row.getString("scope")).orElseThrow(),
                                row.getLong("version")))
                .findOne()
                .orElse(Release.NONE);
    }
}
