package io.turnout.hub.credit;

import io.turnout.hub.credit.CreditSettings.Overlap;
import io.turnout.hub.credit.Spans.Span;
import io.turnout.protocol.access.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One attendee's time, shared out among the sessions that claim it. Whatever the sessions, no more
 * is given than there is, unless each shall have all.
 */
final class Shares {
    private final Overlap overlap;
    private final Map<SessionId, Duration> given = new HashMap<>();
    private final Map<SessionId, Map<Contest, Duration>> contests = new HashMap<>();

    /** By which rule another session has time that a session claims, or a part in it. */
    record Contest(SessionId other, Rule rule) implements Comparable<Contest> {
        private static final Comparator<Contest> ORDER =
                Comparator.comparing(Contest::other).thenComparing(Contest::rule);

        @Override
        public int compareTo(Contest other) {
            return ORDER.compare(this, other);
        }
    }

    private Shares(Overlap overlap) {
        this.overlap = overlap;
    }

    static Shares of(Collection<Claim> claims, Overlap overlap) {
        List<Claim> inOrder =
                claims.stream()
                        .sorted(overlap == Overlap.LONGEST ? Claim.LONGEST : Claim.FIRST_ENTERED)
                        .toList();
        Shares shares = new Shares(overlap);
        for (Span piece : pieces(inOrder)) {
            shares.share(
                    piece.length(),
                    inOrder.stream().filter(claim -> claim.spans().covers(piece)).toList());
        }
        return shares;
    }

    /** Time cut wherever a claim begins or ends. */
    private static List<Span> pieces(List<Claim> claims) {
        TreeSet<Instant> cuts = new TreeSet<>();
        for (Claim claim : claims) {
            for (Span span : claim.spans().all()) {
                cuts.add(span.start());
                cuts.add(span.end());
            }
        }
        List<Span> pieces = new ArrayList<>();
        List<Instant> inOrder = List.copyOf(cuts);
        for (int i = 1; i < inOrder.size(); i++) {
            pieces.add(new Span(inOrder.get(i - 1), inOrder.get(i)));
        }
        return pieces;
    }

    /** Those entitled to a piece come first among its claimants. */
    private void share(Duration piece, List<Claim> claimants) {
        int entitled = entitled(claimants);
        for (int place = 0; place < claimants.size(); place++) {
            Claim claim = claimants.get(place);
            if (place < entitled) {
                Duration part = overlap == Overlap.SPLIT ? piece.dividedBy(entitled) : piece;
                given.merge(claim.session(), part, Duration::plus);
            }
            for (int other = 0; other < entitled; other++) {
                if (other != place && (place >= entitled || entitled > 1)) {
                    contest(piece, claim, claimants.get(other));
                }
            }
        }
    }

    private int entitled(List<Claim> claimants) {
        return switch (overlap) {
            case FIRST_ENTERED, LONGEST -> Math.min(1, claimants.size());
            case EACH -> claimants.size();
            case SPLIT -> {
                int giving = (int) claimants.stream().filter(Claim::credits).count();
                yield giving == 0 ? claimants.size() : giving;
            }
        };
    }

    private void contest(Duration piece, Claim one, Claim other) {
        Rule rule =
                other.credits() && !one.credits() && overlap != Overlap.EACH
                        ? Rule.OVERLAP_CREDITS
                        : switch (overlap) {
                            case FIRST_ENTERED -> Rule.OVERLAP_FIRST;
                            case LONGEST -> Rule.OVERLAP_LONGEST;
                            case SPLIT -> Rule.OVERLAP_SPLIT;
                            case EACH -> Rule.OVERLAP_EACH;
                        };
        contests.computeIfAbsent(one.session(), _ -> new TreeMap<>())
                .merge(new Contest(other.session(), rule), piece, Duration::plus);
    }

    /** What a session got. */
    Duration of(SessionId session) {
        return given.getOrDefault(session, Duration.ZERO);
    }

    /** How much of what a session claims others have, or have a part in. */
    Map<Contest, Duration> contests(SessionId session) {
        return contests.getOrDefault(session, Map.of());
    }
}
