package io.turnout.protocol.settings;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads configurations: defaults, overridden by a file, overridden by the environment. */
public final class Settings {
    private Settings() {}

    /** What came of reading. */
    public sealed interface Outcome {
        /** A whole configuration. */
        record Good(Values values) implements Outcome {}

        /** Every fault there is, in the order of the keys, unknown names last. */
        record Faulty(List<Fault> faults) implements Outcome {
            public Faulty {
                faults = List.copyOf(faults);
            }
        }
    }

    /** A text and where it was given. */
    private record Given(String where, String text) {}

    /** What was found so far. */
    private record Findings(Map<Key<?>, Object> values, List<Fault> faults) {}

    /**
     * Reads.
     *
     * @param file key to text
     * @param env the whole environment; only names with the prefix are looked at
     * @param prefix such as {@code TURNOUT_HUB}
     */
    public static Outcome read(
            List<Key<?>> keys, Map<String, String> file, Map<String, String> env, String prefix) {
        return read(keys, Map.of(), file, env, prefix);
    }

    /** Reads, with what was given on the command line (key to text) above all else. */
    public static Outcome read(
            List<Key<?>> keys,
            Map<String, String> commandLine,
            Map<String, String> file,
            Map<String, String> env,
            String prefix) {
        Findings findings = new Findings(new HashMap<>(), new ArrayList<>());
        Set<String> names = new HashSet<>();
        Set<String> variables = new HashSet<>();
        for (Key<?> key : keys) {
            names.add(key.name());
            variables.add(key.variable(prefix));
            Optional<Given> given =
                    given(key.name(), commandLine)
                            .or(() -> given(key.variable(prefix), env))
                            .or(() -> given(key.name(), file));
            readOne(key, given, findings);
        }
        unknown(file.keySet(), names, findings);
        unknown(withPrefix(env.keySet(), prefix), variables, findings);
        return findings.faults().isEmpty()
                ? new Outcome.Good(new Values(findings.values()))
                : new Outcome.Faulty(findings.faults());
    }

    /** A configuration file that says what each key is for and sets it to its default. */
    public static String printed(List<Key<?>> keys) {
        return keys.stream().map(Key::printed).collect(Collectors.joining("\n"));
    }

    private static Optional<Given> given(String where, Map<String, String> texts) {
        return Optional.ofNullable(texts.get(where)).map(text -> new Given(where, text.trim()));
    }

    private static void readOne(Key<?> key, Optional<Given> given, Findings findings) {
        if (given.isEmpty()) {
            key.byDefault()
                    .ifPresentOrElse(
                            value -> findings.values().put(key, value),
                            () -> findings.faults().add(missing(key)));
            return;
        }
        Given text = given.get();
        try {
            findings.values().put(key, key.parse(text.text()));
        } catch (IllegalArgumentException e) {
            // The key's own sentence says more than the parser's.
            findings.faults().add(notAllowed(key, text));
        }
    }

    private static Fault missing(Key<?> key) {
        return new Fault(key.name(), "is missing; give " + key.allowed());
    }

    private static Fault notAllowed(Key<?> key, Given given) {
        return new Fault(
                given.where(),
                "'" + Fault.shown(given.text()) + "' is not allowed; give " + key.allowed());
    }

    private static Set<String> withPrefix(Collection<String> names, String prefix) {
        return names.stream()
                .filter(name -> name.startsWith(prefix + "_"))
                .collect(Collectors.toSet());
    }

    private static void unknown(Set<String> given, Set<String> known, Findings findings) {
        for (String name : new TreeSet<>(given)) {
            if (!known.contains(name)) {
                String meant =
                        Nearest.to(name, known)
                                .map(near -> "; did you mean " + near + "?")
                                .orElse("");
                findings.faults().add(new Fault(name, "there is no such key" + meant));
            }
        }
    }
}
