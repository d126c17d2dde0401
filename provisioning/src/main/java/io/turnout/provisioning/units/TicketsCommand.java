package io.turnout.provisioning.units;

import com.fasterxml.jackson.databind.JsonNode;
import io.turnout.provisioning.api.ApiException;
import io.turnout.provisioning.api.HubAccess;
import io.turnout.provisioning.api.HubApi;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code turnout tickets}: many units at once. */
@Command(
        name = "tickets",
        mixinStandardHelpOptions = true,
        description = {
            "Makes a ticket for every unit of an event that never enrolled, and writes each into a"
                    + " file of its own. A list of units may come first. The hub's page Tickets for"
                    + " many units has them as a sheet of QR codes.",
            "Exit codes: 0 done, 2 wrongly called, 3 refused or not reached: nothing is half done."
        })
public final class TicketsCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private HubAccess hub = new HubAccess();

    @Option(names = "--event", required = true, description = "The event's id.")
    private String event = "";

    @Option(
            names = "--list",
            paramLabel = "FILE",
            description = "CSV with the columns name and room: units to add first.")
    private @Nullable Path list;

    @Option(names = "--room", description = "Only for units of this room, by its id.")
    private @Nullable String room;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Folder for the tickets.")
    private Path out = Path.of("");

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Override
    public Integer call() {
        Said said = new Said(spec, json);
        try {
            HubApi api = hub.open();
            String units = "/api/v1/events/" + encoded(event) + "/units";
            int added = 0;
            if (list != null) {
                String csv = Files.readString(list);
                added = api.post(units, "text/csv", csv).path("added").asInt();
            }
            String query = room == null ? "" : "?room=" + encoded(room);
            JsonNode made = api.post(units + "/tickets" + query, Map.of()).path("tickets");
            Map<String, String> files = new LinkedHashMap<>();
            TicketFiles folder = new TicketFiles(out);
            for (JsonNode ticket : made) {
                String unit = ticket.path("unit").asText();
                Path file = folder.write(unit, ticket.path("ticket").asText());
                files.put(unit, file.toString());
            }
            return said.done(
                    "%d units added; %d tickets in %s, good once and for 24 hours."
                            .formatted(added, files.size(), out),
                    Map.of("added", added, "tickets", files));
        } catch (ApiException | IOException e) {
            return said.cannot(e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
