package io.turnout.hub.webhooks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.turnout.hub.web.Json;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Takes the numbers of attendees from what was, or waits to be, told of them. A delivery says
 * nothing else that names somebody; it stays, so that receivers still learn how many were there.
 */
public final class ErasedDeliveries {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private ErasedDeliveries() {}

    private record Row(long seq, long attendee, String body) {}

    /** Puts in the place of each number what the attendee is called from now on. */
    public static void erase(Handle handle, Collection<Long> attendees) {
        List<Row> rows =
                handle.createQuery(
                                "SELECT seq, attendee, body FROM webhook_delivery"
                                        + " WHERE attendee IN (<ids>)")
                        .bindList("ids", List.copyOf(attendees))
                        .map((row, _) -> new Row(row.getLong(1), row.getLong(2), row.getString(3)))
                        .list();
        for (Row row : rows) {
            handle.execute(
                    "UPDATE webhook_delivery SET body = ? WHERE seq = ?", nameless(row), row.seq());
        }
    }

    private static String nameless(Row row) {
        try {
            JsonNode body = MAPPER.readTree(row.body());
            if (body.path("data") instanceof ObjectNode data && data.has("attendee")) {
                data.put("attendee", "erased-" + row.attendee());
            }
            return Json.text(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a delivery cannot be read: " + row.seq(), e);
        }
    }
}
