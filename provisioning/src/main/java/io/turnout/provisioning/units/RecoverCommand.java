package io.turnout.provisioning.units;

import com.fasterxml.jackson.databind.JsonNode;
import io.turnout.protocol.message.CardJournals;
import io.turnout.protocol.message.JournalEpoch;
import io.turnout.protocol.message.LostScans;
import io.turnout.protocol.message.MessageCodec;
import io.turnout.protocol.message.ScanBatch;
import io.turnout.protocol.message.UnitId;
import io.turnout.provisioning.api.ApiException;
import io.turnout.provisioning.api.HubAccess;
import io.turnout.provisioning.api.HubApi;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code turnout recover}: what is on the card of a unit that was replaced. */
@Command(
        name = "recover",
        mixinStandardHelpOptions = true,
        description = {
            "Reads the journal of a unit that was replaced from its card or its data directory, and"
                    + " brings it to the hub. Nothing is written to the card; what the hub has"
                    + " already counts once, so it may be run again.",
            "Exit codes: 0 all that is on the card is at the hub, 2 wrongly called, 3 it is not:"
                    + " run it again."
        })
public final class RecoverCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private HubAccess hub = new HubAccess();

    @Parameters(
            paramLabel = "DIR",
            description = "The unit's data directory, or where its card is mounted.")
    private Path folder = Path.of("");

    @Option(names = "--unit", description = "Which unit it was, where its card does not say so.")
    private @Nullable String unit;

    @Option(
            names = "--gateway-jar",
            paramLabel = "FILE",
            defaultValue = "/usr/share/turnout-gateway/gateway-device.jar",
            description = "The unit's program, which reads journals. Default: ${DEFAULT-VALUE}.")
    private Path program = Path.of("");

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Override
    public Integer call() {
        Said said = new Said(spec, json);
        try {
            Delivery delivery = new Delivery(hub.open());
            new CardReader(program).read(folder, Optional.ofNullable(unit), delivery);
            Map<String, Object> facts = delivery.finish();
            return said.done(delivery.text(), facts);
        } catch (ApiException | IOException e) {
            return said.cannot(e);
        }
    }

    /** To the hub, batch by batch. */
    private static final class Delivery implements CardReader.Taker {
        private final HubApi api;
        private final MessageCodec codec = new MessageCodec();
        private final Map<JournalEpoch, Long> first = new LinkedHashMap<>();
        private CardJournals journals = new CardJournals(new UnitId("none"), List.of());
        private long scans;
        private long stored;
        private long repeated;
        private long lost;

        Delivery(HubApi api) {
            this.api = api;
        }

        @Override
        public void journals(CardJournals there) {
            journals = there;
            there.parts().forEach(part -> first.put(part.epoch(), part.first()));
        }

        @Override
        public void batch(ScanBatch batch) throws ApiException {
            String body = new String(codec.write(batch), StandardCharsets.UTF_8);
            long from = first.getOrDefault(batch.epoch(), 1L);
            JsonNode brought =
                    api.post(path("/journal/scans?first=" + from), "application/json", body);
            scans += batch.scans().size();
            stored += brought.path("stored").asLong();
            repeated += brought.path("repeated").asLong();
            lost += batch.lost().stream().flatMap(List::stream).mapToLong(Delivery::count).sum();
        }

        private static long count(LostScans range) {
            return range.to() - range.from() + 1;
        }

        /** Says that this was all, which the hub believes where it has it. */
        Map<String, Object> finish() throws ApiException {
            List<Map<String, Object>> all = new ArrayList<>();
            for (CardJournals.Part part : journals.parts()) {
                all.add(Map.of("epoch", part.epoch().value(), "upTo", part.last()));
            }
            if (all.isEmpty()) {
                throw new ApiException(
                        "There is no scan on this card: declare the journal lost on the unit's page"
                                + " if it should have some.");
            }
            api.post(path("/journal/recovered"), Map.of("journals", all));
            return Map.of(
                    "unit", journals.unit().value(),
                    "journals", all.size(),
                    "scans", scans,
                    "stored", stored,
                    "repeated", repeated,
                    "lost", lost);
        }

        String text() {
            return "%s: %d scans on the card, %d new at the hub, %d there already, %d lost."
                    .formatted(journals.unit(), scans, stored, repeated, lost);
        }

        private String path(String rest) {
            return "/api/v1/units/" + journals.unit() + rest;
        }
    }
}
