package io.turnout.gateway;

import io.turnout.gateway.clock.Boot;
import io.turnout.gateway.clock.NetworkTime;
import io.turnout.gateway.doctor.Asking;
import io.turnout.gateway.doctor.Devices;
import io.turnout.gateway.doctor.Finding;
import io.turnout.gateway.doctor.LightShow;
import io.turnout.gateway.doctor.TestScan;
import io.turnout.gateway.doctor.Way;
import io.turnout.gateway.health.Machine;
import io.turnout.gateway.indicator.gpio.Board;
import io.turnout.gateway.linux.GpioChip;
import io.turnout.gateway.reader.Reader;
import io.turnout.protocol.settings.Fault;
import java.io.Console;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** The self-test of a unit. It changes nothing, and touches no hardware that a unit is using. */
@Command(
        name = "doctor",
        description = {
            "Tests this unit, and says what to do about what is wrong. Asks for a scan, and shows",
            "all lights. What a running unit uses is left alone."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:nothing is bad",
            "2:the configuration is wrong",
            "4:something is bad: see the list"
        },
        mixinStandardHelpOptions = true)
final class Doctor implements Callable<Integer> {
    private static final int GOOD = 0;
    private static final int WRONGLY_CONFIGURED = 2;
    private static final int BAD = 4;

    private static final Path DEV = Path.of("/dev");
    private static final Path SYS = Path.of("/sys");

    /** Slower and dying cards come first. */
    private static final long LEAST_FREE_MEGABYTES = 64;

    private static final double HOT = 80;

    @ParentCommand private Gateway gateway = new Gateway();

    @Option(names = "--json", description = "Prints JSON, and asks nothing.")
    private boolean json;

    @Option(names = "--no-scan", description = "Asks for no scan.")
    private boolean noScan;

    @Option(names = "--no-lights", description = "Shows no lights.")
    private boolean noLights;

    @Option(
            names = "--scan-seconds",
            defaultValue = "20",
            description = "How long to wait for a scan (default: ${DEFAULT-VALUE}).")
    private int scanSeconds;

    private final List<Finding> findings = new ArrayList<>();

    @Override
    public Integer call() throws IOException, InterruptedException {
        int code = examine();
        if (json) {
            System.out.println(Finding.json(findings));
        }
        return code;
    }

    private int examine() throws IOException, InterruptedException {
        try {
            return switch (gateway.read()) {
                case GatewayConfig.Read.Faulty faulty -> {
                    faulty.faults().forEach(this::misconfigured);
                    yield WRONGLY_CONFIGURED;
                }
                case GatewayConfig.Read.Good good -> {
                    examine(good.config());
                    yield Finding.bad(findings) == 0 ? GOOD : BAD;
                }
            };
        } catch (CannotStart wrong) {
            say(Finding.bad("identity", String.valueOf(wrong.getMessage()), "put it right"));
            return BAD;
        }
    }

    private void examine(GatewayConfig config) throws IOException, InterruptedException {
        say(Finding.good("unit", config.unit() + ", version " + Version.text()));
        boolean running = running(config);
        Optional<SSLContext> tls = proof(config);
        disk(config);
        machine(config);
        clock();
        URI hub = URI.create(config.hubUrl());
        new Way(hub, URI.create(config.mqttUrl()), tls, InstantSource.system())
                .look()
                .forEach(this::say);
        Devices devices = new Devices(DEV, SYS);
        devices.usb().forEach(this::say);
        devices.cameras().forEach(this::say);
        chips(config, running);
        if (running) {
            String why = "a unit is running and uses it";
            say(Finding.skipped("scan", why, "stop the unit, and test again"));
            say(Finding.skipped("lights", why, "stop the unit, and test again"));
        } else {
            scan(config);
            lights(config);
        }
    }

    private boolean running(GatewayConfig config) {
        try {
            boolean running = DataDir.inUse(config.dataDir());
            say(
                    running
                            ? Finding.good("running", "a unit runs in " + config.dataDir())
                            : Finding.look("running", "no unit runs", ""));
            return running;
        } catch (IOException closed) {
            say(
                    Finding.look(
                            "running",
                            "not known: " + closed.getMessage(),
                            "run this as the unit's user"));
            // Better not tested than disturbed.
            return true;
        }
    }

    /** How it proves to the hub who it is. */
    private Optional<SSLContext> proof(GatewayConfig config) {
        try {
            Proof proof = Proof.of(config);
            say(
                    Finding.good(
                            "identity",
                            config.secretFile()
                                    .map(file -> "a secret in " + file)
                                    .orElse("enrolled, in " + config.dataDir())));
            return proof.tls().map(Supplier::get);
        } catch (CannotStart wrong) {
            say(Finding.bad("identity", String.valueOf(wrong.getMessage()), "put it right"));
            return Optional.empty();
        }
    }

