package io.turnout.hub.web;

/** Is told who takes a file of people's data away, before its first byte leaves. */
public interface Downloads {
    /**
     * Notes a file; where that fails, the file is not sent.
     *
     * @param what a verb and its object, {@code download attendees}
     * @param subject the id of what it is of: an event, an attendee, the hub
     * @param file its name, without anybody's
     */
    void taken(SignedIn who, String what, String subject, String file);
}
