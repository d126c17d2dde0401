package io.turnout.hub.agenda;

import io.turnout.hub.identity.Audit;
import io.turnout.hub.store.Database;
import io.turnout.protocol.access.WalkIn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The events of this hub with all that is set for them. Thread-safe. */
public final class EventBook {
    private static final String UPDATE =
            """
            UPDATE event SET title = ?, zone = ?, first_day = ?, last_day = ?, level = ?,
                attendance = ?, identify = ?, include_targets = ?, not_on_list = ?,
                uncertain_time = ?, walk_in = ?, early_min = ?, late_min = ?, cool_down_s = ?,
                turnover_min = ?, retention_days = ?, version = version + 1
            WHERE id = ?
            """;

    private final Database database;
    private final Events events;
    private final Audit audit;

    public EventBook(Database database, Events events, Audit audit) {
        this.database = database;
        this.events = events;
        this.audit = audit;
    }

    /** An event in the list of all. */
    public record Listed(EventSettings settings, long sessions, long attendees) {}

    /** What came of storing one. */
    public sealed interface Outcome {
        record Done(EventSettings settings) implements Outcome {}

        record IdTaken() implements Outcome {}

        /** Somebody else changed it since the form was made. */
        record Stale(EventSettings now, Audit.Entry last) implements Outcome {}

        /** It has more sessions than an event of one session may have. */
        record TooManySessions(long sessions) implements Outcome {}

        record Unknown() implements Outcome {}
    }

    /** All events, those whose last day is latest first, those without days before all. */
    public List<Listed> all() {
        return database.read(handle ->
                handle.createQuery(
                                """
                                SELECT e.*,
                                  (SELECT count(*) FROM session s WHERE s.event = e.id) AS sessions,
                                  (SELECT count(*) FROM attendee a WHERE a.event = e.id) AS people
                                FROM event e
                                ORDER BY coalesce(e.last_day, '9999-12-31') DESC,
                                         e.created_ms DESC, e.id
                                """)
                        .map((row, _) ->
                                new Listed(
                                        settings(row),
                                        row.getLong("sessions"),
                                        row.getLong("people")))
                        .list());
    }

    public Optional<EventSettings> find(String id) {
        return database.read(handle -> find(handle, id));
    }

    /** Makes an event. */
    public Outcome create(EventSettings wanted, String who) {
        return database.write(handle -> {
            Events.Draft draft =
                    new Events.Draft(
                            wanted.id().value(), wanted.title(), wanted.zone(), Optional.empty());
            return switch (events.create(handle, draft, who)) {
                case Events.Outcome.Made(_) -> {
                    store(handle, wanted);
                    yield done(handle, wanted);
                }
                case Events.Outcome.IdTaken(), Events.Outcome.TagTaken() -> new Outcome.IdTaken();
            };
        });
    }

    /** Changes an event, where its version is still that of {@code wanted}. */
    public Outcome change(EventSettings wanted, String who) {
        return database.write(handle -> {
            Optional<EventSettings> found = find(handle, wanted.id().value());
            if (found.isEmpty()) {
                return new Outcome.Unknown();
            }
            EventSettings now = found.get();
            if (now.version() != wanted.version()) {
                return new Outcome.Stale(now, audit.last(handle, now.id().value()));
            }
            long sessions = sessions(handle, now.id());
            if (wanted.oneSession() && sessions > 1) {
                return new Outcome.TooManySessions(sessions);
            }
            store(handle, wanted);
            if (!now.ownFields().equals(wanted.ownFields())) {
                // people are found by what they have in these; made anew before the next search
                handle.execute(
                        "UPDATE attendee SET search = NULL WHERE event = ?", wanted.id().value());
            }
            String what = String.join(" ", differences(now, wanted));
            audit.add(handle, who, "change event", now.id().value(), what);
            return done(handle, wanted);
        });
    }

    private static void store(Handle handle, EventSettings event) {
        EventSettings.Rules rules = event.rules();
        handle.execute(
                UPDATE,
                event.title(),
                event.zone().getId(),
                event.firstDay().map(LocalDate::toString).orElse(null),
                event.lastDay().map(LocalDate::toString).orElse(null),
                event.oneSession() ? "single-session" : "multi-session",
                event.attendance() ? 1 : 0,
                String.join("\n", event.identify()),
                rules.includeTargets() ? 1 : 0,
                key(rules.notOnList()),
                key(rules.uncertainTime()),
                key(rules.walkIn()),
                rules.early().toMinutes(),
                rules.late().toMinutes(),
                rules.coolDown().toSeconds(),
                rules.turnover().toMinutes(),
                event.retentionDays().isPresent() ? event.retentionDays().getAsInt() : null,
                event.id().value());
    }

    private static Outcome done(Handle handle, EventSettings event) {
        return new Outcome.Done(find(handle, event.id().value()).orElseThrow());
    }

    private static List<String> differences(EventSettings a, EventSettings b) {
        List<String> names = new ArrayList<>();
        differs(names, "title", a.title(), b.title());
        differs(names, "zone", a.zone(), b.zone());
        differs(names, "first-day", a.firstDay(), b.firstDay());
        differs(names, "last-day", a.lastDay(), b.lastDay());
        differs(names, "one-session", a.oneSession(), b.oneSession());
        differs(names, "attendance", a.attendance(), b.attendance());
        differs(names, "identify", a.identify(), b.identify());
        differs(names, "rules", a.rules(), b.rules());
        differs(names, "retention", a.retentionDays(), b.retentionDays());
        return names;
    }

    private static void differs(List<String> names, String name, Object a, Object b) {
        if (!a.equals(b)) {
            names.add(name);
        }
    }

    private static long sessions(Handle handle, EventId event) {
        return handle.createQuery("SELECT count(*) FROM session WHERE event = ?")
                .bind(0, event.value())
                .mapTo(Long.class)
                .one();
    }

    private static Optional<EventSettings> find(Handle handle, String id) {
        return handle.createQuery("SELECT * FROM event WHERE id = ?")
                .bind(0, id)
                .map((row, _) -> settings(row))
                .findOne();
    }

    private static EventSettings settings(ResultSet row) throws SQLException {
        int days = row.getInt("retention_days");
        return new EventSettings(
                new EventId(row.getString("id")),
                row.getString("title"),
                ZoneId.of(row.getString("zone")),
                day(row.getString("first_day")),
                day(row.getString("last_day")),
                row.getString("level").equals("single-session"),
                row.getBoolean("attendance"),
                row.getString("identify").lines().toList(),
                rules(row),
                row.getString("retention_days") == null
                        ? OptionalInt.empty()
                        : OptionalInt.of(days),
                row.getLong("version"));
    }

    private static EventSettings.Rules rules(ResultSet row) throws SQLException {
        return new EventSettings.Rules(
                row.getBoolean("include_targets"),
                walkIn(row.getString("not_on_list")),
                walkIn(row.getString("uncertain_time")),
                walkIn(row.getString("walk_in")),
                Duration.ofMinutes(row.getLong("early_min")),
                Duration.ofMinutes(row.getLong("late_min")),
                Duration.ofSeconds(row.getLong("cool_down_s")),
                Duration.ofMinutes(row.getLong("turnover_min")));
    }

    private static Optional<LocalDate> day(@Nullable String text) {
        return Optional.ofNullable(text).map(LocalDate::parse);
    }

    /** As it is stored: {@code ask-staff}. */
    static String key(WalkIn policy) {
        return policy.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static WalkIn walkIn(String key) {
        return WalkIn.valueOf(key.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
