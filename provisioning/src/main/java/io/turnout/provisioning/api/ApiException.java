package io.turnout.provisioning.api;

/** The hub refused a request or could not be reached. The message says which and what to do. */
public final class ApiException extends Exception {
    private static final long serialVersionUID = 1L;

    public ApiException(String message) {
        super(message);
    }

    public ApiException(String message, Throwable cause) {
        super(message, cause);
    }
}
