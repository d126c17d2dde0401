package io.turnout.hub.trust;

import io.turnout.hub.store.Database;
import io.turnout.protocol.access.RoomId;
import io.turnout.protocol.crypto.P256;
import io.turnout.protocol.message.EnrolRequest;
import io.turnout.protocol.message.EnrolTicket;
import io.turnout.protocol.message.Enrolled;
import io.turnout.protocol.message.UnitId;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives units their certificates: the first for a ticket, later ones for the one before. */
public final class Enrolment {
    /** How long a unit's certificate is good. */
    public static final Duration LIFE = Duration.ofDays(90);

    private static final Logger LOG = LoggerFactory.getLogger(Enrolment.class);

    private final Ground ground;
    private final Site site;
    private final Consumer<UnitId> hangUp;

    /**
     * @param hangUp ends the connections of a unit that has another key now, or none
     */
    public Enrolment(Ground ground, Site site, Consumer<UnitId> hangUp) {
        this.ground = ground;
        this.site = site;
        this.hangUp = hangUp;
    }

    /** What it stands on. */
    public record Ground(
            Database database, Authority authority, UnitKeys keys, InstantSource clock) {}

    /**
     * What units are told of the hub.
     *
     * @param unitsAt {@code host:port} of units' HTTP
     * @param mqttUrl the broker
     * @param listKey base64 of what lists are signed with
     * @param grace how long after its end a certificate may still be renewed
     */
    public record Site(
            String name, String unitsAt, String mqttUrl, String listKey, Duration grace) {}

    /** A ticket for a technician, and until when it is good. */
    public record Ticket(UnitId unit, EnrolTicket text, Instant until) {}

    /** What a unit gets. */
    public sealed interface Outcome {
        record Good(Enrolled enrolled) implements Outcome {}

        /** For programs: what was wrong, and what a technician does about it. */
        record Refused(String what, String where, String fix) implements Outcome {}
    }

    /** Makes a ticket; nothing where there is no such unit. */
    public Optional<Ticket> ticket(UnitId unit, String who) {
        return ground.keys().issue(unit, who).map(token -> ticket(unit, token));
    }

    /** Makes tickets, all at once; those that there are not get none. */
    public List<Ticket> tickets(List<UnitId> units, String who) {
        return ground.keys().issue(units, who).entrySet().stream()
                .map(made -> ticket(made.getKey(), made.getValue()))
                .toList();
    }

    /** The ticket of a token that still waits for its unit. */
    public Optional<Ticket> waiting(String token) {
        return ground.keys()
                .waiting(token)
                .map(kept -> ticket(kept.getKey(), new UnitKeys.Token(token, kept.getValue())));
    }

    private Ticket ticket(UnitId unit, UnitKeys.Token token) {
        EnrolTicket text =
                new EnrolTicket(site.unitsAt(), ground.authority().fingerprint(), token.secret());
        return new Ticket(unit, text, token.until());
    }

    /**
     * Takes back what a unit has, at once.
     *
     * @return false where there is no such unit
     */
    public boolean revoke(UnitId unit, String who) {
        boolean there = ground.keys().revoke(unit, who);
        if (there) {
            hangUp.accept(unit);
        }
        return there;
    }

    /** A unit brings a token and its key. */
    public Outcome enrol(EnrolRequest request) {
        Optional<PublicKey> key = proven(request);
        if (key.isEmpty()) {
            return new Outcome.Refused(
                    "The request is not signed by the key in it.",
                    "signature",
                    "Send a key on P-256 and its signature over hub, token, unit and key.");
        }
        Instant until = ground.clock().instant().plus(LIFE);
        String keyPrint = P256.fingerprint(key.get());
        UnitKeys.Use use = ground.keys().use(request.token(), request.unit(), keyPrint, until);
        if (use instanceof UnitKeys.Use.Good(UnitId unit)) {
            LOG.info("enrolled {}", unit);
            hangUp.accept(unit);
            return new Outcome.Good(enrolled(unit, key.get(), until));
        }
        Outcome.Refused refused = refused(use);
        LOG.warn("refused an enrolment: {}", refused.what());
        return refused;
    }

