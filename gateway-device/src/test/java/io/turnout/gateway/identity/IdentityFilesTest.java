package io.turnout.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is on the disk before and beside an enrolment; the enrolment itself needs a hub. */
final class IdentityFilesTest {
    @TempDir private Path folder;

    @Test
    void asksWithTheSameKeyUntilTheHubHasAnswered() throws IOException {
        UnitKey key = new IdentityFiles(folder).pending();
        assertThat(new IdentityFiles(folder).pending()).isEqualTo(key);
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(folder.resolve("key"))))
                .isEqualTo("rw-------");
        new IdentityFiles(folder).forgetPending();
        assertThat(new IdentityFiles(folder).pending()).isNotEqualTo(key);
    }

    @Test
    void isNobodyBeforeItEnrolled() throws IOException {
        assertThat(new IdentityFiles(folder).read()).isEmpty();
    }

    @Test
    void saysWhatToDoAboutADamagedFile() throws IOException {
        IdentityFiles files = new IdentityFiles(folder);
        for (String text : new String[] {"", "x", files.pending().text() + "\n{}"}) {
            Files.writeString(folder.resolve("identity"), text);
            assertThatThrownBy(files::read)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("enrol this unit again");
        }
    }

    @Test
    void keepsTheKeyOutOfLogs() throws IOException {
        UnitKey key = new IdentityFiles(folder).pending();
        assertThat(key.text()).doesNotContain(key.toString());
        assertThat(key.toString()).hasSize(43);
    }
}
