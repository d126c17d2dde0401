package io.turnout.gateway.reader.camera;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Three corners that may belong to one code, as they lie on it when it is upright. */
record Triple(Corner topLeft, Corner topRight, Corner bottomLeft) {
    private static final float LEAST_MODULES = 14 * 0.7f;
    private static final float MOST_MODULES = 170 * 1.3f;

    /** Beyond it lies nothing that could be read. */
    private static final double MOST_CROOKED = 1.2;

    /** What may be a code among corners, the likeliest first. */
    static List<Triple> among(List<Corner> corners) {
        List<Triple> triples = new ArrayList<>();
        for (int i = 0; i < corners.size(); i++) {
            for (int j = i + 1; j < corners.size(); j++) {
                for (int k = j + 1; k < corners.size(); k++) {
                    Triple triple = of(corners.get(i), corners.get(j), corners.get(k));
                    if (triple.isLikely()) {
                        triples.add(triple);
                    }
                }
            }
        }
        triples.sort(Comparator.comparingDouble(Triple::crooked));
        return triples;
    }

    /** Puts three corners where they belong: the longest side is opposite of the top left one. */
    private static Triple of(Corner a, Corner b, Corner c) {
        float ab = a.distance(b);
        float bc = b.distance(c);
        float ca = c.distance(a);
        if (bc >= ab && bc >= ca) {
            return turned(a, b, c);
        }
        return ca >= ab ? turned(b, c, a) : turned(c, a, b);
    }

    private static Triple turned(Corner top, Corner one, Corner other) {
        float turn =
                (one.x() - top.x()) * (other.y() - top.y())
                        - (one.y() - top.y()) * (other.x() - top.x());
        return turn > 0 ? new Triple(top, one, other) : new Triple(top, other, one);
    }

    private boolean isLikely() {
        float least = Math.min(topLeft.module(), Math.min(topRight.module(), bottomLeft.module()));
        float most = Math.max(topLeft.module(), Math.max(topRight.module(), bottomLeft.module()));
        float modules = side() / module();
        return most < 2 * least
                && modules > LEAST_MODULES
                && modules < MOST_MODULES
                && crooked() < MOST_CROOKED;
    }

    private float width() {
        return topLeft.distance(topRight);
    }

    private float height() {
        return topLeft.distance(bottomLeft);
    }

    /** Side of a module in pixels. */
    float module() {
        return (topLeft.module() + topRight.module() + bottomLeft.module()) / 3;
    }

    /** How far it is from two sides of one length at a right angle, with corners of one size. */
    private double crooked() {
        double across = Math.pow(topRight.distance(bottomLeft), 2);
        double shape =
                (Math.abs(across - 2 * width() * width())
                                + Math.abs(across - 2 * height() * height()))
                        / across;
        double size =
                (Math.abs(topLeft.module() - module())
                                + Math.abs(topRight.module() - module())
                                + Math.abs(bottomLeft.module() - module()))
                        / module();
        return shape + size / 2;
    }

    /** From corner to corner, in pixels. */
    float side() {
        return (width() + height()) / 2;
    }

    /** Where the fourth corner were if the code was seen from straight above. */
    float farX() {
        return topRight.x() - topLeft.x() + bottomLeft.x();
    }

    float farY() {
        return topRight.y() - topLeft.y() + bottomLeft.y();
    }

    /** Whether they have a corner in common. */
    boolean meets(Triple other) {
        return has(other.topLeft) || has(other.topRight) || has(other.bottomLeft);
    }

    private boolean has(Corner corner) {
        return corner.equals(topLeft) || corner.equals(topRight) || corner.equals(bottomLeft);
    }
}
