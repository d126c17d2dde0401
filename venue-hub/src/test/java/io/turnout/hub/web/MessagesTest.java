package io.turnout.hub.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every text exists in every language, and no page asks for one that does not exist. */
final class MessagesTest {
    private static final Path FOLDER = Path.of("src/main/resources/io/turnout/hub/web");
    private static final Pattern ERROR =
            Pattern.compile("HttpProblem\\.of\\(\\s*[^,]+,\\s*[^,]+,\\s*\"([a-z-]+)\"");
    private static final Pattern LITERAL =
            Pattern.compile("\"([a-z]+(?:[.-][a-z0-9]+)*\\.[a-z0-9.-]*[a-z0-9])\"");
    private static final Pattern DEED =
            Pattern.compile("(?:(?:audit\\s*\\.add|record)\\(\\s*handle,|String what =)[^;]*;");
    private static final Pattern LITERAL_DEED = Pattern.compile("\"([a-z]+(?: [a-z]+)+)\"");
    private static final Pattern PLACE = Pattern.compile("\\{(\\d)");

    @Test
    void bothLanguagesHaveTheSameKeysAndPlaces() throws IOException {
        Properties english = read("en");
        Properties german = read("de");
        assertThat(german.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
        for (String key : english.stringPropertyNames()) {
            assertThat(places(german.getProperty(key)))
                    .as(key)
                    .isEqualTo(places(english.getProperty(key)));
        }
    }

    @Test
    void everyTextIsAFormatThatKeepsItsWords() throws IOException {
        for (String language : List.of("en", "de")) {
            Properties texts = read(language);
            for (String key : texts.stringPropertyNames()) {
                String text = texts.getProperty(key);
                assertThat(text).as(key).isNotBlank().doesNotContain("'", "!");
                if (!places(text).isEmpty()) {
                    assertThat(
                                    new MessageFormat(text)
                                            .format(
                                                    new Object[] {
                                                        1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12
                                                    }))
                            .as(key)
                            .doesNotContain("{");
                }
            }
        }
    }

    @Test
    void pagesAskOnlyForTextsThatExist() throws IOException {
        Set<String> known = new TreeSet<>(read("en").stringPropertyNames());
        for (Path file : sources()) {
            Matcher literal = LITERAL.matcher(Files.readString(file));
            while (literal.find()) {
                String text = literal.group(1);
                boolean isKey =
                        known.stream().anyMatch(key -> key.startsWith(firstWord(text) + "."));
                if (isKey && !isFile(text) && !isForm(text, known)) {
                    assertThat(known).as(file + " asks for " + text).contains(text);
                }
            }
        }
    }

    @Test
    void everyTextIsAskedForSomewhere() throws IOException {
        StringBuilder all = new StringBuilder();
        for (Path file : sources()) {
            all.append(Files.readString(file));
        }
        List<String> madeUp =
                List.of(
                        "problem.",
                        "hardware.",
                        "anomaly.",
                        "agenda.field.",
                        "agenda.format.",
                        "agenda.kind.",
                        "badge.",
                        "clock.",
                        "session.",
                        "noticed.",
                        "people.",
                        "reports.",
                        "rules.group.",
                        "my.",
                        "error.",
                        "format.",
                        "rail.",
                        "field.",
                        "role.",
                        "right.",
                        "count.",
                        "commands.",
                        "alerts.",
                        "history.",
                        "deed.",
                        "done.meeting.",
                        "detail.",
                        "import.stage.",
                        "gaps.",
                        "completeness.gap.",
                        "certificate.outcome.",
                        "certificates.job.",
                        "certificates.logo.",
                        "certificates.scope.",
                        "conflicts.",
                        "corrections.",
                        "verify.",
                        "credit.rule.",
                        "held.column.",
                        "held.part.",
                        "exports.",
                        "fault.",
                        "identity.state.",
                        "kiosk.",
                        "scan.say.",
                        "scanning.scope.",
                        "sheet.column.",
                        "meetings.",
                        "programs.",
                        "wall.",
                        "webhook.fault.",
                        "webhook.kind.",
                        "webhook.progress.",
                        "webhook.stopped.",
                        "why.");
        for (String key : read("en").stringPropertyNames()) {
            if (madeUp.stream().noneMatch(key::startsWith)) {
                assertThat(all).as(key).contains('"' + key + '"');
            }
        }
    }

    /** What is kept for the record is English; people read it in their language. */
    @Test
    void everyDeedOfTheRecordHasAText() throws IOException {
        Set<String> known = read("en").stringPropertyNames();
        Set<String> deeds = new TreeSet<>();
        for (Path file : sources()) {
            String code = Files.readString(file);
            if (code.contains("Audit audit")) {
                DEED.matcher(code)
                        .results()
                        .map(add -> add.group())
                        .flatMap(add ->
                                LITERAL_DEED
                                        .matcher(add)
                                        .results()
                                        .limit(add.startsWith("String what") ? 2 : 1))
                        .forEach(deed -> deeds.add(deed.group(1)));
            }
        }
        assertThat(deeds)
                .contains("import agenda", "enable user", "delete webhook", "remove from group");
        for (String deed : deeds) {
            assertThat(known).contains("deed." + deed.replace(' ', '-'));
        }
    }

    /** The rest of their keys is not where they are asked for. */
    @Test
    void everyErrorThatPeopleMeetHasATextAndWhatToDo() throws IOException {
        Set<String> known = read("de").stringPropertyNames();
        Set<String> asked = new TreeSet<>();
        for (Path file : sources()) {
            Matcher error = ERROR.matcher(Files.readString(file));
            while (error.find()) {
                asked.add("error.say." + error.group(1));
            }
        }
        assertThat(asked)
                .contains("error.say.no-right", "error.say.address")
                .hasSizeGreaterThan(15);
        asked.add("error.say.not-found");
        for (String key : asked) {
            assertThat(known).contains(key, key + ".fix");
        }
        assertThat(known.stream().filter(key -> key.startsWith("error.say.")))
                .allMatch(key -> asked.contains(key.replace(".fix", "")));
    }

    private static boolean isFile(String text) {
        return text.endsWith(".jte") || text.endsWith(".css") || text.endsWith(".js");
    }

    /** A form's name is where the texts of its fields are. */
    private static boolean isForm(String text, Set<String> known) {
        return text.startsWith("field.")
                && known.stream().anyMatch(key -> key.startsWith(text + "."));
    }

    private static String firstWord(String text) {
        return text.substring(0, text.indexOf('.'));
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> pages = Files.walk(Path.of("src/main/jte"));
                Stream<Path> code = Files.walk(Path.of("src/main/java/io/turnout/hub"))) {
            return Stream.concat(pages, code)
                    .filter(Files::isRegularFile)
                    .filter(file -> isPage(file))
                    .toList();
        }
    }

    private static boolean isPage(Path file) {
        String name = file.toString();
        return name.endsWith(".jte")
                || Stream.of(
                                "/web/",
                                "/reports/",
                                "/fleet/",
                                "/alerts/",
                                "/commands/",
                                "/history/",
                                "/identity/",
                                "/agenda/",
                                "/people/",
                                "/importing/",
                                "/sheet/",
                                "/seats/",
                                "/trust/",
                                "/swap/",
                                "/certificates/",
                                "/checkin/",
                                "/privacy/",
                                "/corrections/",
                                "/attendant/",
                                "/attendance/",
                                "/credit/",
                                "/programs/",
                                "/webhooks/")
                        .anyMatch(name::contains);
    }

    private static Set<String> places(String text) {
        Set<String> places = new TreeSet<>();
        Matcher place = PLACE.matcher(text);
        while (place.find()) {
            places.add(place.group(1));
        }
        return places;
    }

    private static Properties read(String language) throws IOException {
        Properties texts = new Properties();
        try (Reader reader =
                Files.newBufferedReader(FOLDER.resolve("messages_" + language + ".properties"))) {
            texts.load(reader);
        }
        return texts;
    }
}
