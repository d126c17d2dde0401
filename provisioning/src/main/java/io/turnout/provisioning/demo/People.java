package io.turnout.provisioning.demo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Made-up attendees and what they registered for, the same for the same seed. */
final class People {
    private static final List<String> GIVEN =
            List.of(
                    "Ada", "Amir", "Anouk", "Bea", "Bram", "Chiara", "Dan", "Edda", "Elif", "Emil",
                    "Femi", "Fleur", "Goran", "Hana", "Ida", "Ivo", "Jana", "Jules", "Kaya", "Kofi",
                    "Lena", "Liam", "Luca", "Maja", "Malik", "Mei", "Milan", "Nadia", "Nils",
                    "Noor", "Ola", "Oskar", "Pia", "Priya", "Quentin", "Ravi", "Rosa", "Samir",
                    "Selma", "Sven", "Tariq", "Tess", "Uma", "Vera", "Wim", "Xenia", "Yara", "Zoe");
    private static final List<String> FAMILY =
            List.of(
                    "Adler",
                    "Baert",
                    "Bauer",
                    "Becker",
                    "Bianchi",
                    "Claes",
                    "Costa",
                    "Dubois",
                    "Eriksen",
                    "Fischer",
                    "Garcia",
                    "Haddad",
                    "Hansen",
                    "Horvat",
                    "Ivanov",
                    "Jansen",
                    "Kaya",
                    "Keller",
                    "Kowalski",
                    "Kumar",
                    "Lambert",
                    "Larsen",
                    "Leroy",
                    "Lopez",
                    "Maes",
                    "Martin",
                    "Mensah",
                    "Meyer",
                    "Moreau",
                    "Nakamura",
                    "Novak",
                    "Okafor",
                    "Peeters",
                    "Petrov",
                    "Rossi",
                    "Sato",
                    "Schmidt",
                    "Silva",
                    "Simon",
                    "Singh",
                    "Tanaka",
                    "Torres",
                    "Vogel",
                    "Weber",
                    "Willems",
                    "Yilmaz",
                    "Zhang",
                    "Zimmer");

    private final int count;
    private final Random random;

    People(int count, long seed) {
        this.count = count;
        this.random = new Random(seed);
    }

    /** Every name that may occur. */
    static List<String> names() {
        return Stream.concat(GIVEN.stream(), FAMILY.stream()).toList();
    }

    static String number(int person) {
        return "A%05d".formatted(person + 1);
    }

    /** The attendees as a CSV for the hub. */
    String attendeesCsv() {
        StringBuilder csv =
                new StringBuilder("number,family_name,given_name,email,licence_number,groups\n");
        for (int i = 0; i < count; i++) {
            csv.append(number(i))
                    .append(',')
                    .append(pick(FAMILY))
                    .append(',')
                    .append(pick(GIVEN))
                    .append(',')
                    .append(number(i).toLowerCase(java.util.Locale.ROOT))
                    .append("@example.org,,\n");
        }
        return csv.toString();
    }

    /**
     * Who registered for what.
     *
     * @param csv for the hub
     * @param bySession people by session
     */
    record Registrations(String csv, Map<String, List<Integer>> bySession) {}

    /**
     * Registrations: each attendee registers for some sessions of the rooms with a unit, and for a
     * few of the others.
     */
    Registrations registrations(List<String> atDoors, List<String> elsewhere) {
        StringBuilder csv = new StringBuilder("attendee,session\n");
        Map<String, List<Integer>> bySession = new HashMap<>();
        for (int i = 0; i < count; i++) {
            Set<String> chosen = new TreeSet<>();
            choose(chosen, atDoors, 6);
            choose(chosen, elsewhere, 3);
            for (String session : chosen) {
                csv.append(number(i)).append(',').append(session).append('\n');
                bySession.computeIfAbsent(session, s -> new ArrayList<>()).add(i);
            }
        }
        return new Registrations(csv.toString(), bySession);
    }

    private void choose(Set<String> chosen, List<String> sessions, int howMany) {
        for (int n = 0; n < howMany && !sessions.isEmpty(); n++) {
            chosen.add(pick(sessions));
        }
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}
