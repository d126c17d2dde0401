package io.turnout.hub.checkin;

import io.turnout.hub.agenda.EventId;
import io.turnout.hub.identity.Audit;
import io.turnout.hub.store.Database;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;

/**
 * What an organizer switches on of the ways to check in.
 *
 * @param checkOut whether attendants and wall codes check out too (C-9)
 * @param selfReport whether attendees add sessions by themselves (C-7)
 * @param reportDays how long after a session's end they may
 * @param embeddedIn the sites that may show parts of My attendance in their pages (C-10), as
 *     origins
 * @param version grows with each change; 0 where nothing was ever set
 */
public record WaySettings(
        boolean checkOut,
        boolean selfReport,
        int reportDays,
        List<String> embeddedIn,
        long version) {
    /** Longest time after a session, in days. */
    static final int MOST_DAYS = 90;

    /** Most sites that parts may be embedded in. */
    static final int MOST_SITES = 10;

    private static final int LONGEST_SITE = 200;
    private static final Pattern SITE =
            Pattern.compile("https://[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?");

    private static final WaySettings NONE = new WaySettings(false, false, 7, List.of(), 0);

    public WaySettings {
        embeddedIn = List.copyOf(embeddedIn);
    }

    /** Whether a line names a site: {@code https://www.example.org}, and nothing behind it. */
    static boolean isSite(String line) {
        return line.length() <= LONGEST_SITE && SITE.matcher(line).matches();
    }

    /** How long after a session's end attendees may add it. */
    public Duration reportFor() {
        return Duration.ofDays(reportDays);
    }

    /** Those of an event. */
    public static WaySettings of(Handle handle, EventId event) {
        return handle.createQuery("SELECT * FROM way_setting WHERE event = ?")
                .bind(0, event.value())
                .map((row, _) ->
                        new WaySettings(
                                row.getBoolean("check_out"),
                                row.getBoolean("self_report"),
                                row.getInt("report_days"),
                                row.getString("embedded_in").lines().toList(),
                                row.getLong("version")))
                .findOne()
                .orElse(NONE);
    }

    /**
     * Keeps these, where nobody changed them since they were read.
     *
     * @return what is there, and who changed it last, where somebody did
     */
    Optional<Changed> keep(Database database, Audit audit, EventId event, String who) {
        return database.write(handle -> {
            WaySettings now = of(handle, event);
            String subject = event.value() + "/ways";
            if (now.version() != version) {
                return Optional.of(new Changed(now, audit.last(handle, subject)));
            }
            handle.execute("DELETE FROM way_setting WHERE event = ?", event.value());
            handle.execute(
                    "INSERT INTO way_setting (event, check_out, self_report, report_days,"
                            + " embedded_in, version) VALUES (?, ?, ?, ?, ?, ?)",
                    event.value(),
                    checkOut ? 1 : 0,
                    selfReport ? 1 : 0,
                    reportDays,
                    String.join("\n", embeddedIn),
                    version + 1);
            audit.add(handle, who, "change ways to check in", subject, "");
            return Optional.empty();
        });
    }

    /** What somebody else made of it. */
    record Changed(WaySettings now, Audit.Entry last) {}
}
