package io.turnout.hub.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnout.hub.identity.Audit;
import io.turnout.hub.importing.ImportResult.Imported;
import io.turnout.hub.importing.Importer.Asked;
import io.turnout.hub.importing.Progress;
import io.turnout.hub.store.Database;
import io.turnout.hub.store.TestDatabase;
import io.turnout.hub.web.Words;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists of people that are stopped at any stage, and what they say on the way. */
final class StoppedImportTest {
    private static final int PEOPLE = 1_700;
    private static final List<String> TABLES =
            List.of("attendee", "attendee_group", "attendee_words", "badge", "registration");

    @TempDir private Path directory;
    private Database database;
    private PeopleImporter importer;

    @BeforeEach
    void open() {
        database = TestDatabase.in(directory);
        TestDatabase.seed(database);
        TestDatabase.session(database, "s1", "r1", 0, 3_600_000);
        Audit audit = new Audit(InstantSource.system());
        importer =
                new PeopleImporter(
                        database,
                        new AttendeeImport(database, audit, _ -> {}),
                        new RegistrationImport(database, audit, _ -> {}));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    @DisplayName("an import tells its stages with their rows, from the first to the last")
    void tellsItsStages() {
        List<Progress.At> seen = new ArrayList<>();
        take(attendees(), seen, _ -> false);
        assertThat(seen)
                .contains(
                        new Progress.At(Progress.Stage.READING, 1_500, PEOPLE),
                        new Progress.At(Progress.Stage.COMPARING, 0, 0),
                        new Progress.At(Progress.Stage.WRITING, 0, PEOPLE),
                        new Progress.At(Progress.Stage.WRITING, 1_000, PEOPLE),
                        new Progress.At(Progress.Stage.FINISHING, 0, 0));
        assertThat(seen.stream().map(Progress.At::stage)).isSorted();
        seen.clear();
        take(registrations(), seen, _ -> false);
        assertThat(seen).contains(new Progress.At(Progress.Stage.WRITING, 1_500, PEOPLE));
        assertThat(count("registration")).isEqualTo(PEOPLE);
    }

    @Test
    @DisplayName("stopped at any stage, it has written nothing, and taken again it writes all")
    void writesNothingWhenStopped() {
        List<Progress.At> stages = new ArrayList<>();
        stages.add(new Progress.At(Progress.Stage.READING, 500, PEOPLE));
        stages.add(new Progress.At(Progress.Stage.COMPARING, 0, 0));
        stages.add(new Progress.At(Progress.Stage.WRITING, 1_000, PEOPLE));
        for (Progress.At stage : stages) {
            assertThatThrownBy(() -> take(attendees(), new ArrayList<>(), stage::equals))
                    .as(stage.toString())
                    .isInstanceOf(Progress.Stopped.class);
            assertThat(TABLES).allSatisfy(table -> assertThat(count(table)).isZero());
            assertThat(count("audit")).isZero();
        }
        take(attendees(), new ArrayList<>(), _ -> false);
        assertThat(count("attendee")).isEqualTo(PEOPLE);
        Progress.At half = new Progress.At(Progress.Stage.WRITING, 500, PEOPLE);
        assertThatThrownBy(() -> take(registrations(), new ArrayList<>(), half::equals))
                .isInstanceOf(Progress.Stopped.class);
        assertThat(count("registration")).isZero();
    }

    private void take(byte[] file, List<Progress.At> seen, Predicate<Progress.At> stop) {
        AtomicReference<Progress> progress = new AtomicReference<>(Progress.unseen());
        progress.set(
                new Progress(() -> {
                    seen.add(progress.get().at());
                    if (stop.test(progress.get().at())) {
                        progress.get().stop();
                    }
                }));
        Asked asked = new Asked("e1", "noor", Words.english(), progress.get());
        PeoplePlan plan =
                ((Imported<PeoplePlan>)
                                importer.preview(new Asked("e1", "noor", Words.english()), file))
                        .value();
        assertThat(importer.take(asked, file, plan)).isInstanceOf(Imported.class);
    }

    private long count(String table) {
        return database.read(handle ->
                handle.createQuery("SELECT count(*) FROM " + table).mapTo(Long.class).one());
    }

    private static byte[] attendees() {
        return bytes(
                "number,family_name,given_name,email,licence_number,groups,badge\n",
                "N%1$d,Family %1$d,Ada,,,g,B%1$d\n");
    }

    private static byte[] registrations() {
        return bytes("attendee,session\n", "N%d,s1\n");
    }

    private static byte[] bytes(String heading, String row) {
        return (heading
                        + IntStream.range(0, PEOPLE)
                                .mapToObj(row::formatted)
                                .collect(Collectors.joining()))
                .getBytes(StandardCharsets.UTF_8);
    }
}
