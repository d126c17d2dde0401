package io.turnout.hub.importing;

import io.turnout.hub.importing.ImportResult.Rejected;
import io.turnout.hub.web.ErrorBody;
import java.util.List;

/**
 * The API's answer to a file that is not taken: an error like any other, and all that is wrong.
 *
 * @param notListed how many more problems there are than listed
 */
public record RejectedBody(ErrorBody.Detail error, List<Line> problems, int notListed) {
    public RejectedBody {
        problems = List.copyOf(problems);
    }

    /** A problem as the API names its parts. */
    public record Line(int line, String element, String reason, String fix) {}

    public static RejectedBody of(Rejected<?> rejected) {
        int all = rejected.problems().size() + rejected.notListed();
        return new RejectedBody(
                new ErrorBody.Detail(
                        "The file is not taken: " + all + (all == 1 ? " problem." : " problems."),
                        "body",
                        "Correct what 'problems' lists, and send the whole file again."),
                rejected.problems().stream()
                        .map(p -> new Line(p.line(), p.element(), p.reason(), p.cure()))
                        .toList(),
                rejected.notListed());
    }
}
