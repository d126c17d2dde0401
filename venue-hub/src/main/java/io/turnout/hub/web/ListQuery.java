package io.turnout.hub.web;

import io.helidon.webserver.http.ServerRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a list page was asked for: everything is in its address, so that it can be shared.
 *
 * @param filters what its filter bar holds, by field; empty values are left out
 * @param page counted from 1
 */
public record ListQuery(String path, Map<String, String> filters, int page) {
    /** Rows of one page of any list. */
    public static final int ROWS = 100;

    private static final int LONGEST = 200;

    public ListQuery {
        Map<String, String> kept = new LinkedHashMap<>();
        filters.forEach((name, value) -> {
            if (!value.isEmpty()) {
                kept.put(name, value);
            }
        });
        filters = Collections.unmodifiableMap(kept);
        page = Math.max(1, page);
    }

    /**
     * Reads an address.
     *
     * @param fields of its filter bar
     */
    public static ListQuery of(ServerRequest request, String... fields) {
        Map<String, String> filters = new LinkedHashMap<>();
        for (String field : fields) {
            String value = request.query().first(field).orElse("").strip();
            filters.put(field, value.substring(0, Math.min(LONGEST, value.length())));
        }
        String page = request.query().first("page").orElse("");
        return new ListQuery(
                request.path().path(),
                filters,
                page.matches("[0-9]{1,6}") ? Integer.parseInt(page) : 1);
    }

    /** What a field of the filter bar holds; empty for everything. */
    public String filter(String field) {
        return filters.getOrDefault(field, "");
    }

    /** How many rows come before this page. */
    public int offset() {
        return (page - 1) * ROWS;
    }

    /** The last page of that many rows. */
    public static int pages(long rows) {
        return (int) Math.max(1, (rows + ROWS - 1) / ROWS);
    }

    /** The address of another page of the same list. */
    public String toPage(int number) {
        return address(path, number);
    }

    /** The address of something that takes the same filters, an export. */
    public String at(String otherPath) {
        return address(otherPath, 1);
    }

    private String address(String to, int number) {
        List<String> pairs = new ArrayList<>();
        filters.forEach((name, value) ->
                pairs.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
        if (number > 1) {
            pairs.add("page=" + number);
        }
        return pairs.isEmpty() ? to : to + "?" + String.join("&", pairs);
    }
}
