package io.turnout.hub;

import io.turnout.hub.backup.BackupCommand;
import io.turnout.hub.backup.RestoreCommand;
import io.turnout.hub.bench.Bench;
import io.turnout.hub.start.CannotStart;
import io.turnout.protocol.settings.Fault;
import io.turnout.protocol.settings.Settings;
import io.turnout.protocol.settings.Values;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The hub of an event: its command line. */
@Command(
        name = "venue-hub",
        description = "The hub of an event: broker, scan log, attendance and pages.",
        versionProvider = Hub.Versions.class,
        subcommands = {Bench.class, BackupCommand.class, RestoreCommand.class},
        mixinStandardHelpOptions = true)
public final class Hub implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(Hub.class);
    private static final int STOPPED = 0;
    private static final int UNEXPECTED = 1;
    private static final int WRONGLY_CONFIGURED = 2;
    private static final int CANNOT_START = 3;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Configuration; environment variables TURNOUT_HUB_... override it.")
    private @Nullable Path file;

    @Option(names = "--data", paramLabel = "DIR", description = "Overrides the key data-dir.")
    private @Nullable String data;

    @Option(
            names = "--print-config",
            description = "Prints a configuration file with every key, explained, and ends.")
    private boolean printConfig;

    private Hub() {}

    /** Starts the program. */
    public static void main(String[] args) {
        System.exit(execute(args));
    }

    private static int execute(String... args) {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        return new CommandLine(new Hub())
                .setExecutionExceptionHandler((unexpected, commandLine, parsed) -> {
                    LOG.error("ended unexpectedly", unexpected);
                    return UNEXPECTED;
                })
                .execute(args);
    }

    @Override
    public Integer call() throws InterruptedException {
        if (printConfig) {
            System.out.print(Settings.printed(HubConfig.KEYS));
            return STOPPED;
        }
        try {
            return switch (read()) {
                case Settings.Outcome.Faulty(List<Fault> faults) -> wrong(faults);
                case Settings.Outcome.Good(Values values) -> {
                    HubConfig config = HubConfig.of(values);
                    List<Fault> faults = config.clashes();
                    yield faults.isEmpty() ? run(config) : wrong(faults);
                }
            };
        } catch (IOException unreadable) {
            System.err.println("--config: cannot read " + file + ": give a readable file");
            return WRONGLY_CONFIGURED;
        } catch (CannotStart cannot) {
            System.err.println(cannot.getMessage());
            LOG.debug("cannot start", cannot);
            return CANNOT_START;
        }
    }

    private static int wrong(List<Fault> faults) {
        faults.forEach(System.err::println);
        return WRONGLY_CONFIGURED;
    }

    private Settings.Outcome read() throws IOException {
        Map<String, String> commandLine = data == null ? Map.of() : Map.of("data-dir", data);
        return Settings.read(
                HubConfig.KEYS, commandLine, fromFile(), System.getenv(), HubConfig.PREFIX);
    }

    private static int run(HubConfig config) throws CannotStart, InterruptedException {
        HubProgram.Started hub = HubProgram.start(config, InstantSource.system());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(hub.program()), "stop"));
        hub.setupUrl().ifPresent(url -> System.out.println("Set up the first user: " + url));
        System.out.println(hub.note());
        System.out.println(hub.readyLine());
        new CountDownLatch(1).await();
        return STOPPED;
    }

    /** SIGTERM is how a hub is stopped: the JVM's own exit code for it would look like a fault. */
    private static void stop(HubProgram program) {
        program.close();
        System.out.println("stopped");
        System.out.flush();
        Runtime.getRuntime().halt(STOPPED);
    }

    private Map<String, String> fromFile() throws IOException {
        if (file == null) {
            return Map.of();
        }
        try (Reader reader = Files.newBufferedReader(file)) {
            return texts(reader);
        }
    }

    /**
     * What a configuration file says.
     *
     * @throws IOException also where it is no such file
     */
    static Map<String, String> texts(Reader reader) throws IOException {
        Properties properties = new Properties();
        try {
            properties.load(reader);
        } catch (IllegalArgumentException e) {
            throw new IOException("a \\u in it is not followed by four hexadecimal digits", e);
        }
        Map<String, String> texts = new HashMap<>();
        properties
                .stringPropertyNames()
                .forEach(key -> texts.put(key, properties.getProperty(key, "")));
        return texts;
    }

    /** The version for --version. */
    static final class Versions implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version =
                    Optional.ofNullable(Hub.class.getPackage().getImplementationVersion())
                            .orElse("unpacked");
            return new String[] {"Turnout hub " + version};
        }
    }
}
