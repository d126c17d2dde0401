package io.turnout.hub.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.agenda.EventId;
import io.turnout.hub.agenda.RoomBook;
import io.turnout.hub.agenda.RoomSettings;
import io.turnout.hub.fleet.DoorBook.Outcome;
import io.turnout.hub.fleet.DoorBook.Place;
import io.turnout.hub.identity.Audit;
import io.turnout.hub.store.Database;
import io.turnout.hub.store.TestDatabase;
import io.turnout.protocol.access.Mode;
import io.turnout.protocol.access.RoomId;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DoorBookTest {
    private static final EventId E1 = new EventId("e1");
    private static final EventId OTHER = new EventId("e2");

    @TempDir private Path folder;
    private Database database;
    private DoorBook doors;
    private RoomBook rooms;

    @BeforeEach
    void start() {
        database = TestDatabase.in(folder);
        TestDatabase.seed(database);
        Audit audit = new Audit(InstantSource.fixed(Instant.EPOCH));
        doors = new DoorBook(database, audit);
        rooms = new RoomBook(database, audit);
    }

    @AfterEach
    void stop() {
        database.close();
    }

    @Test
    @DisplayName("a unit is moved once; who moves it from an older page is told who did")
    void movesAUnit() {
        Place before = doors.place(E1, "u1").orElseThrow();
        Place wanted = new Place("u1", "d2", Mode.OUT, before.version());
        assertThat(doors.move(E1, wanted, "ada")).isInstanceOf(Outcome.Done.class);
        assertThat(doors.place(E1, "u1"))
                .contains(new Place("u1", "d2", Mode.OUT, before.version() + 1));
        assertThat(doors.move(E1, wanted, "bob"))
                .isInstanceOfSatisfying(
                        Outcome.Stale.class,
                        stale -> assertThat(stale.last().who()).isEqualTo("ada"));
        assertThat(doors.move(OTHER, wanted, "bob")).isEqualTo(new Outcome.Unknown<Place>());
        assertThat(doors.move(E1, new Place("u1", "none", Mode.IN, 2), "bob"))
                .isEqualTo(new Outcome.Unknown<Place>());
    }

    @Test
    @DisplayName("a door with a unit stays, one without is removed")
    void removesOnlyADoorWithoutUnits() {
        assertThat(doors.remove(E1, "d1", "ada")).isEqualTo(new Outcome.InUse<>(1));
        var made = doors.create(E1, "r1", "Größe 2", "ada");
        assertThat(made).isInstanceOf(Outcome.Done.class);
        assertThat(doors.door(E1, "e1-grosse-2")).isPresent();
        assertThat(doors.remove(OTHER, "e1-grosse-2", "ada")).isInstanceOf(Outcome.Unknown.class);
        assertThat(doors.remove(E1, "e1-grosse-2", "ada")).isInstanceOf(Outcome.Done.class);
        assertThat(doors.door(E1, "e1-grosse-2")).isEmpty();
    }

    @Test
    @DisplayName("a room keeps its capacity and note; it stays while anything hangs on it")
    void changesARoom() {
        RoomSettings made = done(rooms.create(E1, room("new", "Aula", 0), "ada"));
        RoomSettings wanted = room(made.id().value(), "Aula", made.version());
        assertThat(made.capacity()).hasValue(80);
        assertThat(made.note()).isEqualTo("Step-free");
        assertThat(rooms.create(E1, room("new", "Aula", 0), "ada"))
                .isEqualTo(new RoomBook.Outcome.NameTaken());
        assertThat(done(rooms.change(E1, wanted, "ada")).version()).isEqualTo(2);
        assertThat(rooms.change(E1, wanted, "bob")).isInstanceOf(RoomBook.Outcome.Stale.class);
        assertThat(rooms.remove(E1, "r1", "ada"))
                .isEqualTo(new RoomBook.Outcome.InUse(new RoomBook.Uses(0, 1, 0)));
        done(rooms.remove(E1, made.id().value(), "ada"));
        assertThat(rooms.find(E1, made.id().value())).isEmpty();
    }

    private static RoomSettings room(String id, String name, long version) {
        return new RoomSettings(new RoomId(id), name, OptionalInt.of(80), "Step-free", version);
    }

    private static RoomSettings done(RoomBook.Outcome outcome) {
        if (outcome instanceof RoomBook.Outcome.Done(RoomSettings settings)) {
            return settings;
        }
        throw new AssertionError(outcome);
    }
}
