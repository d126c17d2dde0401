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
 * A scan as a row of the scan log.
 *
 * @param receivedMs the hub's clock
 */
record ScanRow(UnitId unit, JournalEpoch epoch, Scan scan, long receivedMs) {
    private static final int RECEIVED = 4;
    private static final int EVENT = 9;

    /** Binds all columns, in the order of {@link ScanLog}. */
    void bind(PreparedStatement insert, @Nullable String event) throws SQLException {
        List<@Nullable Object> values = values(event);
        for (int i = 0; i < values.size(); i++) {
            insert.setObject(i + 1, values.get(i));
        }
    }

    /**
     * Whether a kept row has the same evidence; when it came and of which event is the hub's own.
     */
    boolean equalTo(ResultSet kept) throws SQLException {
        List<@Nullable Object> values = values(null);
        for (int i = 0; i < values.size(); i++) {
            boolean ours = i + 1 == RECEIVED || i + 1 == EVENT;
            String old = kept.getString(i + 1);
            Object value = values.get(i);
            if (!ours && !Objects.equals(old, value == null ? null : value.toString())) {
                return false;
            }
        }
        return true;
    }

    private List<@Nullable Object> values(@Nullable String event) {
        Scan s = scan;
        Effects effects = effects();
        List<@Nullable Object> values = new ArrayList<>();
        values.addAll(Arrays.asList(unit.value(), epoch.value(), s.number(), receivedMs));
        values.addAll(Arrays.asList(s.wall().toEpochMilli(), s.monotonicMillis(), s.boot()));
        values.add(wire(s.clock()));
        values.add(event);
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

    private Effects effects() {
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
