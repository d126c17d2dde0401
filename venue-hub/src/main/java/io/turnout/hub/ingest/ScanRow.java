package io.turnout.hub.ingest;

import io.turnout.protocol.access.Effect;
import io.turnout.protocol.access.Mode;
import io.turnout.protocol.access.Side;
import io.turnout.protocol.access.Way;
import io.turnout.protocol.badge.BadgeFingerprint;
import io.turnout.protocol.message.ClockQuality;
import io.turnout.protocol.message.JournalEpoch;
import io.turnout.protocol.message.Scan;
import io.turnout.protocol.message.UnitId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A scan as a row of the scan log, made ready on the thread that read the message, so that the one
 * writer only writes.
 */
final class ScanRow {
    private static final int UNIT = 1;
    private static final int EPOCH = 2;
    private static final int NUMBER = 3;
    private static final int RECEIVED = 4;
    private static final int EVENT = 9;

    /** How values of enums are written, worked out once: a busy hub writes millions. */
    private static final Map<Enum<?>, String> WIRE =
            Stream.<Enum<?>[]>of(ClockQuality.values(), Side.values(), Mode.values(), Way.values())
                    .flatMap(Arrays::stream)
                    .collect(Collectors.toUnmodifiableMap(value -> value, ScanRow::wire));

    private final String room;
    private final @Nullable Object[] values;

    ScanRow(UnitId unit, JournalEpoch epoch, Scan scan) {
        this.room = scan.room().value();
        this.values = values(unit, epoch, scan);
    }

    /** Unit, epoch and number. */
    String name() {
        return values[UNIT - 1] + " " + values[EPOCH - 1] + " " + values[NUMBER - 1];
    }

    long number() {
        return (Long) Objects.requireNonNull(values[NUMBER - 1]);
    }

    String room() {
        return room;
    }

    /**
     * Binds all columns, in the order of {@link ScanLog}.
     *
     * @param event of the room, where that is known
     * @param receivedMs the hub's clock
     */
    void bind(PreparedStatement insert, @Nullable String event, long receivedMs)
            throws SQLException {
        for (int i = 1; i <= values.length; i++) {
            switch (i) {
                case RECEIVED -> insert.setLong(i, receivedMs);
                case EVENT -> insert.setString(i, event);
                default -> bind(insert, i, values[i - 1]);
            }
        }
    }

    /** Binds unit, epoch and number, as places 1 to 3. */
    void bindName(PreparedStatement query) throws SQLException {
        for (int i = UNIT; i <= NUMBER; i++) {
            bind(query, i, values[i - 1]);
        }
    }

    /** Texts first: most columns are, and drivers try them last. */
    private static void bind(PreparedStatement statement, int place, @Nullable Object value)
            throws SQLException {
        if (value instanceof String text) {
            statement.setString(place, text);
        } else {
            statement.setObject(place, value);
        }
    }

    /**
     * Whether a kept row has the same evidence; when it came and of which event is the hub's own.
     */
    boolean equalTo(ResultSet kept) throws SQLException {
        for (int i = 1; i <= values.length; i++) {
            Object value = values[i - 1];
            String text = value == null ? null : value.toString();
            if (i != RECEIVED && i != EVENT && !Objects.equals(kept.getString(i), text)) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable Object[] values(UnitId unit, JournalEpoch epoch, Scan s) {
        Effects effects = effects(s);
        return new @Nullable Object[] {
            unit.value(),
            epoch.value(),
            s.number(),
            null,
            s.wall().toEpochMilli(),
            s.monotonicMillis(),
            s.boot(),
            WIRE.get(s.clock()),
            null,
            s.room().value(),
            s.door().value(),
            WIRE.get(s.side()),
            WIRE.get(s.mode()),
            WIRE.get(s.way()),
            s.badge().map(BadgeFingerprint::toString).orElse(null),
            s.outcome(),
            s.reason(),
            flag(s.flagged()),
            effects.entered(),
            flag(effects.takesSeat()),
            flag(effects.leaves()),
            effects.left(),
            s.listRevision(),
            flag(s.online())
        };
    }

    private record Effects(
            @Nullable String entered, boolean takesSeat, boolean leaves, @Nullable String left) {}

    private static Effects effects(Scan scan) {
        String entered = null;
        boolean takesSeat = false;
        boolean leaves = false;
        String left = null;
        for (Effect effect : scan.effects()) {
            switch (effect) {
                case Effect.Enter enter -> {
                    entered = enter.session().value();
                    takesSeat = enter.takesSeat();
                }
                case Effect.Leave leave -> {
                    leaves = true;
                    left = leave.session().map(Object::toString).orElse(null);
                }
            }
        }
        return new Effects(entered, takesSeat, leaves, left);
    }

    private static int flag(boolean value) {
        return value ? 1 : 0;
    }

    private static String wire(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