    private void disk(GatewayConfig config) {
        Path folder = config.dataDir();
        if (!Files.isDirectory(folder)) {
            say(Finding.look("disk", folder + " is not there yet", "the first start makes it"));
            return;
        }
        long free = new Machine(SYS, folder).freeMegabytes().orElse(0L);
        String found = free + " MB are free for " + folder;
        if (!Files.isWritable(folder)) {
            say(Finding.bad("disk", "this user may not write in " + folder, "chown it"));
        } else if (free < LEAST_FREE_MEGABYTES) {
            say(Finding.bad("disk", found, "free space, or exchange the card"));
        } else if (free < config.journal().budget()) {
            String todo =
                    "the journal may take %d MB (journal.budget): free space, or allow less"
                            .formatted(config.journal().budget());
            say(Finding.look("disk", found, todo));
        } else {
            say(Finding.good("disk", found));
        }
    }

    private void machine(GatewayConfig config) {
        Machine machine = new Machine(SYS, config.dataDir());
        machine.celsius().ifPresent(this::temperature);
        machine.heldBack()
                .ifPresent(held ->
                        say(
                                held.isEmpty()
                                        ? Finding.good("power", "nothing slows the processor down")
                                        : Finding.look(
                                                "power",
                                                String.join(", ", held),
                                                "under-voltage: another supply and a short cable;"
                                                        + " otherwise: more air")));
    }

    private void temperature(double celsius) {
        String found = "%.0f °C".formatted(celsius);
        say(
                celsius < HOT
                        ? Finding.good("temperature", found)
                        : Finding.look("temperature", found, "give the board more air"));
    }

    private void clock() {
        boolean held = new NetworkTime(NetworkTime.TIMESYNC, System::nanoTime).getAsBoolean();
        boolean battery = Files.exists(Boot.BATTERY_CLOCK);
        String now = Instant.now().toString();
        if (held) {
            say(Finding.good("clock", now + ", held by network time"));
        } else if (battery) {
            say(Finding.good("clock", now + ", by a battery; no time server"));
        } else {
            say(
                    Finding.look(
                            "clock",
                            now + ", neither network time nor battery",
                            "fine while the hub is reachable; otherwise see docs/operations.md"));
        }
    }

    private void chips(GatewayConfig config, boolean running) throws IOException {
        List<GpioChip.Asked> chips = GpioChip.all(DEV);
        chips.forEach(chip -> say(Finding.good("pins", Board.told(chip))));
        if (config.indicator() != IndicatorKind.GPIO || running) {
            return;
        }
        PinConfig pins = config.pins();
        switch (Board.find(chips, pins.chip(), pins.map(), GpioChip::line)) {
            case Board.Found.Good good ->
                    say(Finding.good("pins", "all free on " + good.chip().label()));
            case Board.Found.Faulty faulty ->
                    faulty.faults()
                            .forEach(
                                    fault -> say(Finding.bad("pins", fault, "see docs/wiring.md")));
        }
    }

    private void scan(GatewayConfig config) throws InterruptedException {
        if (noScan || config.reader() == ReaderKind.VIRTUAL || config.reader() == ReaderKind.NONE) {
            String why = noScan ? "by --no-scan" : "reader=" + word(config.reader());
            say(Finding.skipped("scan", why, ""));
            return;
        }
        try {
            Optional<Reader> reader = Readers.of(config, InstantSource.system()).reader();
            ask("Hold a badge to the reader now (%d s).".formatted(scanSeconds));
            if (reader.isPresent()) {
                say(TestScan.wait(reader.get(), Duration.ofSeconds(scanSeconds)));
            }
        } catch (CannotStart wrong) {
            say(Finding.bad("scan", String.valueOf(wrong.getMessage()), "see docs/wiring.md"));
        }
    }

    /** The door's strike is left alone: nobody watches it. */
    private void lights(GatewayConfig config) throws InterruptedException {
        if (noLights || config.indicator() == IndicatorKind.VIRTUAL) {
            String why = noLights ? "by --no-lights" : "indicator=" + word(config.indicator());
            say(Finding.skipped("lights", why, ""));
            return;
        }
        try (Indicators lights = Indicators.locked(config.pins())) {
            lights.start();
            say(LightShow.play(lights.indicator(), asking(), Thread::sleep));
        } catch (CannotStart wrong) {
            say(Finding.bad("lights", String.valueOf(wrong.getMessage()), "see docs/wiring.md"));
        }
    }

    private Asking asking() {
        return Optional.ofNullable(System.console())
                .filter(console -> !json && console.isTerminal())
                .map(console -> (Asking) question -> answer(console, question))
                .orElse(Asking.NOBODY);
    }

    private static Optional<Boolean> answer(Console console, String question) {
        return Optional.ofNullable(console.readLine("%s [Y/n] ", question))
                .map(text -> !text.strip().toLowerCase(Locale.ROOT).startsWith("n"));
    }

    private void ask(String what) {
        if (!json) {
            System.out.println(what);
        }
    }

    private void misconfigured(Fault fault) {
        say(Finding.bad("configuration", fault.toString(), "--print-config explains each key"));
    }

    private void say(Finding finding) {
        findings.add(finding);
        if (!json) {
            System.out.println(finding.text());
        }
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
