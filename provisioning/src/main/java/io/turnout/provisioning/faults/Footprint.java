package io.turnout.provisioning.faults;

import io.turnout.provisioning.faults.venue.Machine;
import io.turnout.provisioning.faults.venue.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a program takes of its machine at a moment.
 *
 * @param heapKb live after a full collection; -1 where this JDK has no jcmd
 * @param residentKb of its memory
 * @param files open, sockets too
 * @param logBytes written out since its start
 */
record Footprint(
        String program, long heapKb, long residentKb, int threads, int files, long logBytes) {
    private static final Pattern USED = Pattern.compile("used (\\d+)K");
    private static final Pattern NUMBER = Pattern.compile("(VmRSS|Threads):\\s+(\\d+)");

    /**
     * Looks at a program, which collects its garbage first.
     *
     * @throws IOException when it does not run
     */
    static Footprint of(Machine machine) throws IOException {
        long pid =
                machine.pid().orElseThrow(() -> new IOException(machine.name() + " does not run"));
        long heap = heap(pid);
        long resident = 0;
        int threads = 0;
        Matcher matcher = NUMBER.matcher(Files.readString(Path.of("/proc/" + pid + "/status")));
        while (matcher.find()) {
            long number = Long.parseLong(matcher.group(2));
            if (matcher.group(1).equals("Threads")) {
                threads = Math.toIntExact(number);
            } else {
                resident = number;
            }
        }
        return new Footprint(machine.name(), heap, resident, threads, files(pid), machine.logged());
    }

    private static int files(long pid) throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            return Math.toIntExact(open.count());
        }
    }

    private static long heap(long pid) throws IOException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        if (!Files.isExecutable(jcmd)) {
            return -1;
        }
        Tool.run(jcmd.toString(), String.valueOf(pid), "GC.run");
        String info = Tool.run(jcmd.toString(), String.valueOf(pid), "GC.heap_info");
        return used(info);
    }

    /** The sum of the generations, without the classes. */
    static long used(String heapInfo) {
        int end = heapInfo.indexOf("Metaspace");
        Matcher matcher = USED.matcher(end < 0 ? heapInfo : heapInfo.substring(0, end));
        long used = 0;
        while (matcher.find()) {
            used += Long.parseLong(matcher.group(1));
        }
        return used;
    }
}
