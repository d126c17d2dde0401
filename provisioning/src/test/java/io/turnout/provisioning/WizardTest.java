package io.turnout.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What a technician is asked who calls no command. */
final class WizardTest {
    @TempDir private Path folder;
    private final StringWriter said = new StringWriter();
    private final List<String> questions = new ArrayList<>();

    @Test
    @DisplayName("U-5 without a command a technician is asked, and never for a secret")
    void asksForWhatACommandNeeds() {
        int code = run("1", folder.toString(), "/x.ticket", "", "", "/x.deb");
        assertThat(questions).hasSize(6);
        assertThat(String.join("|", questions))
                .contains("boot partition", "ticket", "(Enter for none)")
                .doesNotContain("assword:");
        assertThat(said.toString())
                .contains("1  Write a card", "turnout card ")
                .contains(folder + " ", "--ticket /x.ticket", "--package /x.deb")
                .doesNotContain("--wifi", "--source")
                .contains("no boot partition");
        assertThat(code).isEqualTo(3);
    }

    @Test
    void showsAllCommandsToWhoeverWantsNoneOfThese() {
        assertThat(run("9")).isEqualTo(2);
        assertThat(said.toString()).contains("Usage: turnout", "recover", "demo");
    }

    private int run(String... answers) {
        Deque<String> left = new ArrayDeque<>(List.of(answers));
        PrintWriter out = new PrintWriter(said, true);
        CommandLine line = Provision.commandLine().setOut(out).setErr(out);
        return new Wizard(
                        line,
                        question -> {
                            questions.add(question);
                            return left.isEmpty() ? "" : left.remove();
                        })
                .run();
    }
}
