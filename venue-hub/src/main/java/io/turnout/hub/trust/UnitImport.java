package io.turnout.hub.trust;

import io.turnout.hub.agenda.EventId;
import io.turnout.hub.fleet.DoorBook;
import io.turnout.hub.fleet.Units;
import io.turnout.hub.importing.Findings;
import io.turnout.hub.importing.ImportResult;
import io.turnout.hub.importing.ImportResult.Imported;
import io.turnout.hub.importing.Importer;
import io.turnout.hub.importing.Preview;
import io.turnout.hub.importing.Progress;
import io.turnout.hub.sheet.SheetLimits;
import io.turnout.hub.sheet.Sheets;
import io.turnout.hub.sheet.Table;
import io.turnout.hub.store.Database;
import io.turnout.protocol.access.RoomId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/**
 * Registers the units of a list: all in one transaction, or none. Units that stand in the list's
 * room already stay as they are; none is moved. Thread-safe.
 *
 * @param changed is told the id of an event whose units changed
 */
public record UnitImport(Database database, Units units, DoorBook doors, Consumer<String> changed)
        implements Importer<Preview> {

    /** What the rows of a list come to. */
    private record Plan(List<UnitList.Line> added, int unchanged) {
        static final Plan NOTHING = new Plan(List.of(), 0);
    }

    /** How many units are new, and how many were there. */
    public record Counts(int added, int unchanged) {}

    @Override
    public ImportResult<Preview> preview(Asked asked, byte[] file) {
        Findings findings = asked.findings();
        Map<String, String> rooms = rooms(asked);
        Plan plan =
                table(file, findings)
                        .map(table -> UnitList.read(table, rooms, findings))
                        .map(lines -> database.read(handle -> plan(handle, lines, findings)))
                        .orElse(Plan.NOTHING);
        return findings.result(() -> preview(plan, rooms));
    }

    private static Preview preview(Plan plan, Map<String, String> rooms) {
        List<Preview.Line> lines = new ArrayList<>();
        for (UnitList.Line line : plan.added()) {
            String unit = line.unit().unit().value();
            String room = rooms.getOrDefault(line.unit().room().value(), "");
            lines.add(new Preview.Line(line.row(), unit + " → " + room, true, List.of()));
        }
        return new Preview(lines, plan.unchanged());
    }

    @Override
    public String mark(Preview preview) {
        return preview.mark();
    }

    @Override
    public ImportResult<Taken> take(Asked asked, byte[] file, Preview shown) {
        return run(asked, file)
                .map(counts ->
                        new Taken(
                                "/events/" + asked.event() + "/units/tickets",
                                "done.units",
                                List.of(counts.added(), counts.unchanged())));
    }

    /** Takes a list without showing it first. */
    public ImportResult<Counts> run(Asked asked, byte[] file) {
        Findings findings = asked.findings();
        Map<String, String> rooms = rooms(asked);
        List<UnitList.Line> lines =
                table(file, findings)
                        .map(table -> UnitList.read(table, rooms, findings))
                        .orElse(List.of());
        ImportResult<Counts> result =
                database.write(handle -> {
                    Plan plan = plan(handle, lines, findings);
                    return findings.result(() -> write(handle, plan, asked));
                });
        if (result instanceof Imported<Counts> done && done.value().added() > 0) {
            changed.accept(asked.event());
        }
        return result;
    }

    private Counts write(Handle handle, Plan plan, Asked asked) {
        asked.progress().begin(Progress.Stage.WRITING, plan.added().size());
        for (UnitList.Line line : plan.added()) {
            asked.progress().step();
            Units.Outcome outcome = units.register(handle, line.unit(), asked.who());
            if (!(outcome instanceof Units.Outcome.Registered)) {
                throw new IllegalStateException(line.unit() + " cannot be registered: " + outcome);
            }
        }
        return new Counts(plan.added().size(), plan.unchanged());
    }

    private static Plan plan(Handle handle, List<UnitList.Line> lines, Findings findings) {
        List<UnitList.Line> added = new ArrayList<>();
        int unchanged = 0;
        for (UnitList.Line line : lines) {
            Optional<RoomId> stands = Units.roomOf(handle, line.unit().unit());
            Optional<Units.Outcome> hindrance = Units.hindrance(handle, line.unit());
            if (stands.filter(line.unit().room()::equals).isPresent()) {
                unchanged++;
            } else if (hindrance.isPresent()) {
                String key = stands.isPresent() ? "fault.unit-elsewhere" : "fault.unit-taken";
                String name = Findings.quoted(line.unit().unit().value());
                findings.problem(line.row(), line.place(), key, name);
            } else {
                added.add(line);
            }
        }
        return new Plan(added, unchanged);
    }

    private Map<String, String> rooms(Asked asked) {
        return doors.rooms(new EventId(asked.event()));
    }

    private static Optional<Table> table(byte[] file, Findings findings) {
        return Sheets.read(file, SheetLimits.LIST, findings);
    }
}
