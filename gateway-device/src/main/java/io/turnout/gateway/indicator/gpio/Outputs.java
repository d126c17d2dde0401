package io.turnout.gateway.indicator.gpio;

import io.turnout.gateway.indicator.Lamp;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** The lines that a unit sets, each told only what is new to it. Used by one thread at a time. */
final class Outputs {
    private final PinMap map;
    private final Map<Use, Lines.Output> lines = new EnumMap<>(Use.class);
    private final Map<Use, Boolean> on = new EnumMap<>(Use.class);

    private Outputs(PinMap map) {
        this.map = map;
    }

    /** Takes them, all off. */
    static Outputs take(Lines from, PinMap map) throws LineFault {
        Outputs outputs = new Outputs(map);
        for (Map.Entry<Use, Integer> pin : map.pins().entrySet()) {
            Use use = pin.getKey();
            if (!use.input()) {
                boolean off = map.on(use).high(false);
                outputs.lines.put(use, from.output(use, pin.getValue(), off));
                outputs.on.put(use, false);
            }
        }
        return outputs;
    }

    /** Every line, although one before it fails. */
    void set(Playing.Moment moment) throws LineFault {
        LineFault failed = null;
        for (Map.Entry<Use, Lines.Output> line : lines.entrySet()) {
            try {
                set(line.getKey(), line.getValue(), wanted(line.getKey(), moment));
            } catch (LineFault fault) {
                failed = fault;
            }
        }
        if (failed != null) {
            throw failed;
        }
    }

    private void set(Use use, Lines.Output line, boolean wanted) throws LineFault {
        if (!Boolean.valueOf(wanted).equals(on.get(use))) {
            on.remove(use);
            line.set(map.on(use).high(wanted));
            on.put(use, wanted);
        }
    }

    private boolean wanted(Use use, Playing.Moment moment) {
        return switch (use) {
            case RED -> lit(moment.lit(), Lamp.RED);
            case AMBER -> moment.lit().contains(Lamp.AMBER);
            case GREEN -> lit(moment.lit(), Lamp.GREEN);
            case BUZZER -> moment.sounds();
            case STRIKE -> moment.opens();
            case MODE_BUTTON, TAMPER, EXIT_BUTTON ->
                    throw new IllegalStateException(use + " is listened to");
        };
    }

    /** A lamp that mixes its colours is amber when it is red and green. */
    private boolean lit(Set<Lamp> lamps, Lamp lamp) {
        boolean mixed = map.lamps() == PinMap.Lamps.RGB && lamps.contains(Lamp.AMBER);
        return mixed || lamps.contains(lamp);
    }
}
