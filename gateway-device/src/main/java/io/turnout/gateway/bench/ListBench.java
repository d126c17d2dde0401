package io.turnout.gateway.bench;

import io.turnout.gateway.accesslist.AccessList;
import io.turnout.gateway.accesslist.AccessListStore;
import io.turnout.protocol.badge.BadgeFingerprint;
import io.turnout.protocol.measure.Figure;
import io.turnout.protocol.measure.Pairs;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * G11: what a list of many badges and sessions takes: disk, time to open, look-up, heap. Times are
 * the processor's, of one thread, so that other work on the machine counts less.
 */
final class ListBench {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int SESSIONS = 500;
    private static final double BYTES = 24;
    private static final double OPEN_MILLIS = 20;
    private static final double FIND_MICROS = 5;
    private static final double HEAP_MB = 16;
    private static final int LOOKED_UP = 100_000;
    private static final long SEED = 11;

    private final Path folder;
    private final int badges;
    private final int rounds;
    private final Site site;
    private final Random random = new Random(SEED);

    ListBench(Path folder, int badges, int rounds) {
        this.folder = folder;
        this.badges = badges;
        this.rounds = rounds;
        this.site = new Site(badges, SESSIONS);
    }

    List<Figure> run() throws IOException {
        Path lists = folder.resolve("large");
        try (AccessListStore store = site.store(lists)) {
            site.adoptInto(store, folder);
        }
        double bytes = (double) size(lists) / badges;
        Pairs disk = new Pairs();
        Pairs open = new Pairs();
        Pairs find = new Pairs();
        Pairs heap = new Pairs();
        for (int i = 0; i < rounds; i++) {
            disk.add(bytes, BYTES);
            long before = heap();
            long start = THREADS.getCurrentThreadCpuTime();
            try (AccessListStore store = site.store(lists)) {
                open.add((THREADS.getCurrentThreadCpuTime() - start) / 1e6, OPEN_MILLIS);
                heap.add((heap() - before) / 1e6, HEAP_MB);
                find.add(micros(store.current().orElseThrow()), FIND_MICROS);
            }
        }
        return List.of(
                figure("on the disk, for each badge", "B", disk),
                figure("opened and checked", "ms", open),
                figure("a badge found, mean", "µs", find),
                figure("heap", "MB", heap));
    }

    private Figure figure(String what, String unit, Pairs pairs) {
        String name = "list of %,d badges × %d sessions: %s".formatted(badges, SESSIONS, what);
        return Figure.atMost(1, new Figure.Label("G11", name, unit), pairs);
    }

    private double micros(AccessList list) {
        List<BadgeFingerprint> sought = new ArrayList<>();
        for (int i = 0; i < LOOKED_UP; i++) {
            sought.add(list.fingerprinter().of(Site.code(random.nextInt(badges)).text()));
        }
        long start = THREADS.getCurrentThreadCpuTime();
        for (BadgeFingerprint badge : sought) {
            if (list.find(badge).isEmpty()) {
                throw new IllegalStateException("a badge of the list was not found");
            }
        }
        return (THREADS.getCurrentThreadCpuTime() - start) / 1e3 / LOOKED_UP;
    }

    private static long heap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static long size(Path lists) throws IOException {
        try (Stream<Path> files = Files.list(lists)) {
            long all = 0;
            for (Path file : files.toList()) {
                all += Files.size(file);
            }
            return all;
        }
    }
}
