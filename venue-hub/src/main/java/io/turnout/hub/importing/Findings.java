package io.turnout.hub.importing;

import io.turnout.hub.importing.ImportResult.Imported;
import io.turnout.hub.importing.ImportResult.Rejected;
import io.turnout.hub.web.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/** Gathers problems and notes while a file is read, up to the limits. For one thread. */
public final class Findings {
    private static final int QUOTED = 120;

    private final ImportLimits limits;
    private final Words words;
    private final Progress progress;
    private final List<Problem> problems = new ArrayList<>();
    private final List<Note> notes = new ArrayList<>();
    private int notListed;

    public Findings(ImportLimits limits) {
        this(limits, Words.english());
    }

    /**
     * @param words of whoever reads what is found
     */
    public Findings(ImportLimits limits, Words words) {
        this(limits, words, Progress.unseen());
    }

    /**
     * @param words of whoever reads what is found
     * @param progress of the reading
     */
    public Findings(ImportLimits limits, Words words, Progress progress) {
        this.limits = limits;
        this.words = words;
        this.progress = progress;
    }

    /** To be told how far the reading is. */
    public Progress progress() {
        return progress;
    }

    /** The language of what is found. */
    public Words words() {
        return words;
    }

    /**
     * Notes a problem by the key of its text; the text of what to do has the same with {@code .fix}
     * behind it.
     *
     * @param values of both texts
     */
    public void problem(int line, String element, String key, Object... values) {
        problem(
                new Problem(
                        line, element, words.get(key, values), words.get(key + ".fix", values)));
    }

    /** Notes something odd by the key of its text. */
    public void note(int line, String element, String key, Object... values) {
        note(new Note(line, element, words.get(key, values)));
    }

    public void problem(Problem problem) {
        if (problems.size() < limits.problems()) {
            problems.add(problem);
        } else {
            notListed++;
        }
    }

    public void note(Note note) {
        if (notes.size() < limits.notes()) {
            notes.add(note);
        }
    }

    public boolean clean() {
        return problems.isEmpty();
    }

    /** The value if nothing was wrong; the value is not even made otherwise. */
    public <T> ImportResult<T> result(Supplier<T> value) {
        if (clean()) {
            notes.sort(Comparator.comparingInt(Note::line));
            return new Imported<>(value.get(), notes);
        }
        problems.sort(Comparator.comparingInt(Problem::line));
        return new Rejected<>(problems, notListed);
    }

    /** A value from the file as a message may show it: short, on one line, in quotes. */
    public static String quoted(String value) {
        return "“" + inside(value) + "”";
    }

    /** The same for a message that has the quotes itself. */
    public static String inside(String value) {
        String line = value.strip().replaceAll("[\\p{Cntrl}\\s]+", " ");
        boolean fits = line.length() <= QUOTED;
        int end = fits ? line.length() : line.offsetByCodePoints(0, QUOTED / 2);
        return line.substring(0, end) + (fits ? "" : "…");
    }
}
