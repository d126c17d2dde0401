package io.turnout.gateway.reader.camera;

import com.google.zxing.NotFoundException;
import com.google.zxing.ReaderException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.common.GridSampler;
import com.google.zxing.common.PerspectiveTransform;
import com.google.zxing.qrcode.decoder.Decoder;
import com.google.zxing.qrcode.decoder.Version;
import com.google.zxing.qrcode.detector.AlignmentPattern;
import com.google.zxing.qrcode.detector.Detector;
import java.util.Optional;

/** Reads what lies between three corners of a black and white picture. */
final class Symbols extends Detector {
    private static final int CORNER = 7;
    private static final int LEAST = 21;
    private static final int MOST = 177;

    /** Sizes of codes are four modules apart: so near to one of them it is no other. */
    private static final float CERTAIN = 0.75f;

    /** From the middle of a corner to the edge of the code, in modules. */
    private static final float MARGIN = 3.5f;

    /** The middle of the line of modules, and the column, that alternate. */
    private static final float TIMING = 6.5f;

    /** What is no code has half of them right. */
    private static final float LIKELY = 0.6f;

    private final Decoder decoder = new Decoder();
    private final Grey grey;
    private final Ink ink;

    Symbols(Grey grey, Ink ink) {
        super(ink.matrix());
        this.grey = grey;
        this.ink = ink;
    }

    /**
     * The text of a code.
     *
     * @throws RuntimeException where the library breaks down instead of finding nothing
     */
    Optional<String> text(Triple triple) {
        float module =
                calculateModuleSize(
                        triple.topLeft().point(),
                        triple.topRight().point(),
                        triple.bottomLeft().point());
        if (!(module >= 1)) {
            return Optional.empty();
        }
        float modules = triple.side() / module + CORNER;
        int nearest = Math.round((modules - 17) / 4) * 4 + 17;
        int next = nearest + (modules > nearest ? 4 : -4);
        Optional<String> text = text(triple, module, nearest);
        boolean doubtful = Math.abs(modules - nearest) > CERTAIN;
        return text.isEmpty() && doubtful ? text(triple, module, next) : text;
    }

    /** With what is in the fourth corner first: by it a slanted code is straightened. */
    private Optional<String> text(Triple triple, float module, int dimension) {
        if (dimension < LEAST || dimension > MOST) {
            return Optional.empty();
        }
        return fourth(triple, module, dimension)
                .flatMap(fourth -> text(slanted(triple, fourth, dimension), dimension))
                .or(() -> text(straight(triple, dimension), dimension));
    }

    private Optional<String> text(PerspectiveTransform where, int dimension) {
        if (alternating(where, dimension) < LIKELY) {
            return Optional.empty();
        }
        try {
            BitMatrix modules =
                    GridSampler.getInstance().sampleGrid(getImage(), dimension, dimension, where);
            return text(modules).or(() -> text(Modules.of(grey, where, dimension)));
        } catch (NotFoundException _) {
            // It lies partly outside.
            return Optional.empty();
        }
    }

    private Optional<String> text(BitMatrix modules) {
        try {
            return Optional.of(decoder.decode(modules).getText());
        } catch (ReaderException _) {
            // How ZXing says that there is no code.
            return Optional.empty();
        }
    }

    /**
     * Which part of the modules between the corners alternates, as all do in a code: what is none
     * is dropped before it is taken apart.
     */
    private float alternating(PerspectiveTransform where, int dimension) {
        int between = dimension - 2 * (CORNER + 1);
        float[] points = new float[4 * between];
        for (int i = 0; i < between; i++) {
            points[4 * i] = CORNER + 1.5f + i;
            points[4 * i + 1] = TIMING;
            points[4 * i + 2] = TIMING;
            points[4 * i + 3] = CORNER + 1.5f + i;
        }
        where.transformPoints(points);
        int right = 0;
        for (int i = 0; i < 2 * between; i++) {
            boolean dark = i / 2 % 2 == 0;
            right += ink.black(points[2 * i], points[2 * i + 1]) == dark ? 1 : 0;
        }
        return right / (2f * between);
    }

    /** The small square in the fourth corner, looked for ever farther around where it should be. */
    private Optional<AlignmentPattern> fourth(Triple triple, float module, int dimension) {
        Version version = Version.getVersionForNumber((dimension - 17) / 4);
        if (version.getAlignmentPatternCenters().length == 0) {
            return Optional.empty();
        }
        float inwards = 1 - 3f / (dimension - CORNER);
        int x = Math.round(triple.topLeft().x() + inwards * (triple.farX() - triple.topLeft().x()));
        int y = Math.round(triple.topLeft().y() + inwards * (triple.farY() - triple.topLeft().y()));
        for (int reach = 4; reach <= 16; reach *= 2) {
            try {
                return Optional.of(findAlignmentInRegion(module, x, y, reach));
            } catch (NotFoundException _) {
                // Not so near.
            }
        }
        return Optional.empty();
    }

    private static PerspectiveTransform slanted(
            Triple triple, AlignmentPattern fourth, int dimension) {
        return transform(triple, fourth.getX(), fourth.getY(), dimension, dimension - MARGIN - 3);
    }

    private static PerspectiveTransform straight(Triple triple, int dimension) {
        return transform(triple, triple.farX(), triple.farY(), dimension, dimension - MARGIN);
    }

    private static PerspectiveTransform transform(
            Triple triple, float x, float y, int dimension, float fourth) {
        float far = dimension - MARGIN;
        return PerspectiveTransform.quadrilateralToQuadrilateral(
                MARGIN,
                MARGIN,
                far,
                MARGIN,
                fourth,
                fourth,
                MARGIN,
                far,
                triple.topLeft().x(),
                triple.topLeft().y(),
                triple.topRight().x(),
                triple.topRight().y(),
                x,
                y,
                triple.bottomLeft().x(),
                triple.bottomLeft().y());
    }
}
