package io.turnout.hub.fleet;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How far a journal is in the scan log.
 *
 * @param upTo all its scans up to this one are there
 * @param highest the highest that is there
 * @param upToTime when the scan {@code upTo} was made
 * @param gaps what is missing below the highest, and what was lost behind it, in order
 */
public record Delivered(
        String epoch, long upTo, long highest, Optional<Instant> upToTime, List<Gap> gaps) {
    public Delivered {
        gaps = List.copyOf(gaps);
    }

    /** A journal of which nothing arrived. */
    static Delivered nothing(String epoch) {
        return new Delivered(epoch, 0, 0, Optional.empty(), List.of());
    }

    /** As it is when nobody has what is missing any more. */
    Delivered lost() {
        return with(
                gaps.stream()
                        .map(gap -> new Gap(epoch, gap.from(), gap.to(), true, gap.more()))
                        .toList());
    }

    /** As it is when what was behind the last one is lost, up to a number or farther. */
    Delivered endingAt(long number) {
        List<Gap> all = new ArrayList<>(gaps);
        long from = all.stream().mapToLong(gap -> gap.to() + 1).reduce(highest + 1, Math::max);
        all.add(new Gap(epoch, from, Math.max(from, number), true, true));
        return with(all);
    }

    private Delivered with(List<Gap> other) {
        return new Delivered(epoch, upTo, highest, upToTime, other);
    }

    /**
     * Numbers that are missing: later ones arrived, or the unit said that it lost them.
     *
     * @param lost whether the unit has them no more
     * @param more whether later ones may be lost as well, because the journal's end is
     */
    public record Gap(String epoch, long from, long to, boolean lost, boolean more) {
        public long scans() {
            return to - from + 1;
        }

        /** As exports write it: {@code waiting}, {@code lost} or {@code lost-or-more}. */
        public String key() {
            if (!lost) {
                return "waiting";
            }
            return more ? "lost-or-more" : "lost";
        }
    }
}
