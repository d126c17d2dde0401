package io.turnout.gateway.bench;

import io.turnout.gateway.accesslist.AccessList;
import io.turnout.protocol.access.BadgeEntry;
import io.turnout.protocol.access.Door;
import io.turnout.protocol.access.DoorRules;
import io.turnout.protocol.access.DoorState;
import io.turnout.protocol.access.Knowledge;
import io.turnout.protocol.access.Mode;
import io.turnout.protocol.access.Presentation;
import io.turnout.protocol.access.Presented;
import io.turnout.protocol.access.Side;
import io.turnout.protocol.access.TimeReading;
import io.turnout.protocol.access.Verdict;
import io.turnout.protocol.access.Way;
import io.turnout.protocol.badge.BadgeFingerprint;
import io.turnout.protocol.badge.SignedCode;
import io.turnout.protocol.measure.Figure;
import io.turnout.protocol.measure.Pairs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntPredicate;

/** G1: how long a decision takes in memory, from the text that was read to the verdict. */
final class DecisionBench {
    private static final double LIMIT_MICROS = 50;
    private static final int SHORT_ROUND = 20_000;
    private static final int SIGNED_ROUND = 2_000;
    private static final int WARM_UP_ROUNDS = 3;
    private static final long SEED = 2;

    private final Site site;
    private final AccessList list;
    private final int badges;
    private final int pairs;
    private final Random random = new Random(SEED);

    DecisionBench(Site site, AccessList list, int badges, int pairs) {
        this.site = site;
        this.list = list;
        this.badges = badges;
        this.pairs = pairs;
    }

    List<Figure> run() {
        return List.of(shortCodes(50), shortCodes(99), signedCodes());
    }

    private Figure shortCodes(int percent) {
        Pairs measured = new Pairs();
        for (int i = -WARM_UP_ROUNDS; i < pairs; i++) {
            List<String> texts = new ArrayList<>();
            for (int j = 0; j < SHORT_ROUND; j++) {
                texts.add(Site.code(random.nextInt(badges)).text());
            }
            double micros = percentile(SHORT_ROUND, percent, j -> admits(texts.get(j)));
            if (i >= 0) {
                measured.add(micros, LIMIT_MICROS);
            }
        }
        String name = "decision among %,d badges, short code, p%d".formatted(badges, percent);
        return Figure.atMost(1, new Figure.Label("G1", name, "µs"), measured);
    }

    private Figure signedCodes() {
        Pairs measured = new Pairs();
        List<SignedCode> codes = new ArrayList<>();
        for (int i = 0; i < SIGNED_ROUND; i++) {
            codes.add(site.signed(random.nextInt(badges)));
        }
        List<String> texts = codes.stream().map(SignedCode::text).toList();
        for (int i = -WARM_UP_ROUNDS; i < pairs; i++) {
            double ours = percentile(SIGNED_ROUND, 99, j -> admits(texts.get(j)));
            double bare = percentile(SIGNED_ROUND, 99, j -> genuine(codes.get(j)));
            if (i >= 0) {
                measured.add(ours, bare);
            }
        }
        return Figure.atMost(
                1.2,
                new Figure.Label("G1", "decision, signed badge, p99 / bare Ed25519 check", "µs"),
                measured);
    }

    /** The check alone: everything around it is done beforehand. */
    private boolean genuine(SignedCode code) {
        return code.genuine(list.signatures());
    }

    private boolean admits(String text) {
        Presentation presentation =
                Presentation.of(
                        text, list.header().event(), list.fingerprinter(), list.signatures());
        BadgeFingerprint badge =
                switch (presentation) {
                    case Presentation.Text read -> read.fingerprint();
                    case Presentation.Signed signed -> signed.fingerprint();
                    case Presentation.Unreadable _ ->
                            throw new IllegalStateException("not a badge: " + text);
                };
        Optional<BadgeEntry> entry = list.find(badge);
        Knowledge knowledge =
                entry.<Knowledge>map(Knowledge.Listed::new).orElse(new Knowledge.NotListed());
        Door door =
                new Door(list.header().door(), list.header().room(), Side.IN, Mode.IN, Way.UNIT);
        Verdict verdict =
                DoorRules.decide(
                        new Presented(
                                presentation,
                                door,
                                list.roomList(),
                                knowledge,
                                DoorState.EMPTY,
                                TimeReading.exact(Site.NOW),
                                true));
        return verdict instanceof Verdict.Admitted;
    }

    private static double percentile(int count, int percent, IntPredicate each) {
        long[] nanos = new long[count];
        for (int i = 0; i < count; i++) {
            long start = System.nanoTime();
            boolean good = each.test(i);
            nanos[i] = System.nanoTime() - start;
            if (!good) {
                throw new IllegalStateException("a good badge was refused");
            }
        }
        return Pairs.percentile(nanos, percent) / 1000.0;
    }
}
