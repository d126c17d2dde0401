package io.turnout.hub.web;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what people typed into a form. Every fault is noted beside its field and all are shown at
 * once: read all fields, then look at {@link #isGood}; until then what was read may be a stand-in.
 */
public final class Reading {
    private static final Pattern TIME = Pattern.compile("([0-9]{1,2})[:.]?([0-9]{2})");

    private final String name;
    private final Form form;
    private final Words words;
    private final Map<String, String> errors = new LinkedHashMap<>();

    /**
     * @param name where the form's texts are in the bundle, {@code field.event}
     */
    public Reading(String name, Form form, Words words) {
        this.name = name;
        this.form = form;
        this.words = words;
    }

    /** A line of text. */
    public String text(String field, int shortest, int longest) {
        String text = form.text(field);
        if (text.lines().count() > 1 || text.codePoints().anyMatch(Character::isISOControl)) {
            refuse(field, "form.one-line");
        } else {
            measure(field, text, shortest, longest);
        }
        return text;
    }

    /** Text of several lines. */
    public String lines(String field, int longest) {
        String text = form.text(field).replace("\r\n", "\n");
        measure(field, text, 0, longest);
        return text;
    }

    /** A whole number; empty where nothing was typed. */
    public OptionalInt number(String field, int least, int most) {
        String text = form.text(field);
        if (text.isEmpty()) {
            return OptionalInt.empty();
        }
        if (text.matches("-?[0-9]{1,9}")) {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return OptionalInt.of(number);
            }
        }
        refuse(field, "form.number", least, most);
        return OptionalInt.empty();
    }

    /** A whole number that must be there. */
    public int needsNumber(String field, int least, int most) {
        if (form.text(field).isEmpty()) {
            refuse(field, "form.number", least, most);
        }
        return number(field, least, most).orElse(least);
    }

    /** A day; empty where nothing was typed. */
    public Optional<LocalDate> date(String field) {
        String text = form.text(field);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException e) {
            refuse(field, "form.date");
            return Optional.empty();
        }
    }

    /**
     * A time of day, {@code 14:05}, {@code 9.30} or {@code 0930}; empty where nothing was typed.
     */
    public Optional<LocalTime> time(String field) {
        String text = form.text(field);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Matcher time = TIME.matcher(text);
        try {
            if (time.matches()) {
                return Optional.of(
                        LocalTime.of(
                                Integer.parseInt(time.group(1)), Integer.parseInt(time.group(2))));
            }
        } catch (DateTimeException e) {
            refuse(field, "form.time"); // 24:61 and the like
            return Optional.empty();
        }
        refuse(field, "form.time");
        return Optional.empty();
    }

    /** The name of a time zone. */
    public ZoneId zone(String field) {
        String text = form.text(field);
        if (ZoneId.getAvailableZoneIds().contains(text)) {
            return ZoneId.of(text);
        }
        refuse(field, "form.zone");
        return ZoneId.of("UTC");
    }

    /** One of several, by what its option is called. */
    public String choice(String field, List<String> choices) {
        String text = form.text(field);
        if (choices.contains(text)) {
            return text;
        }
        refuse(field, "form.choice");
        return choices.isEmpty() ? "" : choices.getFirst();
    }

    /** One of several, or nothing. */
    public Optional<String> choiceOrNone(String field, List<String> choices) {
        return form.text(field).isEmpty() ? Optional.empty() : Optional.of(choice(field, choices));
    }

    /** Whether a box is ticked. */
    public boolean ticked(String field) {
        return !form.text(field).isEmpty();
    }

    /** The ticked boxes of those there are, in their order. */
    public List<String> ticked(String field, List<String> choices) {
        Set<String> sent = Set.copyOf(form.all(field));
        return choices.stream().filter(sent::contains).toList();
    }

    /** Notes a fault that only the feature can see; the first of a field stays. */
    public void refuse(String field, String key, Object... values) {
        errors.putIfAbsent(field, words.get(key, values));
    }

    /** Whether nothing is wrong so far. */
    public boolean isGood() {
        return errors.isEmpty();
    }

    /** The version of what the form showed; 0 for something new. */
    public long version() {
        return Fields.version(form);
    }

    /** The form as it was typed, with what is wrong. */
    public Fields fields() {
        return Fields.typed(name, form, errors);
    }

    private void measure(String field, String text, int shortest, int longest) {
        if (text.length() < shortest && text.isEmpty()) {
            refuse(field, "form.missing");
        } else if (text.length() < shortest || text.length() > longest) {
            refuse(field, "form.length", shortest, longest);
        }
    }
}
