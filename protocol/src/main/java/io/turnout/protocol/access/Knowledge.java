package io.turnout.protocol.access;

/** What is known of a badge, fetched before the rules are asked. */
public sealed interface Knowledge {
    /** The access list has it. */
    record Listed(BadgeEntry entry) implements Knowledge {}

    /** The list lacks it; the hub, asked, knows it. */
    record KnownToHub(BadgeEntry entry) implements Knowledge {}

    /** The list lacks it, and so does the hub. */
    record UnknownToHub() implements Knowledge {}

    /** The list lacks it; the hub was not asked or gave no answer in time. */
    record NotListed() implements Knowledge {}
}
