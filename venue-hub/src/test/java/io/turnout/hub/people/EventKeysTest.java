package io.turnout.hub.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnout.hub.agenda.EventId;
import io.turnout.hub.start.CannotStart;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EventKeysTest {
    private static final EventId ONE = new EventId("one");
    private static final EventId NEW = new EventId("one.new");

    @TempDir Path folder;

    @Test
    void areMadeWhenNeededAndStayWhenTheHubStartsAgain() throws Exception {
        EventKeys keys = EventKeys.open(folder);
        assertThat(files()).isZero();

        Map<Integer, String> first = keys.publicKeys(ONE);

        assertThat(first).containsOnlyKeys(0);
        assertThat(Base64.getDecoder().decode(first.get(0))).hasSize(32);
        assertThat(keys.publicKeys(ONE)).isEqualTo(first);
        assertThat(EventKeys.open(folder).publicKeys(ONE)).isEqualTo(first);
    }

    @Test
    void areOfOneEventEach() throws Exception {
        EventKeys keys = EventKeys.open(folder);
        assertThat(keys.publicKeys(NEW)).isNotEqualTo(keys.publicKeys(ONE));
        assertThat(files()).isEqualTo(2);
        assertThat(EventKeys.open(folder).publicKeys(NEW)).isEqualTo(keys.publicKeys(NEW));
    }

    @Test
    void areForTheHubsUserOnly() throws Exception {
        EventKeys.open(folder).publicKeys(ONE);
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(folder.resolve("badge-one"))))
                .isEqualTo("rw-------");
    }

    @Test
    void areNeverReplacedWhenDamaged() throws Exception {
        Path file = folder.resolve("badge-one");
        Files.write(file, new byte[5]);
        assertThatThrownBy(() -> EventKeys.open(folder))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("put back a copy");
        assertThat(Files.size(file)).isEqualTo(5);
    }

    @Test
    void passOverWhatIsNoKeyOfAnEvent() throws Exception {
        Files.write(folder.resolve("badge-one~"), new byte[5]);
        Files.write(folder.resolve(".badge-one.new"), new byte[5]);
        assertThat(EventKeys.open(folder).publicKeys(ONE)).containsOnlyKeys(0);
    }

    private long files() throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }
}
