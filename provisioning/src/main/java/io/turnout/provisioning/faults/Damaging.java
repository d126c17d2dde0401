package io.turnout.provisioning.faults;

import io.turnout.provisioning.faults.Fault.Step;
import io.turnout.provisioning.faults.ledger.Damage;
import io.turnout.provisioning.faults.venue.Unit;
import io.turnout.provisioning.faults.venue.Venue;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * Damages a file of a journal while its unit is down: cuts it anywhere, or turns one bit of it. How
 * journals are laid out the runner does not know; only that scans follow one another, and that none
 * is smaller than a few bytes.
 */
final class Damaging {
    private static final int SMALLEST_SCAN = 40;
    private static final int BEHIND_ONE_IN = 8;

    private final Venue venue;
    private final History history;

    Damaging(Venue venue, History history) {
        this.venue = venue;
        this.history = history;
    }

    Fault damaged(Random random) {
        List<Unit> units = venue.units();
        Unit unit = units.get(random.nextInt(units.size()));
        boolean cut = random.nextBoolean();
        Random where = new Random(random.nextLong());
        AtomicBoolean done = new AtomicBoolean();
        Step begin =
                () -> {
                    unit.machine().kill();
                    List<Path> written = written(unit);
                    if (!written.isEmpty()) {
                        Path file = written.get(where.nextInt(written.size()));
                        int journal = unit.journal().getAndIncrement();
                        history.damage(damage(file, cut, where, unit.name(), journal));
                        done.set(true);
                    }
                };
        Set<String> uses = Set.of(unit.machine().name(), "disk of " + unit.name());
        return Fault.of(uses, List.of(unit), begin, unit.machine()::start).onlyIf(done::get);
    }

    /** The files of all its journals that anything was written to. */
    private static List<Path> written(Unit unit) throws IOException {
        Path journal = unit.disk().folder().resolve("data").resolve("journal");
        if (!Files.exists(journal)) {
            return List.of();
        }
        List<Path> written = new ArrayList<>();
        try (Stream<Path> files = Files.walk(journal)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".seg")).toList()) {
                if (used(Files.readAllBytes(file)) > 0) {
                    written.add(file);
                }
            }
        }
        written.sort(null);
        return written;
    }

    private static int used(byte[] content) {
        int used = content.length;
        while (used > 0 && content[used - 1] == 0) {
            used--;
        }
        return used;
    }

    private static Damage damage(Path file, boolean cut, Random where, String unit, int journal)
            throws IOException {
        byte[] content = Files.readAllBytes(file);
        int used = used(content);
        boolean behind = where.nextInt(BEHIND_ONE_IN) == 0;
        int at = where.nextInt(behind ? content.length : used);
        String place = " of " + file.getFileName() + ", used up to " + used;
        try (RandomAccessFile damaged = new RandomAccessFile(file.toFile(), "rwd")) {
            if (cut) {
                damaged.setLength(at);
                long most = Math.max(0L, used - at) / SMALLEST_SCAN + 1;
                return new Damage(unit, journal, most, "cut at byte " + at + place);
            }
            int bit = where.nextInt(Byte.SIZE);
            damaged.seek(at);
            damaged.write(content[at] ^ (1 << bit));
            return new Damage(unit, journal, 1, "bit " + bit + " of byte " + at + place);
        }
    }
}
