package io.turnout.hub.trust;

import io.turnout.hub.sheet.CsvSheet;
import io.turnout.hub.store.Database;
import io.turnout.protocol.message.UnitId;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Tickets for all units of an event, or of a room, that never enrolled. Thread-safe. */
record ManyTickets(Database database, InstantSource clock) {
    /** More at once are for several sheets. */
    static final int MOST = 1_000;

    /** A ticket, and where its unit is to stand. */
    record Placed(Enrolment.Ticket ticket, String room, String door) {
        String unit() {
            return ticket.unit().value();
        }

        /** Told to the unit, and a secret until then. */
        String text() {
            return ticket.text().text();
        }
    }

    /** Those that wait for a ticket, or have one that they did not use; by room and door. */
    List<Identity> waiting(String event, Optional<String> room) {
        return database.read(handle -> Identity.of(handle, event, clock.millis())).stream()
                .filter(unit ->
                        unit.state() == Identity.State.NONE
                                || unit.state() == Identity.State.TICKET)
                .filter(unit -> room.isEmpty() || room.get().equals(unit.roomId()))
                .toList();
    }

    /** Makes a ticket for each; those made before are void. */
    List<Placed> make(List<Identity> units, Enrolment enrolment, String who) {
        List<UnitId> ids = units.stream().map(unit -> new UnitId(unit.unit())).toList();
        return placed(units, enrolment.tickets(ids, who));
    }

    /** Those of an event whose tokens still wait, of tokens that were handed out. */
    List<Placed> still(String event, List<String> tokens, Enrolment enrolment) {
        List<Identity> units = database.read(handle -> Identity.of(handle, event, clock.millis()));
        return placed(
                units,
                tokens.stream().flatMap(token -> enrolment.waiting(token).stream()).toList());
    }

    private static List<Placed> placed(List<Identity> units, List<Enrolment.Ticket> tickets) {
        Map<String, Identity> places =
                units.stream().collect(Collectors.toMap(Identity::unit, Function.identity()));
        return tickets.stream()
                .flatMap(ticket ->
                        Optional.ofNullable(places.get(ticket.unit().value()))
                                .map(at -> new Placed(ticket, at.room(), at.door()))
                                .stream())
                .toList();
    }

    /** A file for each, and a list of them that has no secret in it; leaves the stream open. */
    static void zip(List<Placed> tickets, OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        for (Placed each : tickets) {
            zip.putNextEntry(new ZipEntry(each.unit() + ".ticket"));
            zip.write((each.text() + "\n").getBytes(StandardCharsets.US_ASCII));
            zip.closeEntry();
        }
        zip.putNextEntry(new ZipEntry("ticket-list.csv"));
        CsvSheet list = CsvSheet.plain(zip, List.of("unit", "room", "file", "until"));
        for (Placed each : tickets) {
            String until = each.ticket().until().toString();
            list.row(List.of(each.unit(), each.room(), each.unit() + ".ticket", until));
        }
        list.finish();
        zip.closeEntry();
        zip.finish();
    }
}
