package io.turnout.gateway;

import io.turnout.gateway.bench.Bench;
import io.turnout.protocol.settings.Settings;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
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

/** The unit at a door: its command line. */
@Command(
        name = "gateway-device",
        description = "The unit at a door: reads badges, decides, remembers, and tells the hub.",
        versionProvider = Gateway.Versions.class,
        subcommands = {Bench.class, Doctor.class, EnrollCommand.class, JournalCommand.class},
        mixinStandardHelpOptions = true)
public final class Gateway implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
    private static final int STOPPED = 0;
    private static final int UNEXPECTED = 1;
    private static final int WRONGLY_CONFIGURED = 2;
    private static final int CANNOT_START = 3;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Configuration; environment variables TURNOUT_GATEWAY_... override it.")
    private @Nullable Path file;

    @Option(names = "--data", paramLabel = "DIR", description = "Overrides the key data-dir.")
    private @Nullable String data;

    @Option(
            names = "--print-config",
            description = "Prints a configuration file with every key, explained, and ends.")
    private boolean printConfig;

    Gateway() {}

    /** Starts the program. */
    public static void main(String[] args) {
        System.exit(execute(args));
    }

    private static int execute(String... args) {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        return new CommandLine(new Gateway())
                .setExecutionExceptionHandler((unexpected, _, _) -> {
                    LOG.error("ended unexpectedly", unexpected);
                    return UNEXPECTED;
                })
                .execute(args);
    }

    @Override
    public Integer call() throws InterruptedException {
        if (printConfig) {
            System.out.print(Settings.printed(GatewayConfig.KEYS));
            return STOPPED;
        }
        try {
            return switch (read()) {
                case GatewayConfig.Read.Faulty faulty -> {
                    faulty.faults().forEach(System.err::println);
                    yield WRONGLY_CONFIGURED;
                }
                case GatewayConfig.Read.Good good -> run(good.config());
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

    /** The configuration as file, environment, command line and enrolment give it. */
    GatewayConfig.Read read() throws IOException, CannotStart {
        return read(fromFile());
    }

    private GatewayConfig.Read read(Map<String, String> file) throws CannotStart {
        Map<String, String> env = System.getenv();
        try {
            Map<String, String> all = EnrolledKeys.below(commandLine(), file, env);
            return GatewayConfig.read(commandLine(), all, env);
        } catch (IOException unreadable) {
            throw new CannotStart(
                    "who this unit is cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    private static int run(GatewayConfig config) throws CannotStart, InterruptedException {
        UnitProgram unit = new UnitProgram(config, InstantSource.system());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(unit), "stop"));
        unit.start();
        System.out.println(unit.readyLine());
        new CountDownLatch(1).await();
        return STOPPED;
    }

    /** SIGTERM is how a unit is stopped: the JVM's own exit code for it would look like a fault. */
    private static void stop(UnitProgram unit) {
        unit.close();
        System.out.println("stopped");
        System.out.flush();
        Runtime.getRuntime().halt(STOPPED);
    }

    private Map<String, String> commandLine() {
        return data == null ? Map.of() : Map.of("data-dir", data);
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
            return new String[] {"Turnout gateway " + Version.text()};
        }
    }
}
