package io.turnout.hub.ingest;

import io.turnout.protocol.access.Effect;
import io.turnout.protocol.badge.BadgeFingerprint;
import io.turnout.protocol.message.JournalEpoch;
import io.turnout.protocol.message.Scan;
import io.turnout.protocol.message.UnitId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A scan as a row of the scan log, made ready on the thread that read the message, so that the one
 * writer only writes.
 */
final class ScanRow {
    private static final int RECEIVED = 4;
    private static final int EVENT = 9;
    private static final int COLUMNS = 24;

    private final long number;
    private final String room;
    private final List<@Nullable Object> values;

    ScanRow(UnitId unit, JournalEpoch epoch, Scan scan) {
        this.number = scan.number();
        this.room = scan.room().value();
        this.values = values(unit, epoch, scan);
    }

    long number() {
        return number;
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
        for (int i = 1; i <= values.size(); i++) {
            switch (i) {
                case RECEIVED -> insert.setLong(i, receivedMs);
                case EVENT -> insert.setString(i, event);
                default -> insert.setObject(i, values.get(i - 1));
            }
        }
    }

    /**
     * Whether a kept row has the same evidence; when it came and of which event is the hub's own.
     */
    boolean equalTo(ResultSet kept) throws SQLException {
        for (int i = 1; i <= values.size(); i++) {
            Object value = values.get(i - 1);
            String text = value == null ? null : value.toString();
            if (i != RECEIVED && i != EVENT && !Objects.equals(kept.getString(i), text)) {
                return false;
            }
        }
        return true;
    }

    private static List<@Nullable Object> values(UnitId unit, JournalEpoch epoch, Scan s) {
        Effects effects = effects(s);
        List<@Nullable Object> values = new ArrayList<>(COLUMNS);
        values.addAll(Arrays.asList(unit.value(), epoch.value(), s.number(), null));
        values.addAll(Arrays.asList(s.wall().toEpochMilli(), s.monotonicMillis(), s.boot()));
        values.addAll(Arrays.asList(wire(s.clock()), null));
        values.addAll(Arrays.asList(s.room().value(), s.door().value(), wire(s.side())));
        values.addAll(Arrays.asList(wire(s.mode()), wire(s.way())));
        values.add(s.badge().map(BadgeFingerprint::toString).orElse(null));
        values.addAll(Arrays.asList(s.outcome(), s.reason(), flag(s.flagged())));
        values.addAll(Arrays.asList(effects.entered(), flag(effects.takesSeat())));
        values.addAll(Arrays.asList(flag(effects.leaves()), effects.left()));
        values.addAll(Arrays.asList(s.listRevision(), flag(s.online())));
        return values;
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
