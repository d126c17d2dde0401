package io.turnout.hub.identity;

import io.turnout.hub.web.Words;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the record says was done, in somebody's language; kept in English, as programs read it. */
public record Deeds(Words words) {
    private static final Set<String> OF_FIELDS =
            Set.of("change session", "change event", "change room", "change door");
    private static final List<Form> FORMS =
            List.of(
                    form("rows", "(\\d+) added, (\\d+) changed, (\\d+) unchanged"),
                    form(
                            "agenda",
                            "(\\d+) added, (\\d+) changed, (\\d+) moved, (\\d+) unchanged,"
                                    + " (\\d+) missing"),
                    form(
                            "merged",
                            "(\\d+) into (\\d+): (\\d+) badges, (\\d+) registrations, (\\d+) targets,"
                                    + " (\\d+) groups"),
                    form("sessions", "(\\d+) sessions(?: ended)?"),
                    form("issued", "(\\d+) issued"),
                    form("waiting", "(\\d+) waiting"),
                    form("erased", "(\\d+) erased, (\\d+) stay"),
                    form("by-link", "by link"),
                    form("tag", "tag (\\S+)"),
                    form("room", "room (\\S+)"),
                    form("place", "door (\\S+) mode (\\S+)"));
    private static final Pattern ROLES = Pattern.compile("(?:was (.+), )?role ([a-z-]+)(.*)");
    private static final Pattern IN_EVENT = Pattern.compile("([^, ]+) ([a-z-]+)");

    private record Form(String key, Pattern pattern) {}

    private static Form form(String key, String pattern) {
        return new Form("detail." + key, Pattern.compile(pattern));
    }

    /** As people read it; as it is kept where an earlier or later hub wrote it. */
    public String said(String what) {
        String key = key(what);
        return words.has(key) ? words.get(key) : what;
    }

    /** What was noted besides, as people read it; ids and names as they are. */
    public String detail(String what, String detail) {
        if (detail.isEmpty()) {
            return detail;
        }
        if (OF_FIELDS.contains(what)) {
            return listed("detail.field.", detail);
        }
        return switch (what) {
            case "make user", "change user" -> roles(detail);
            case "make token" -> listed("right.", detail);
            case "stop webhook" -> listed("webhook.stopped.", detail);
            default -> formed(detail);
        };
    }

    /** Where the text of a deed is. */
    static String key(String what) {
        return "deed." + what.replace(' ', '-');
    }

    private String formed(String detail) {
        for (Form form : FORMS) {
            Matcher found = form.pattern().matcher(detail);
            if (found.matches()) {
                Object[] values =
                        IntStream.rangeClosed(1, found.groupCount())
                                .mapToObj(group -> value(found.group(group)))
                                .toArray();
                return words.get(form.key(), values);
            }
        }
        return detail;
    }

    private static Object value(String text) {
        return text.matches("[0-9]{1,18}") ? Long.valueOf(text) : text;
    }

    private String roles(String detail) {
        Matcher found = ROLES.matcher(detail);
        if (!found.matches()) {
            return detail;
        }
        String before = found.group(1) == null ? "" : words.get("detail.was", found.group(1)) + " ";
        String inEvents =
                IN_EVENT.matcher(found.group(3))
                        .results()
                        .map(one -> ", " + one.group(1) + ": " + one("role.", one.group(2)))
                        .collect(Collectors.joining());
        return before + words.get("detail.role", one("role.", found.group(2))) + inEvents;
    }

    private String listed(String prefix, String detail) {
        return Arrays.stream(detail.split(" ", -1))
                .map(name -> one(prefix, name))
                .collect(Collectors.joining(", "));
    }

    private String one(String prefix, String name) {
        return words.has(prefix + name) ? words.get(prefix + name) : name;
    }
}
