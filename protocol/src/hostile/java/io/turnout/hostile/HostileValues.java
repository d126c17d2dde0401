package io.turnout.hostile;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;

/** Values that parsers have stumbled over: most are JSON, and all are text in UTF-8. */
final class HostileValues {
    private static final List<String> NUMBERS =
            List.of(
                    "0",
                    "-0",
                    "-1",
                    "1.5",
                    "1e999999999",
                    "1e-999999999",
                    "2147483647",
                    "2147483648",
                    "9223372036854775807",
                    "9223372036854775808",
                    "-9223372036854775808",
                    "9".repeat(24),
                    "9".repeat(2_000),
                    "NaN",
                    "-Infinity",
                    "0x1F",
                    "007");
    private static final List<String> WORDS =
            List.of("null", "true", "false", "{}", "[]", "[null]", "[[]]", "{\"\":{}}", "\"", "");
    private static final List<String> TIMES =
            List.of(
                    "\"+1000000000-12-31T23:59:59.999999999Z\"",
                    "\"-1000000000-01-01T00:00:00Z\"",
                    "\"+292278994-08-17T07:12:55.808Z\"",
                    "\"1969-12-31T23:59:59.999Z\"",
                    "\"2026-02-30T00:00:00Z\"",
                    "\"PT2562047788015215H30M7.999999999S\"",
                    "\"PT-0.000000001S\"",
                    "\"P106751991167300D\"",
                    "\"P-1D\"",
                    "\"UTC+18:00\"");
    private static final List<String> TEXTS =
            List.of(
                    "\"\"",
                    "\" \"",
                    "\"\\u0000\"",
                    "\"a\\nb\\u001b[2J\"",
                    "\"\\ud800\"",
                    "\"\\udfff\\ud800\"",
                    "\"\u202e\u0000\"",
                    "\"\ud83d\ude80\u0308\"",
                    "\"../../../etc/passwd\"",
                    "\"%s%n%x\"",
                    "\"${jndi:ldap://127.0.0.1/a}\"",
                    "\"'; DROP TABLE scan; --\"",
                    "\"=HYPERLINK(1)\"",
                    "\"AAAA====\"",
                    "\"\\ufeff\\uffff\"",
                    "\"\u0660\u0661\u0662\"",
                    "\"" + "a".repeat(64) + "\"",
                    "\"" + "a".repeat(65) + "\"",
                    "\"" + "A".repeat(10_001) + "\"");
    private static final List<String> PIECES =
            List.of(
                    "\0", "\n", "\r\n", "\u00a0", "\u2028", "\ufeff", "\\u", "\\uD800", "\\", ",",
                    ":", "}", "]", "//", "/*", "{\"a\":", "\u017f", "\u212a", "\u00df");
    private static final List<String> RARE =
            List.of(
                    "[".repeat(20_000),
                    "{\"a\":".repeat(5_000),
                    "[" + "0,".repeat(20_000) + "0]",
                    "\"" + "\\u0000".repeat(5_000) + "\"",
                    "\"" + "x".repeat(100_000) + "\"");

    private HostileValues() {}

    static byte[] any(RandomGenerator random) {
        return text(random).getBytes(StandardCharsets.UTF_8);
    }

    /** What is large comes seldom: it takes longer, and says the same each time. */
    private static String text(RandomGenerator random) {
        return switch (random.nextInt(40)) {
            case 0 -> random.nextInt(10) == 0 ? one(RARE, random) : one(WORDS, random);
            case 1, 2, 3, 4, 5, 6, 7, 8, 9 -> one(NUMBERS, random);
            case 10, 11, 12, 13, 14, 15, 16 -> one(WORDS, random);
            case 17, 18, 19, 20, 21, 22, 23 -> one(TIMES, random);
            case 24, 25, 26, 27, 28, 29, 30, 31 -> one(TEXTS, random);
            default -> one(PIECES, random);
        };
    }

    private static String one(List<String> values, RandomGenerator random) {
        return values.get(random.nextInt(values.size()));
    }
}
