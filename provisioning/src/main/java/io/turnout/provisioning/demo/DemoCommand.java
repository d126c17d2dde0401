package io.turnout.provisioning.demo;

import io.turnout.provisioning.api.ApiException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code turnout demo}: a hub, three units and a crowd on this machine, until Ctrl-C. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Runs a whole venue on this machine: a hub, three units and a crowd.")
public final class DemoCommand implements Callable<Integer> {
    private static final int CANNOT_START = 3;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--hub-jar",
            required = true,
            description = "The hub's program, lib folder beside it.")
    private Path hubJar = Path.of("venue-hub.jar");

    @Option(names = "--gateway-jar", required = true, description = "The unit's program.")
    private Path gatewayJar = Path.of("gateway-device.jar");

    @Option(
            names = "--dir",
            description = "Where to keep the site; must be empty. Default: a temporary folder.")
    private @Nullable Path dir;

    @Option(names = "--agenda", description = "A schedule in frab XML instead of the shipped one.")
    private @Nullable Path agenda;

    @Option(names = "--people", defaultValue = "5000", description = "Attendees to make.")
    private int people;

    @Option(
            names = "--pace",
            defaultValue = "30",
            description = "Scans a minute at each door, 0 for no crowd. Default: ${DEFAULT-VALUE}.")
    private int pace;

    @Option(names = "--for", description = "Stop after this long, such as PT2M. Default: never.")
    private @Nullable Duration runFor;

    @Option(
            names = "--port",
            defaultValue = "8080",
            description = "Port of the hub's pages; panels take the next ones.")
    private int port;

    @Override
    public Integer call() throws IOException {
        check();
        DemoOptions options =
                new DemoOptions(
                        hubJar,
                        gatewayJar,
                        Optional.ofNullable(dir),
                        Optional.ofNullable(agenda),
                        people,
                        pace,
                        Optional.ofNullable(runFor),
                        port);
        Path directory = dir == null ? Files.createTempDirectory("turnout-demo-") : makeEmpty(dir);
        PrintWriter out = spec.commandLine().getOut();
        Thread runner = Thread.currentThread();
        CountDownLatch stopped = new CountDownLatch(1);
        Thread hook = Thread.ofPlatform().unstarted(() -> stop(runner, stopped));
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            new Demo(options, Clock.system(ZoneId.systemDefault()), out).run(directory, password());
            if (dir == null) {
                delete(directory);
            }
            return 0;
        } catch (ApiException | IOException e) {
            spec.commandLine().getErr().println("The demo cannot go on: " + e.getMessage());
            spec.commandLine().getErr().println("Its logs stay in " + directory);
            return CANNOT_START;
        } finally {
            stopped.countDown();
        }
    }

    /** Ctrl-C and SIGTERM: interrupt the demo, and let it stop its children before the JVM ends. */
    private static void stop(Thread runner, CountDownLatch stopped) {
        runner.interrupt();
        try {
            if (stopped.await(1, TimeUnit.MINUTES)) {
                // Being stopped is how the demo ends: the JVM's own code for it looks like a fault.
                Runtime.getRuntime().halt(0);
            }
            System.err.println("The demo did not stop its programs in a minute.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void check() {
        for (Path jar : List.of(hubJar, gatewayJar)) {
            if (!Files.isRegularFile(jar)) {
                throw fault(jar + " is not there: build it first (mvn package)");
            }
        }
        if (people < 1 || people > 100_000) {
            throw fault("--people is 1 to 100000, not " + people);
        }
        if (pace < 0 || pace > 6000) {
            throw fault("--pace is 0 to 6000 scans a minute, not " + pace);
        }
        if (agenda != null && !Files.isReadable(agenda)) {
            throw fault("--agenda " + agenda + " cannot be read");
        }
    }

    private ParameterException fault(String what) {
        return new ParameterException(spec.commandLine(), what);
    }

    private Path makeEmpty(Path wanted) throws IOException {
        Files.createDirectories(wanted);
        try (Stream<Path> files = Files.list(wanted)) {
            if (files.findAny().isPresent()) {
                throw fault("--dir " + wanted + " is not empty: name a new folder");
            }
        }
        return wanted;
    }

    private static String password() {
        String alphabet = "abcdefghjkmnpqrstuvwxyz23456789";
        SecureRandom random = new SecureRandom();
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < 14; i++) {
            password.append(i > 0 && i % 5 == 4 ? '-' : alphabet.charAt(random.nextInt(31)));
        }
        return password.toString();
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
