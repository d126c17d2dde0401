package io.turnout.hub.web;

/** Ends a request with an error that says what is wrong, where, and how to put it right. */
public final class HttpProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String where;
    private final String fix;

    /**
     * @param status the HTTP status, 400 to 599
     * @param what what is wrong, one sentence
     * @param where the field, parameter or path meant
     * @param fix what to do about it
     */
    public HttpProblem(int status, String what, String where, String fix) {
        super(what);
        this.status = status;
        this.where = where;
        this.fix = fix;
    }

    /** There is no such thing. */
    public static HttpProblem notFound(String kind, String id) {
        return new HttpProblem(
                404, "There is no " + kind + " '" + id + "'.", kind, "Check the id.");
    }

    /** A field is not what it should be. */
    public static HttpProblem badField(String field, String allowed) {
        return new HttpProblem(422, "'" + field + "' is not usable.", field, allowed);
    }

    /** What exists already is not made again. */
    public static HttpProblem taken(String kind, String id) {
        return new HttpProblem(
                409, "The " + kind + " '" + id + "' exists already.", "id", "Choose another id.");
    }

    public int status() {
        return status;
    }

    public String where() {
        return where;
    }

    public String fix() {
        return fix;
    }
}