    /**
     * Renews.
     *
     * @param certificate shown by TLS, so that the unit has its key; one of this authority
     */
    public Outcome renew(X509Certificate certificate) {
        Instant now = ground.clock().instant();
        Optional<UnitId> unit = ground.keys().unitOf(certificate);
        if (unit.isEmpty()) {
            return new Outcome.Refused(
                    "This certificate was taken back, or the hub does not know it.",
                    "certificate",
                    "Make a new ticket for the unit on the page Units, and enrol it again.");
        }
        if (now.isAfter(certificate.getNotAfter().toInstant().plus(site.grace()))) {
            return new Outcome.Refused(
                    "This certificate ended too long ago to be renewed.",
                    "certificate",
                    "Make a new ticket for " + unit.get() + " on the page Units.");
        }
        Enrolled renewed = enrolled(unit.get(), certificate.getPublicKey(), now.plus(LIFE));
        ground.keys().renewed(certificate.getPublicKey(), now.plus(LIFE));
        LOG.info("renewed the certificate of {}", unit.get());
        return new Outcome.Good(renewed);
    }

    private Optional<PublicKey> proven(EnrolRequest request) {
        byte[] content =
                EnrolRequest.signedContent(
                                ground.authority().fingerprint(),
                                request.token(),
                                request.unit(),
                                request.publicKey())
                        .getBytes(StandardCharsets.UTF_8);
        try {
            Base64.Decoder base64 = Base64.getDecoder();
            byte[] signature = base64.decode(request.signature());
            return P256.publicKey(base64.decode(request.publicKey()))
                    .filter(key -> P256.verify(key, content, signature));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // not base64: no key
        }
    }

    private Enrolled enrolled(UnitId unit, PublicKey key, Instant until) {
        Authority authority = ground.authority();
        X509Certificate certificate = authority.forUnit(unit, key, until);
        Base64.Encoder base64 = Base64.getEncoder();
        return new Enrolled(
                unit,
                room(unit),
                site.name(),
                "https://" + site.unitsAt(),
                site.mqttUrl(),
                site.listKey(),
                List.of(
                        base64.encodeToString(Authority.encoded(certificate)),
                        base64.encodeToString(Authority.encoded(authority.certificate()))));
    }

    private RoomId room(UnitId unit) {
        return ground.database()
                .read(handle ->
                        handle.createQuery(
                                        "SELECT d.room FROM unit u JOIN door d ON d.id = u.door"
                                                + " WHERE u.id = :unit")
                                .bind("unit", unit.value())
                                .mapTo(String.class)
                                .map(RoomId::new)
                                .one());
    }

    private static Outcome.Refused refused(UnitKeys.Use use) {
        return switch (use) {
            case UnitKeys.Use.Good(UnitId unit) -> throw new IllegalStateException(unit + "");
            case UnitKeys.Use.Unknown() ->
                    refused("There is no such ticket, or a newer one has taken its place.");
            case UnitKeys.Use.Expired(UnitId unit) ->
                    refused("The ticket for " + unit + " is too old.");
            case UnitKeys.Use.Used(UnitId unit) ->
                    refused("The ticket for " + unit + " was used before, with another key.");
            case UnitKeys.Use.OtherUnit(UnitId unit) ->
                    refused("The ticket is for " + unit + " and for no other unit.");
            case UnitKeys.Use.KeyTaken(UnitId unit) ->
                    new Outcome.Refused(
                            "This key was a unit's already: " + unit + ".",
                            "publicKey",
                            "Remove the folder identity in the unit's data directory, and enrol"
                                    + " again.");
        };
    }

    private static Outcome.Refused refused(String what) {
        return new Outcome.Refused(
                what, "token", "Make a new ticket on the page Units, and enrol again.");
    }
}
