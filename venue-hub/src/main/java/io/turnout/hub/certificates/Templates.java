package io.turnout.hub.certificates;

import io.turnout.hub.agenda.EventId;
import io.turnout.hub.certificates.Template.Wording;
import io.turnout.hub.identity.Audit;
import io.turnout.hub.identity.Tokens;
import io.turnout.hub.print.Logo;
import io.turnout.hub.store.Database;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What certificates look like, version by version; none is ever changed. Thread-safe. */
public final class Templates {
    private final Database database;
    private final Audit audit;
    private final InstantSource clock;

    public Templates(Database database, Audit audit, InstantSource clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    /** The one that new certificates get. */
    Template current(EventId event) {
        return database.read(handle -> find(handle, event, newest(handle, event)));
    }

    static long newest(Handle handle, EventId event) {
        return handle.createQuery(
                        "SELECT COALESCE(MAX(version), 0) FROM certificate_template WHERE event = ?")
                .bind(0, event.value())
                .mapTo(Long.class)
                .one();
    }

    /** The one that a certificate was issued with. */
    Template find(EventId event, long version) {
        return database.read(handle -> find(handle, event, version));
    }

    private static Template find(Handle handle, EventId event, long version) {
        return handle.createQuery(
                        """
                        SELECT t.*, l.png FROM certificate_template t
                        LEFT JOIN certificate_logo l ON l.digest = t.logo
                        WHERE t.event = ? AND t.version = ?
                        """)
                .bind(0, event.value())
                .bind(1, version)
                .map((row, _) ->
                        new Template(
                                version,
                                row.getString("accent"),
                                row.getBoolean("refused"),
                                Optional.ofNullable(row.getString("png"))
                                        .map(png -> Logo.stored(Base64.getDecoder().decode(png))),
                                words(handle, event, version)))
                .findOne()
                .orElse(Template.OWN);
    }

    private static Map<String, Wording> words(Handle handle, EventId event, long version) {
        Map<String, Wording> words = new LinkedHashMap<>();
        handle.createQuery(
                        "SELECT * FROM certificate_words WHERE event = ? AND version = ?"
                                + " ORDER BY language")
                .bind(0, event.value())
                .bind(1, version)
                .map((row, _) ->
                        Map.entry(
                                row.getString("language"),
                                new Wording(
                                        row.getString("title"),
                                        row.getString("intro"),
                                        row.getString("closing"),
                                        row.getString("logo_says"))))
                .forEach(entry -> words.put(entry.getKey(), entry.getValue()));
        return words;
    }

    /**
     * Stores a new version.
     *
     * @param wanted of the version that it was made from
     * @return empty where somebody else stored one meanwhile
     */
    Optional<Template> store(EventId event, Template wanted, String who) {
        return database.write(handle -> {
            long newest = newest(handle, event);
            if (newest != wanted.version()) {
                return Optional.empty();
            }
            insert(handle, event, wanted, who);
            audit.add(
                    handle,
                    who,
                    "change certificate template",
                    event.value(),
                    "version " + (newest + 1));
            return Optional.of(find(handle, event, newest + 1));
        });
    }

    private void insert(Handle handle, EventId event, Template wanted, String who) {
        long version = wanted.version() + 1;
        Optional<String> logo = wanted.logo().map(given -> logo(handle, given));
        handle.execute(
                "INSERT INTO certificate_template (event, version, accent, refused, logo,"
                        + " by_whom, at_ms) VALUES (?, ?, ?, ?, ?, ?, ?)",
                event.value(),
                version,
                wanted.accent(),
                wanted.refused() ? 1 : 0,
                logo.orElse(null),
                who,
                clock.millis());
        wanted.words()
                .forEach((language, wording) ->
                        handle.execute(
                                "INSERT INTO certificate_words (event, version, language, title,"
                                        + " intro, closing, logo_says) VALUES (?, ?, ?, ?, ?, ?, ?)",
                                event.value(),
                                version,
                                language,
                                wording.title(),
                                wording.intro(),
                                wording.closing(),
                                wording.logoSays()));
    }

    private static String logo(Handle handle, Logo logo) {
        String png = Base64.getEncoder().encodeToString(logo.png());
        String digest = Tokens.hash(png);
        handle.execute(
                "INSERT INTO certificate_logo (digest, png) VALUES (?, ?)"
                        + " ON CONFLICT (digest) DO NOTHING",
                digest,
                png);
        return digest;
    }
}
