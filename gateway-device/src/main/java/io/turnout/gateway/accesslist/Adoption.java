package io.turnout.gateway.accesslist;

/** What became of a fetched list. */
public sealed interface Adoption {
    /** It is in use. */
    record Adopted(AccessList list) implements Adoption {}

    /** It is not believed, for good: fetching it again would not help. */
    record Rejected(String why) implements Adoption {}
}
