package io.turnout.gateway.reader.camera;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** What is found in one frame, look by look. Not thread-safe. */
final class Sight {
    /** Codes that are read of one frame at most. */
    private static final int MOST_CODES = 4;

    /** Threes of corners that are tried in one look. */
    private static final int MOST_TRIES = 12;

    /** A code of which one corner is hidden by glare shows two. */
    private static final int LIKELY = 2;

    private final Predicate<String> known;
    private final LongAdder faults;
    private final Set<String> texts = new LinkedHashSet<>();
    private boolean likely;

    /**
     * Nothing seen yet.
     *
     * @param known texts that are not looked for
     * @param faults counts pictures on which the library breaks down
     */
    Sight(Predicate<String> known, LongAdder faults) {
        this.known = known;
        this.faults = faults;
    }

    /**
     * Looks at the frame in one size.
     *
     * @param half the same in half that size
     */
    void look(Grey grey, Grey half) {
        Ink ink = Thresholds.ink(grey, half);
        List<Corner> corners = CornerSearch.in(ink);
        likely |= corners.size() >= LIKELY;
        List<Triple> triples = Triple.among(corners);
        if (!triples.isEmpty()) {
            read(triples, new Symbols(grey, ink));
        }
    }

    private void read(List<Triple> triples, Symbols symbols) {
        List<Triple> whole = new ArrayList<>();
        for (Triple triple : triples.subList(0, Math.min(triples.size(), MOST_TRIES))) {
            if (whole.size() < MOST_CODES && whole.stream().noneMatch(triple::meets)) {
                unlessItBreaks(() -> symbols.text(triple))
                        .ifPresent(text -> {
                            texts.add(text);
                            whole.add(triple);
                        });
            }
        }
    }

    /** As the library looks, where something is there that was not read. */
    void lookAsTheLibrary(Frame frame) {
        if (texts.isEmpty() && likely) {
            unlessItBreaks(() -> WholePicture.text(frame)).ifPresent(texts::add);
        }
    }

    /** Whether something was found that was not known. */
    boolean isNew() {
        return !texts.stream().allMatch(known);
    }

    /** What was found, the clearest first. */
    List<String> texts() {
        return List.copyOf(texts);
    }

    private Optional<String> unlessItBreaks(Supplier<Optional<String>> read) {
        try {
            return read.get();
        } catch (RuntimeException _) {
            // Hostile pictures make ZXing run over its arrays (its issues 862, 1533, 1798): for a
            // door that is a picture without a code, and counted.
            faults.increment();
            return Optional.empty();
        }
    }
}
