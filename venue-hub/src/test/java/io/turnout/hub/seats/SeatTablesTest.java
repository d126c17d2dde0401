package io.turnout.hub.seats;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.store.Database;
import io.turnout.hub.store.TestDatabase;
import io.turnout.protocol.access.SessionId;
import io.turnout.protocol.message.JournalEpoch;
import io.turnout.protocol.message.UnitId;
import io.turnout.protocol.seats.Holder;
import io.turnout.protocol.seats.Loan;
import io.turnout.protocol.seats.Standing;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SeatTablesTest {
    private static final Holder HOLDER =
            new Holder(new UnitId("u1"), new JournalEpoch("00000000000000000000000000000001"));

    @TempDir private Path folder;

    private static Standing standing() {
        SessionId session = new SessionId("s");
        return new Standing(
                HOLDER,
                true,
                true,
                Optional.of(Instant.ofEpochMilli(99)),
                8,
                7,
                List.of(
                        new Loan(7, false, Map.of(session, 4), Set.of()),
                        new Loan(8, true, Map.of(), Set.of(3L, 5L))),
                Map.of(3L, 8L, 6L, 0L));
    }

    @Test
    @DisplayName("A-4 what the hub said on seats is there after a restart")
    void isReadAgain() {
        try (Database database = TestDatabase.in(folder)) {
            database.change(h -> new SeatTables(h).save(List.of(standing()), false));
        }
        try (Database database = TestDatabase.in(folder)) {
            assertThat(database.<List<Standing>>read(h -> new SeatTables(h).standings()))
                    .containsExactly(standing());
            assertThat(database.<Boolean>read(h -> new SeatTables(h).isAfterRestore())).isFalse();
        }
    }

    @Test
    @DisplayName("A-4 a restored hub knows of nobody what was lent, and uses no serial again")
    void knowsNothingAfterARestore() {
        try (Database database = TestDatabase.in(folder)) {
            database.change(h -> new SeatTables(h).save(List.of(standing()), false));
            database.change(SeatTables::restored);
            Standing now =
                    database.<List<Standing>>read(h -> new SeatTables(h).standings()).getFirst();
            assertThat(now.known()).isFalse();
            assertThat(now.loans()).isEmpty();
            assertThat(now.serial()).isEqualTo(8 + Standing.SKIPPED);
            assertThat(database.<Boolean>read(h -> new SeatTables(h).isAfterRestore())).isTrue();
        }
    }
}
