package io.turnout.hub.importing;

import java.util.List;
import java.util.function.Function;

/**
 * What became of a file: all of it was understood, or none of it is taken.
 *
 * @param <T> what the file holds
 */
public sealed interface ImportResult<T> {

    /** The same of something else that the file holds. */
    default <R> ImportResult<R> map(Function<T, R> change) {
        return switch (this) {
            case Imported<T>(T value, List<Note> notes) ->
                    new Imported<>(change.apply(value), notes);
            case Rejected<T>(List<Problem> problems, int notListed) ->
                    new Rejected<>(problems, notListed);
        };
    }

    /**
     * The whole file was understood.
     *
     * @param notes oddities worth showing to whoever imports, by line; bounded by {@link
     *     ImportLimits#notes()}
     */
    record Imported<T>(T value, List<Note> notes) implements ImportResult<T> {
        public Imported {
            notes = List.copyOf(notes);
        }
    }

    /**
     * Nothing of the file is taken.
     *
     * @param problems all that is wrong, by line; bounded by {@link ImportLimits#problems()}
     * @param notListed how many more problems there are than listed
     */
    record Rejected<T>(List<Problem> problems, int notListed) implements ImportResult<T> {
        public Rejected {
            problems = List.copyOf(problems);
        }
    }
}
