package io.turnout.gateway.reader.camera;

import com.google.zxing.common.BitMatrix;
import com.google.zxing.common.PerspectiveTransform;

/**
 * Takes the modules of a code from its shades of grey: those of a code that is blurred or small are
 * told apart by one another, not by the paper around them.
 */
final class Modules {
    private static final int SHADES = 256;

    /** Where a module is looked at beside its middle, in modules. */
    private static final float ASIDE = 0.2f;

    private Modules() {}

    static BitMatrix of(Grey grey, PerspectiveTransform where, int dimension) {
        int[] shades = shades(grey, where, dimension);
        int middle = middle(shades);
        BitMatrix modules = new BitMatrix(dimension);
        for (int i = 0; i < shades.length; i++) {
            if (shades[i] <= middle) {
                modules.set(i % dimension, i / dimension);
            }
        }
        return modules;
    }

    private static int[] shades(Grey grey, PerspectiveTransform where, int dimension) {
        int[] shades = new int[dimension * dimension];
        float[] points = new float[10];
        for (int i = 0; i < shades.length; i++) {
            int column = i % dimension;
            int row = i / dimension;
            around(column + 0.5f, row + 0.5f, points);
            where.transformPoints(points);
            float sum = 0;
            for (int j = 0; j < points.length; j += 2) {
                // The middle of a pixel is half a pixel from its edge.
                sum += grey.between(points[j] - 0.5f, points[j + 1] - 0.5f);
            }
            shades[i] = Math.round(2 * sum / points.length);
        }
        return shades;
    }

    private static void around(float x, float y, float[] points) {
        for (int i = 0; i < points.length; i += 2) {
            points[i] = x;
            points[i + 1] = y;
        }
        points[0] -= ASIDE;
        points[2] += ASIDE;
        points[5] -= ASIDE;
        points[7] += ASIDE;
    }

    /** The shade that parts the dark from the light best (Otsu's threshold). */
    private static int middle(int[] all) {
        int[] count = new int[SHADES];
        long sum = 0;
        for (int shade : all) {
            count[shade]++;
            sum += shade;
        }
        long dark = 0;
        long darkSum = 0;
        double farthest = -1;
        int best = SHADES / 2;
        for (int shade = 0; shade < SHADES; shade++) {
            dark += count[shade];
            darkSum += (long) shade * count[shade];
            double apart = apart(dark, darkSum, all.length, sum);
            if (apart > farthest) {
                farthest = apart;
                best = shade;
            }
        }
        return best;
    }

    private static double apart(long dark, long darkSum, long all, long sum) {
        long light = all - dark;
        if (dark == 0 || light == 0) {
            return 0;
        }
        double difference = (double) darkSum / dark - (double) (sum - darkSum) / light;
        return difference * difference * dark * light;
    }
}
