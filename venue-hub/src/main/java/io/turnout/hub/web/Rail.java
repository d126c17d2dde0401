package io.turnout.hub.web;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The words at the left of every page, at most eight: those whose page this hub serves and whose
 * right the reader has. A feature's page appears there by having the address.
 */
public final class Rail {
    private static final String EVENT = "/events/{event}";

    private final Map<String, Right> pages;

    Rail(List<Route> routes) {
        this.pages =
                routes.stream()
                        .filter(route -> route.method().equals("GET"))
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        Route::path, Route::right, (first, _) -> first));
    }

    /**
     * A word and where it leads.
     *
     * @param name what a page hands to the layout as {@code current}
     * @param key of its word
     */
    public record Item(String name, String key, String path) {}

    private enum InEvent {
        OVERVIEW(""),
        SESSIONS("/sessions"),
        SCAN("/scan"),
        PEOPLE("/people"),
        DOORS("/doors"),
        REPORTS("/reports"),
        PROGRAMS("/programs"),
        SETTINGS("/settings");

        private final String path;

        InEvent(String path) {
            this.path = path;
        }
    }

    private enum AtHub {
        EVENTS,
        USERS,
        TOKENS,
        RECORD,
        ORGANIZATION,
        ACCOUNT
    }

    List<Item> of(Frame frame, SignedIn user) {
        return Arrays.stream(InEvent.values())
                .filter(item -> item != InEvent.OVERVIEW || frame.attendance())
                .filter(item -> item != InEvent.SESSIONS || !frame.oneSession())
                .filter(item ->
                        right(EVENT + item.path)
                                .filter(right -> user.may(right, frame.event()))
                                .isPresent())
                .map(item -> new Item(name(item), key(item, frame, user), frame.path(item.path)))
                .toList();
    }

    private static String key(InEvent item, Frame frame, SignedIn user) {
        boolean some = item == InEvent.SCAN && !user.may(Right.SCAN, frame.event());
        return "rail." + name(item) + (some ? "-some" : "");
    }

    List<Item> ofHub(SignedIn user) {
        return Arrays.stream(AtHub.values())
                .map(item -> item(item, "/" + name(item)))
                .filter(item -> right(item.path()).filter(user::may).isPresent())
                .toList();
    }

    private Optional<Right> right(String path) {
        return Optional.ofNullable(pages.get(path));
    }

    private static Item item(Enum<?> item, String path) {
        return new Item(name(item), "rail." + name(item), path);
    }

    private static String name(Enum<?> item) {
        return item.name().toLowerCase(Locale.ROOT);
    }
}
