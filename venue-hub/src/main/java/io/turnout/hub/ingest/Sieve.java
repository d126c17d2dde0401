package io.turnout.hub.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.turnout.protocol.message.JournalEpoch;
import io.turnout.protocol.message.LostScans;
import io.turnout.protocol.message.MalformedMessage;
import io.turnout.protocol.message.MessageCodec;
import io.turnout.protocol.message.Scan;
import io.turnout.protocol.message.ScanBatch;
import io.turnout.protocol.message.UnitId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a batch scan by scan, where it cannot be read as a whole: one bad scan must not keep the
 * unit's others back, and would come again for ever. What has a number is set aside under it.
 */
final class Sieve {
    private static final String SCANS = "scans";

    /** UTF-8 in, as the codec has it; ASCII out, so that every database can keep it. */
    private final JsonMapper json =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .disable(JsonFactory.Feature.CHARSET_DETECTION)
                                    .build())
                    .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                    .build();

    private final MessageCodec codec;

    Sieve(MessageCodec codec) {
        this.codec = codec;
    }

    /**
     * Parts a batch.
     *
     * @throws MalformedMessage where it does not even say whose scans of which numbers it has
     */
    Work.Arrived part(byte[] payload) throws MalformedMessage {
        JsonNode tree = tree(payload);
        List<Scan> good = new ArrayList<>();
        List<Refused> refused = new ArrayList<>();
        for (JsonNode each : tree.path(SCANS)) {
            String raw = text(each);
            try {
                good.add(codec.read(raw.getBytes(StandardCharsets.US_ASCII), Scan.class));
            } catch (MalformedMessage e) {
                refused.add(new Refused(number(each, e), Intake.place(e), raw));
            }
        }
        return arrived(tree, good, refused);
    }

    private JsonNode tree(byte[] payload) throws MalformedMessage {
        try {
            JsonNode tree = json.readTree(payload);
            if (tree.path(SCANS).isArray() && tree.path(SCANS).size() <= ScanBatch.MAX_SCANS) {
                return tree;
            }
            throw new MalformedMessage("ScanBatch, scans: not a list of a batch's length");
        } catch (JsonProcessingException e) {
            throw new MalformedMessage("ScanBatch, not JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new MalformedMessage("ScanBatch: not text in UTF-8", e);
        }
    }

    private String text(JsonNode node) throws MalformedMessage {
        try {
            return json.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new MalformedMessage("ScanBatch, scans: " + e.getOriginalMessage(), e);
        }
    }

    private static long number(JsonNode scan, MalformedMessage why) throws MalformedMessage {
        JsonNode number = scan.path("number");
        if (number.isIntegralNumber() && number.canConvertToLong() && number.longValue() > 0) {
            return number.longValue();
        }
        throw why;
    }

    private Work.Arrived arrived(JsonNode tree, List<Scan> good, List<Refused> refused)
            throws MalformedMessage {
        try {
            UnitId unit = new UnitId(tree.path("unit").asText());
            JournalEpoch epoch = new JournalEpoch(tree.path("epoch").asText());
            Optional<List<LostScans>> lost = lost(tree);
            List<ScanRow> rows =
                    good.isEmpty()
                            ? List.of()
                            : Work.Arrived.of(new ScanBatch(unit, epoch, good, lost)).rows();
            return new Work.Arrived(
                    new Journals.Key(unit, epoch), rows, lost.orElse(List.of()), refused);
        } catch (IllegalArgumentException e) {
            throw new MalformedMessage("ScanBatch, as a whole: " + e.getMessage(), e);
        }
    }

    private Optional<List<LostScans>> lost(JsonNode tree) throws MalformedMessage {
        if (!(tree instanceof ObjectNode batch) || !batch.hasNonNull("lost")) {
            return Optional.empty();
        }
        JsonNode rest = batch.deepCopy().set(SCANS, json.createArrayNode());
        byte[] ascii = text(rest).getBytes(StandardCharsets.US_ASCII);
        return codec.read(ascii, ScanBatch.class).lost();
    }
}
