package io.turnout.hub.web;

/** An error as programs get it; the API has no other shape of errors. */
public record ErrorBody(Detail error) {
    static ErrorBody of(HttpProblem problem) {
        return new ErrorBody(
                new Detail(String.valueOf(problem.getMessage()), problem.where(), problem.fix()));
    }

    /**
     * What an error says.
     *
     * @param what is wrong, one sentence
     * @param where the field, parameter or path meant
     * @param fix what to do about it
     */
    public record Detail(String what, String where, String fix) {}
}
