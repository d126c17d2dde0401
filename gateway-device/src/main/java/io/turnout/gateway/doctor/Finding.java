package io.turnout.gateway.doctor;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What the self-test found about one thing.
 *
 * @param what such as {@code disk}
 * @param found what is there, in a sentence
 * @param todo what to do next; empty where nothing is
 */
public record Finding(String what, State state, String found, String todo) {
    /** How it is. */
    public enum State {
        GOOD,
        /** Works, but somebody should look. */
        LOOK,
        BAD,
        /** Not tested. */
        SKIPPED;

        /** As people and programs read it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static Finding good(String what, String found) {
        return new Finding(what, State.GOOD, found, "");
    }

    public static Finding look(String what, String found, String todo) {
        return new Finding(what, State.LOOK, found, todo);
    }

    public static Finding bad(String what, String found, String todo) {
        return new Finding(what, State.BAD, found, todo);
    }

    public static Finding skipped(String what, String why, String todo) {
        return new Finding(what, State.SKIPPED, why, todo);
    }

    /** A line of the report, and a second one with what to do. */
    public String text() {
        String line = "%-8s %-13s %s".formatted(state.word(), what, found);
        return todo.isEmpty() ? line : line + "\n" + " ".repeat(23) + "→ " + todo;
    }

    /** All of them for programs: {@code {"findings":[…],"bad":0}}. */
    public static String json(List<Finding> findings) {
        return findings.stream()
                .map(Finding::json)
                .collect(
                        Collectors.joining(
                                ",", "{\"findings\":[", "],\"bad\":" + bad(findings) + "}"));
    }

    /** How many there are that keep the unit from its work. */
    public static long bad(List<Finding> findings) {
        return findings.stream().filter(each -> each.state() == State.BAD).count();
    }

    private String json() {
        return "{\"what\":%s,\"state\":%s,\"found\":%s,\"todo\":%s}"
                .formatted(quoted(what), quoted(state.word()), quoted(found), quoted(todo));
    }

    private static String quoted(String text) {
        return text.chars()
                .mapToObj(each -> escaped((char) each))
                .collect(Collectors.joining("", "\"", "\""));
    }

    private static String escaped(char each) {
        return switch (each) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            default -> each < ' ' ? "\\u%04x".formatted((int) each) : String.valueOf(each);
        };
    }
}
