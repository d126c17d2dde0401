package io.turnout.provisioning.units;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** How a command says what came of it: for people, or as one line of JSON. */
record Said(CommandSpec spec, boolean json) {
    static final int DONE = 0;
    static final int CANNOT = 3;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    int done(String text, Map<String, ?> facts) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JSON.valueToTree(facts).toString());
        } else {
            out.println(text);
        }
        return DONE;
    }

    int cannot(Exception why) {
        String text = String.valueOf(why.getMessage());
        if (json) {
            spec.commandLine().getOut().println(JSON.valueToTree(Map.of("error", text)).toString());
        } else {
            spec.commandLine().getErr().println(text);
        }
        return CANNOT;
    }
}
