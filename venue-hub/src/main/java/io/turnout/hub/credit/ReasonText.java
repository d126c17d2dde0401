package io.turnout.hub.credit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;

/** Reasons as a table keeps them: {@code [["present-percent-met",47,60,78,80]]}. */
public final class ReasonText {
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build();

    private ReasonText() {}

    /** Reasons as text. */
    public static String write(List<Reason> reasons) {
        List<List<Object>> all = new ArrayList<>();
        for (Reason reason : reasons) {
            List<Object> one = new ArrayList<>();
            one.add(reason.rule().key());
            one.addAll(reason.arguments());
            all.add(one);
        }
        try {
            return MAPPER.writeValueAsString(all);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("reasons cannot be JSON", e);
        }
    }

    /** Reasons that {@link #write} wrote; a rule that is none any more is left out. */
    public static List<Reason> read(String text) {
        try {
            List<Reason> reasons = new ArrayList<>();
            for (JsonNode one : MAPPER.readTree(text)) {
                Rule.of(one.path(0).asText()).ifPresent(rule -> reasons.add(reason(rule, one)));
            }
            return reasons;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the hub's own reasons cannot be read", e);
        }
    }

    private static Reason reason(Rule rule, JsonNode one) {
        List<Object> arguments = new ArrayList<>();
        for (int i = 1; i < one.size(); i++) {
            arguments.add(one.get(i).isNumber() ? one.get(i).decimalValue() : one.get(i).asText());
        }
        return new Reason(rule, arguments);
    }
}
