package io.turnout.hub.importing;

import io.turnout.hub.importing.ImportResult.Rejected;
import java.util.List;

/**
 * The API's answer to a file that is not taken.
 *
 * @param notListed how many more problems there are than listed
 */
public record RejectedBody(List<Line> problems, int notListed) {
    public RejectedBody {
        problems = List.copyOf(problems);
    }

    /** A problem as the API names its parts. */
    public record Line(int line, String element, String reason, String fix) {}

    public static RejectedBody of(Rejected<?> rejected) {
        return new RejectedBody(
                rejected.problems().stream()
                        .map(p -> new Line(p.line(), p.element(), p.reason(), p.cure()))
                        .toList(),
                rejected.notListed());
    }
}
