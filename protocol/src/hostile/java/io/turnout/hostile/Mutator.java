package io.turnout.hostile;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Spoils good inputs in the ways that hands, cables and attackers do. */
public final class Mutator implements Campaign.Source {
    /** Most faults in one input. */
    private static final int MOST_FAULTS = 3;

    private static final int LONGEST_PIECE = 32;

    private final List<byte[]> samples;

    /**
     * Takes the good ones.
     *
     * @param samples good inputs, none of them empty
     */
    public Mutator(List<byte[]> samples) {
        this.samples = List.copyOf(samples);
    }

    /** The same of texts. */
    public static Mutator ofTexts(String... samples) {
        return new Mutator(
                Arrays.stream(samples).map(text -> text.getBytes(StandardCharsets.UTF_8)).toList());
    }

    @Override
    public byte[] next(RandomGenerator random) {
        byte[] input = sample(random);
        int faults = 1 + random.nextInt(MOST_FAULTS);
        for (int i = 0; i < faults; i++) {
            input = random.nextBoolean() ? bytes(input, random) : JsonFaults.spoil(input, random);
        }
        return input;
    }

    private byte[] sample(RandomGenerator random) {
        return samples.get(random.nextInt(samples.size())).clone();
    }

    private byte[] bytes(byte[] input, RandomGenerator random) {
        if (input.length == 0) {
            return HostileValues.any(random);
        }
        int at = random.nextInt(input.length);
        int to = Math.min(input.length, at + 1 + random.nextInt(LONGEST_PIECE));
        return switch (random.nextInt(9)) {
            case 0 -> flipped(input, at, random);
            case 1 -> Arrays.copyOf(input, at);
            case 2 -> joined(input, at, new byte[0], to);
            case 3 -> joined(input, at, HostileValues.any(random), at);
            case 4 -> joined(input, at, HostileValues.any(random), to);
            case 5 -> joined(input, to, Arrays.copyOfRange(input, at, to), to);
            case 6 -> joined(input, at, random(random), at);
            case 7 -> swapped(input, at, random.nextInt(input.length));
            default -> spliced(input, at, sample(random), random);
        };
    }

    private static byte[] flipped(byte[] input, int at, RandomGenerator random) {
        byte[] flipped = input.clone();
        flipped[at] ^= (byte) (1 << random.nextInt(8));
        return flipped;
    }

    private static byte[] swapped(byte[] input, int one, int other) {
        byte[] swapped = input.clone();
        swapped[one] = input[other];
        swapped[other] = input[one];
        return swapped;
    }

    private static byte[] random(RandomGenerator random) {
        byte[] bytes = new byte[1 + random.nextInt(LONGEST_PIECE)];
        random.nextBytes(bytes);
        return bytes;
    }

    /** The start of one and the end of another. */
    private static byte[] spliced(byte[] input, int at, byte[] other, RandomGenerator random) {
        int from = random.nextInt(other.length);
        return joined(input, at, Arrays.copyOfRange(other, from, other.length), input.length);
    }

    /** Up to one place, something else, and from another place on. */
    static byte[] joined(byte[] input, int before, byte[] middle, int after) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream(input.length + middle.length);
        joined.write(input, 0, before);
        joined.writeBytes(middle);
        joined.write(input, after, input.length - after);
        return joined.toByteArray();
    }
}
