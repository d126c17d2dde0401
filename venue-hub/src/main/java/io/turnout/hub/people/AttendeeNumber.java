package io.turnout.hub.people;

/** The number or reference by which the organizer's own lists know an attendee. */
public record AttendeeNumber(String value) {
    public AttendeeNumber {
        if (value.isBlank()) {
            throw new IllegalArgumentException("an attendee's number must not be blank");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
