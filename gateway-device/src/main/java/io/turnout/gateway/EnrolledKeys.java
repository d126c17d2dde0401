package io.turnout.gateway;

import io.turnout.gateway.identity.Identity;
import io.turnout.protocol.message.Enrolled;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What an enrolment says of the configuration: an enrolled unit needs no file for it. */
final class EnrolledKeys {
    private static final String DATA_DIR = "data-dir";
    private static final String DATA_DIR_VARIABLE = GatewayConfig.PREFIX + "_DATA_DIR";

    private EnrolledKeys() {}

    /**
     * A configuration file with an enrolment below it: what the file says counts more.
     *
     * @throws IOException where the enrolment cannot be read
     */
    static Map<String, String> below(
            Map<String, String> commandLine, Map<String, String> file, Map<String, String> env)
            throws IOException {
        Optional<String> data =
                Optional.ofNullable(commandLine.get(DATA_DIR))
                        .or(() -> Optional.ofNullable(env.get(DATA_DIR_VARIABLE)))
                        .or(() -> Optional.ofNullable(file.get(DATA_DIR)));
        Map<String, String> all = new HashMap<>();
        if (data.isPresent()) {
            Identity.open(DataDir.identity(Path.of(data.get())))
                    .ifPresent(identity -> all.putAll(keys(identity.enrolled())));
        }
        all.putAll(file);
        return all;
    }

    private static Map<String, String> keys(Enrolled enrolled) {
        return Map.of(
                "unit", enrolled.unit().value(),
                "site", enrolled.site(),
                "hub.url", enrolled.hubUrl(),
                "hub.list-key", enrolled.listKey(),
                "mqtt.url", enrolled.mqttUrl());
    }
}
