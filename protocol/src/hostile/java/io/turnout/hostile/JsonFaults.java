package io.turnout.hostile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Faults in a JSON text that leave the rest of it as it is. */
final class JsonFaults {
    private static final int MOST_REPEATS = 600;

    private JsonFaults() {}

    /**
     * A text, number or word.
     *
     * @param key whether it names the value that follows
     */
    private record Token(int from, int to, boolean key) {}

    /** Puts one fault into a JSON text; any other input gets a hostile value at its end. */
    static byte[] spoil(byte[] json, RandomGenerator random) {
        List<Token> tokens = tokens(json);
        if (tokens.isEmpty()) {
            return Mutator.joined(json, json.length, HostileValues.any(random), json.length);
        }
        Token token = tokens.get(random.nextInt(tokens.size()));
        return switch (random.nextInt(6)) {
            case 0, 1 -> replaced(json, token, HostileValues.any(random));
            case 2 -> token.key ? again(json, token, random) : repeated(json, token, random);
            case 3 -> replaced(json, token, bytes(json, tokens, random));
            case 4 -> inside(json, token, random);
            default -> wrapped(json, token, random);
        };
    }

    private static byte[] replaced(byte[] json, Token token, byte[] by) {
        return Mutator.joined(json, token.from, by, token.to);
    }

    /** The same key once more, before the first, with another value. */
    private static byte[] again(byte[] json, Token key, RandomGenerator random) {
        byte[] name = Arrays.copyOfRange(json, key.from, key.to);
        byte[] value = HostileValues.any(random);
        byte[] start = Mutator.joined(name, name.length, new byte[] {':'}, name.length);
        byte[] pair = Mutator.joined(start, start.length, value, start.length);
        byte[] more = Mutator.joined(pair, pair.length, new byte[] {','}, pair.length);
        return Mutator.joined(json, key.from, more, key.from);
    }

    /** The same value many times, as in a list. */
    private static byte[] repeated(byte[] json, Token token, RandomGenerator random) {
        byte[] once = Arrays.copyOfRange(json, token.from, token.to);
        int times = 1 + random.nextInt(random.nextInt(50) == 0 ? MOST_REPEATS : 3);
        byte[] all = new byte[(once.length + 1) * times];
        for (int i = 0; i < times; i++) {
            System.arraycopy(once, 0, all, i * (once.length + 1), once.length);
            all[(i + 1) * (once.length + 1) - 1] = ',';
        }
        return Mutator.joined(json, token.from, all, token.from);
    }

    /** Another value of the same text. */
    private static byte[] bytes(byte[] json, List<Token> tokens, RandomGenerator random) {
        Token other = tokens.get(random.nextInt(tokens.size()));
        return Arrays.copyOfRange(json, other.from, other.to);
    }

    /** Something within a text or number. */
    private static byte[] inside(byte[] json, Token token, RandomGenerator random) {
        int at = token.from + random.nextInt(token.to - token.from);
        return Mutator.joined(json, at, HostileValues.any(random), at);
    }

    /** A value of another shape: as the only one of a list, or of an object. */
    private static byte[] wrapped(byte[] json, Token token, RandomGenerator random) {
        byte[] before = random.nextBoolean() ? new byte[] {'['} : new byte[] {'{', '"', '"', ':'};
        byte after = (byte) (before.length == 1 ? ']' : '}');
        byte[] closed = Mutator.joined(json, token.to, new byte[] {after}, token.to);
        return Mutator.joined(closed, token.from, before, token.from);
    }

    private static List<Token> tokens(byte[] json) {
        List<Token> tokens = new ArrayList<>();
        int at = 0;
        while (at < json.length) {
            int end = end(json, at);
            if (end > at) {
                tokens.add(new Token(at, end, end < json.length && json[end] == ':'));
            }
            at = Math.max(end, at + 1);
        }
        return tokens;
    }

    /** Where the token ends that starts here; here, if none does. */
    private static int end(byte[] json, int from) {
        int at = from;
        if (json[from] == '"') {
            at++;
            while (at < json.length && json[at] != '"') {
                at += json[at] == '\\' ? 2 : 1;
            }
            return Math.min(at + 1, json.length);
        }
        while (at < json.length && isBare(json[at])) {
            at++;
        }
        return at;
    }

    private static boolean isBare(byte b) {
        return Character.isLetterOrDigit(b) || b == '-' || b == '+' || b == '.';
    }
}
