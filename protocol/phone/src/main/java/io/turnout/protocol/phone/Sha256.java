package io.turnout.protocol.phone;

/** SHA-256 (FIPS 180-4) of short texts. */
final class Sha256 {
    private static final int BLOCK = 64;
    private static final int ROUNDS = 64;

    /** First 32 bits of the fractions of the cube roots of the first 64 primes. */
    private static final int[] K = fractions(ROUNDS, 3);

    /** Of the square roots of the first 8. */
    private static final int[] START = fractions(8, 2);

    private Sha256() {}

    static byte[] of(byte[] content) {
        byte[] padded = padded(content);
        int[] state = START.clone();
        int[] schedule = new int[ROUNDS];
        for (int at = 0; at < padded.length; at += BLOCK) {
            fill(schedule, padded, at);
            mix(state, schedule);
        }
        byte[] hash = new byte[4 * state.length];
        for (int i = 0; i < hash.length; i++) {
            hash[i] = (byte) (state[i / 4] >>> (24 - 8 * (i % 4)));
        }
        return hash;
    }

    private static byte[] padded(byte[] content) {
        int blocks = (content.length + 8) / BLOCK + 1;
        byte[] padded = new byte[blocks * BLOCK];
        System.arraycopy(content, 0, padded, 0, content.length);
        padded[content.length] = (byte) 0x80;
        long bits = 8L * content.length;
        for (int i = 0; i < 8; i++) {
            padded[padded.length - 1 - i] = (byte) (bits >>> (8 * i));
        }
        return padded;
    }

    private static void fill(int[] w, byte[] padded, int at) {
        for (int i = 0; i < 16; i++) {
            int from = at + 4 * i;
            w[i] =
                    (padded[from] & 0xff) << 24
                            | (padded[from + 1] & 0xff) << 16
                            | (padded[from + 2] & 0xff) << 8
                            | (padded[from + 3] & 0xff);
        }
        for (int i = 16; i < ROUNDS; i++) {
            int s0 = right(w[i - 15], 7) ^ right(w[i - 15], 18) ^ (w[i - 15] >>> 3);
            int s1 = right(w[i - 2], 17) ^ right(w[i - 2], 19) ^ (w[i - 2] >>> 10);
            w[i] = w[i - 16] + s0 + w[i - 7] + s1;
        }
    }

    private static void mix(int[] state, int[] w) {
        int[] v = state.clone();
        for (int i = 0; i < ROUNDS; i++) {
            int s1 = right(v[4], 6) ^ right(v[4], 11) ^ right(v[4], 25);
            int choice = (v[4] & v[5]) ^ (~v[4] & v[6]);
            int first = v[7] + s1 + choice + K[i] + w[i];
            int s0 = right(v[0], 2) ^ right(v[0], 13) ^ right(v[0], 22);
            int majority = (v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]);
            System.arraycopy(v, 0, v, 1, 7);
            v[4] += first;
            v[0] = first + s0 + majority;
        }
        for (int i = 0; i < state.length; i++) {
            state[i] += v[i];
        }
    }

    private static int right(int value, int bits) {
        return value >>> bits | value << (32 - bits);
    }

    private static int[] fractions(int count, int root) {
        int[] fractions = new int[count];
        int found = 0;
        for (int n = 2; found < count; n++) {
            if (isPrime(n)) {
                fractions[found++] = fraction(n, root);
            }
        }
        return fractions;
    }

    private static boolean isPrime(int n) {
        for (int divisor = 2; divisor * divisor <= n; divisor++) {
            if (n % divisor == 0) {
                return false;
            }
        }
        return true;
    }

    /** Exactly: a double has 52 bits of fraction, and the whole part takes five at most. */
    private static int fraction(int n, int root) {
        double value = root == 2 ? Math.sqrt(n) : Math.cbrt(n);
        return (int) (long) ((value - Math.floor(value)) * 0x1p32);
    }
}
