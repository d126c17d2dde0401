package io.turnout.gateway.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.protocol.crypto.Ed25519;
import io.turnout.protocol.message.Command;
import io.turnout.protocol.message.CommandResult;
import io.turnout.protocol.message.UnitId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CommandsTest {
    private static final UnitId UNIT = new UnitId("door-1");
    private static final Ed25519.Keys HUB = Ed25519.generate();

    @TempDir private Path folder;
    private final BlockingQueue<CommandResult> said = new LinkedBlockingQueue<>();
    private final AtomicInteger shown = new AtomicInteger();
    private final AtomicInteger restarted = new AtomicInteger();
    private final AtomicInteger told = new AtomicInteger();
    private final AtomicLong revision = new AtomicLong(12);
    private boolean lights = true;
    private Commands commands;

    @BeforeEach
    void start() {
        commands = commands(Optional.of(restarted::incrementAndGet));
    }

    @AfterEach
    void stop() {
        commands.close();
    }

    @Test
    void showsItsLightsOnce() throws Exception {
        Command identify = signed(1, "identify", "");
        commands.take(identify);
        commands.take(identify);
        assertThat(next()).isEqualTo(CommandResult.done(1));
        assertThat(next()).isEqualTo(CommandResult.done(1));
        assertThat(shown).hasValue(1);
    }

    @Test
    void saysThatItHasNoLights() throws Exception {
        lights = false;
        commands.take(signed(1, "identify", ""));
        assertThat(next()).isEqualTo(CommandResult.refused(1, "no-lights"));
    }

    @Test
    @DisplayName("U-7 a restart is not done again after the restart, and is answered then")
    void restartsOnce() throws Exception {
        Command restart = signed(1, "restart", "");
        commands.take(restart);
        assertThat(next()).isEqualTo(CommandResult.taken(1));
        restartOfTheProgram();
        assertThat(next()).isEqualTo(CommandResult.done(1));
        commands.take(restart);
        assertThat(next()).isEqualTo(CommandResult.done(1));
        assertThat(restarted).hasValue(1);
    }

    @Test
    void endsNothingThatNobodyStartsAgain() throws Exception {
        commands.close();
        commands = commands(Optional.empty());
        commands.take(signed(1, "restart", ""));
        assertThat(next()).isEqualTo(CommandResult.refused(1, "not-supervised"));
        assertThat(restarted).hasValue(0);
    }

    @Test
    void endsNothingWhenTheDiskDoesNotTakeIt() throws Exception {
        Files.createDirectory(folder.resolve("commands.new"));
        commands.take(signed(1, "restart", ""));
        assertThat(next()).isEqualTo(CommandResult.refused(1, "disk"));
        assertThat(restarted).hasValue(0);
    }

    @Test
    void isInStepOnceTheNewListIsInUse() throws Exception {
        commands.take(signed(1, "resync", "13"));
        assertThat(next()).isEqualTo(CommandResult.taken(1));
        commands.listChanged();
        commands.take(signed(2, "identify", ""));
        assertThat(next()).isEqualTo(CommandResult.done(2));
        assertThat(told).hasValue(1);
        revision.set(13);
        commands.listChanged();
        assertThat(next()).isEqualTo(CommandResult.done(1));
    }

    @Test
    @DisplayName("AT5 a command that was taken is refused when somebody plays it back later")
    void doesNothingThatIsPlayedBack() throws Exception {
        Command first = signed(1, "restart", "");
        commands.take(first);
        assertThat(next()).isEqualTo(CommandResult.taken(1));
        for (int serial = 2; serial <= 2 + TakenCommands.MOST; serial++) {
            commands.take(signed(serial, "identify", ""));
            assertThat(next()).isEqualTo(CommandResult.done(serial));
        }
        restartOfTheProgram();
        commands.take(first);
        assertThat(next()).isEqualTo(CommandResult.refused(1, "older"));
        assertThat(restarted).hasValue(1);
    }

    @Test
    @DisplayName("AT5 a command that another key signed is counted and not answered")
    void doesNothingThatIsForged() throws Exception {
        Command forged = signed(1, "restart", "", Ed25519.generate());
        commands.take(forged);
        commands.take(signed(2, "identify", ""));
        assertThat(next()).isEqualTo(CommandResult.done(2));
        assertThat(restarted).hasValue(0);
        assertThat(commands.counts().forged()).isEqualTo(1);
    }

    private void restartOfTheProgram() throws IOException {
        commands.close();
        commands = commands(Optional.of(restarted::incrementAndGet));
    }

    private Commands commands(Optional<Runnable> restart) {
        Commands made =
                new Commands(
                        new CommandRules(UNIT, HUB.publicKey()),
                        new CommandFile(folder.resolve("commands")),
                        () -> new CommandRules.Moment("b00t", 60_000),
                        new Deeds(this::show, told::incrementAndGet, revision::get, restart),
                        said::add);
        made.start();
        return made;
    }

    private boolean show() {
        shown.incrementAndGet();
        return lights;
    }

    private CommandResult next() throws InterruptedException {
        CommandResult result = said.poll(10, TimeUnit.SECONDS);
        assertThat(result).as("a result").isNotNull();
        return result;
    }

    private static Command signed(long serial, String what, String detail) {
        return signed(serial, what, detail, HUB);
    }

    private static Command signed(long serial, String what, String detail, Ed25519.Keys by) {
        Command command =
                new Command(
                        serial,
                        "b00t",
                        120_000,
                        what,
                        Optional.of(detail).filter(text -> !text.isEmpty()),
                        "");
        byte[] content = command.signedContent(UNIT).getBytes(StandardCharsets.UTF_8);
        return command.with(Base64.getEncoder().encodeToString(Ed25519.sign(by.seed(), content)));
    }
}
