package io.turnout.gateway;

import io.turnout.gateway.identity.Answer;
import io.turnout.gateway.identity.Identity;
import io.turnout.protocol.message.EnrolTicket;
import io.turnout.protocol.message.Enrolled;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code enroll}: a technician gives the unit its ticket. */
@Command(
        name = "enroll",
        description = {
            "Gives this unit its identity at a hub, by a ticket of the hub's page Units.",
            "Waits for the network as long as it takes. The unit must not be running.",
            "Exit codes: 0 enrolled, 2 no ticket, 3 cannot write, 4 the hub refuses the ticket."
        },
        mixinStandardHelpOptions = true)
final class EnrollCommand implements Callable<Integer> {
    private static final int DONE = 0;
    private static final int WRONGLY_USED = 2;
    private static final int CANNOT = 3;
    private static final int REFUSED = 4;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    @Option(
            names = "--data",
            paramLabel = "DIR",
            required = true,
            description = "The unit's data directory.")
    private Path data = Path.of("");

    @Option(
            names = "--ticket",
            paramLabel = "FILE",
            description = "The ticket as a file; without it, it is read from the terminal.")
    private @Nullable Path file;

    EnrollCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        try (DataDir held = DataDir.hold(data)) {
            EnrolTicket ticket = EnrolTicket.parse(read());
            return enrol(held.identity(), ticket);
        } catch (IllegalArgumentException _) {
            System.err.println(
                    "That is no ticket: it begins with turnout:1: and is one line. Make one on the"
                            + " hub's page Units, Identities and tickets.");
            return WRONGLY_USED;
        } catch (CannotStart | IOException cannot) {
            System.err.println(cannot.getMessage());
            return CANNOT;
        }
    }

    private String read() throws IOException {
        if (file != null) {
            return Files.readString(file);
        }
        System.err.println("Ticket:");
        String line =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
                        .readLine();
        return line == null ? "" : line;
    }

    private static int enrol(Path folder, EnrolTicket ticket)
            throws IOException, InterruptedException {
        Duration pause = FIRST_PAUSE;
        String said = "";
        while (true) {
            switch (Identity.enrol(folder, ticket)) {
                case Answer.Good(Enrolled enrolled) -> {
                    System.out.printf(
                            "Enrolled: this is %s in room %s, at the hub %s (%s).%n",
                            enrolled.unit(), enrolled.room(), ticket.hub(), enrolled.site());
                    System.out.println("Fingerprint of the hub: " + ticket.shown());
                    return DONE;
                }
                case Answer.Refused(String why) -> {
                    System.err.println("The hub refuses: " + why);
                    return REFUSED;
                }
                case Answer.Away(String why) -> {
                    if (!why.equals(said)) {
                        System.err.println(why + "; trying again until it answers");
                    }
                    said = why;
                }
            }
            TimeUnit.MILLISECONDS.sleep(pause.toMillis());
            Duration twice = pause.multipliedBy(2);
            pause = twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
        }
    }
}
