package io.turnout.provisioning.units;

import io.turnout.provisioning.api.ApiException;
import io.turnout.provisioning.api.HubAccess;
import io.turnout.provisioning.api.HubApi;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code turnout replace}: a new unit in the place of a broken one. */
@Command(
        name = "replace",
        mixinStandardHelpOptions = true,
        description = {
            "Gives a new unit the door of another, cuts the other off at once, and writes the new"
                    + " one's ticket into a file. What is on the other's card is brought by turnout"
                    + " recover.",
            "Exit codes: 0 done, 2 wrongly called, 3 refused or not reached."
        })
public final class ReplaceCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private HubAccess hub = new HubAccess();

    @Parameters(paramLabel = "UNIT", description = "The unit that is taken away.")
    private String unit = "";

    @Option(names = "--by", required = true, description = "Name of the new unit.")
    private String by = "";

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Folder for its ticket.")
    private Path out = Path.of("");

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Override
    public Integer call() {
        Said said = new Said(spec, json);
        try {
            HubApi api = hub.open();
            api.post("/api/v1/units/" + unit + "/replace", Map.of("by", by));
            String ticket =
                    api.post("/api/v1/units/" + by + "/ticket", Map.of()).path("ticket").asText();
            Path file = new TicketFiles(out).write(by, ticket);
            return said.done(
                    "%s stands in the place of %s; its ticket is %s.".formatted(by, unit, file),
                    Map.of("unit", unit, "by", by, "ticket", file.toString()));
        } catch (ApiException | IOException e) {
            return said.cannot(e);
        }
    }
}
