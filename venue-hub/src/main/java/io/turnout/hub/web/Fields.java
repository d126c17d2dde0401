package io.turnout.hub.web;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A form as a page shows it: what stands in its fields, what is wrong with it, and what somebody
 * else changed meanwhile. The texts of a field are those of {@link #label}.
 */
public final class Fields {
    /** The hidden field with what the form showed first. */
    static final String WAS = "was";

    /** The hidden field with the version of what the form showed first. */
    static final String VERSION = "version";

    private static final String OWN = "own.";

    private final String form;
    private final Map<String, List<String>> values;
    private final Map<String, String> errors;
    private final Map<String, Other> others;
    private final Base base;

    private record Base(String was, long version, @Nullable Editor editor) {}

    /** Who changed something, and when as people at the hub say it. */
    public record Editor(String name, String when) {}

    /**
     * What somebody else made of a field.
     *
     * @param kept whether this form has something else there, which it keeps
     */
    public record Other(String before, String now, boolean kept) {}

    private Fields(
            String form,
            Map<String, List<String>> values,
            Map<String, String> errors,
            Map<String, Other> others,
            Base base) {
        this.form = form;
        this.values = values;
        this.errors = errors;
        this.others = others;
        this.base = base;
    }

    /**
     * A form at its first showing.
     *
     * @param form where its texts are in the bundle, {@code field.event}
     * @param version of what it shows; 0 for something new
     */
    public static Fields of(String form, Map<String, List<String>> values, long version) {
        Form was = new Form(values);
        Base base = new Base(was.encoded(), version, null);
        return new Fields(form, was.fields(), Map.of(), Map.of(), base);
    }

    /** A form with one value each; for {@link #of}. */
    public static Map<String, List<String>> single(Map<String, String> values) {
        Map<String, List<String>> lists = new LinkedHashMap<>();
        values.forEach((name, value) -> lists.put(name, List.of(value)));
        return lists;
    }

    /** An empty form. */
    public static Fields empty(String form) {
        return of(form, Map.of(), 0);
    }

    /** A form as it was typed, with what is wrong. */
    static Fields typed(String form, Form typed, Map<String, String> errors) {
        Base base = new Base(typed.exact(WAS), version(typed), null);
        return new Fields(
                form,
                typed.fields(),
                Collections.unmodifiableMap(new LinkedHashMap<>(errors)),
                Map.of(),
                base);
    }

    /**
     * This form, based on what somebody else has stored meanwhile: what was not touched here is
     * theirs now, what was stays, and what they changed is told.
     *
     * @param now as {@link #of} would show it
     */
    public Fields against(Fields now, Editor editor) {
        Form was = Form.parse(base.was());
        Map<String, List<String>> merged = new LinkedHashMap<>(values);
        Map<String, Other> changed = new LinkedHashMap<>();
        now.values.forEach((name, theirs) -> {
            List<String> before = was.all(name);
            if (!same(theirs, before)) {
                boolean kept = !same(mine(name), before) && !same(mine(name), theirs);
                merged.put(name, kept ? mine(name) : theirs);
                changed.put(name, new Other(shown(before), shown(theirs), kept));
            }
        });
        Base newBase = new Base(now.base.was(), now.base.version(), editor);
        return new Fields(form, merged, errors, changed, newBase);
    }

    /** The version a form was made from; 0 for none. */
    static long version(Form form) {
        String text = form.text(VERSION);
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
    }

    /** What stands in a field. */
    public String value(String name) {
        List<String> all = mine(name);
        return all.isEmpty() ? "" : all.getLast();
    }

    /** Whether a box of that value is ticked. */
    public boolean has(String name, String value) {
        return mine(name).contains(value);
    }

    /** What is wrong with a field; empty for nothing. */
    public String error(String name) {
        return errors.getOrDefault(name, "");
    }

    /** All that is wrong, by field. */
    public Map<String, String> errors() {
        return errors;
    }

    /** What others changed meanwhile, by field. */
    public Map<String, Other> others() {
        return others;
    }

    /** Who did; null where nobody changed anything. */
    public @Nullable Editor editor() {
        return base.editor();
    }

    /**
     * The key of a field's name; with {@code .help} behind it that of its explanation. Fields that
     * are made as there are events, {@code in.fosdem}, share one.
     */
    public String label(String name) {
        int dot = name.indexOf('.');
        return form + "." + (dot < 0 ? name : name.substring(0, dot));
    }

    /** The field for what people named themselves. */
    public static String own(String called) {
        return OWN + URLEncoder.encode(called, StandardCharsets.UTF_8);
    }

    /** How people named a field themselves; empty where they did not. */
    public String called(String name) {
        return name.startsWith(OWN)
                ? URLDecoder.decode(name.substring(OWN.length()), StandardCharsets.UTF_8)
                : "";
    }

    /** What describes a field, for {@code aria-describedby}; null for nothing. */
    public @Nullable String described(String name, boolean help) {
        List<String> ids = new ArrayList<>();
        if (errors.containsKey(name)) {
            ids.add(name + "-error");
        }
        if (others.containsKey(name)) {
            ids.add(name + "-other");
        }
        if (help) {
            ids.add(name + "-help");
        }
        return ids.isEmpty() ? null : String.join(" ", ids);
    }

    /** For the hidden field {@code was}. */
    public String was() {
        return base.was();
    }

    /** For the hidden field {@code version}. */
    public String version() {
        return String.valueOf(base.version());
    }

    private List<String> mine(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** An empty field and none at all are the same to people. */
    private static boolean same(List<String> a, List<String> b) {
        return shown(a).equals(shown(b));
    }

    private static String shown(List<String> values) {
        return String.join(", ", values.stream().map(Fields::lines).toList()).strip();
    }

    /** Browsers send CR LF for the end of a line. */
    private static String lines(String text) {
        return text.replace("\r\n", "\n").strip();
    }
}
