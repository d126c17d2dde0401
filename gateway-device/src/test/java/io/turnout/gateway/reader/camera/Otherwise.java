package io.turnout.gateway.reader.camera;

/** The same picture as another camera, another light or another hand would have made it. */
enum Otherwise {
    TURNED(9) {
        @Override
        double shade(Frame frame, int x, int y) {
            return at(frame, frame.width() - 1 - x, frame.height() - 1 - y);
        }
    },
    PALE(9) {
        @Override
        double shade(Frame frame, int x, int y) {
            return 110 + at(frame, x, y) * 0.15;
        }
    },
    LIT_FROM_ONE_SIDE(9) {
        @Override
        double shade(Frame frame, int x, int y) {
            return at(frame, x, y) * (0.2 + 0.8 * x / frame.width());
        }
    },
    LIGHT_ON_DARK(6) {
        @Override
        double shade(Frame frame, int x, int y) {
            return 255 - at(frame, x, y);
        }
    },
    BLURRED(8) {
        @Override
        double shade(Frame frame, int x, int y) {
            double sum = 0;
            for (int i = 0; i < 9; i++) {
                sum += at(frame, x - 1 + i % 3, y - 1 + i / 3);
            }
            return sum / 9;
        }
    };

    final int least;

    Otherwise(int least) {
        this.least = least;
    }

    abstract double shade(Frame frame, int x, int y);

    Frame of(Frame frame) {
        byte[] luma = new byte[frame.width() * frame.height()];
        for (int i = 0; i < luma.length; i++) {
            double shade = shade(frame, i % frame.width(), i / frame.width());
            luma[i] = (byte) Math.clamp(Math.round(shade), 0, 255);
        }
        return new Frame(luma, frame.width(), frame.height());
    }

    private static int at(Frame frame, int x, int y) {
        int line = Math.clamp(y, 0, frame.height() - 1) * frame.width();
        return frame.luma()[line + Math.clamp(x, 0, frame.width() - 1)] & 0xFF;
    }
}
