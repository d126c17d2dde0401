package io.turnout.hub.attendant;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.turnout.hub.checkin.Answer;
import io.turnout.protocol.access.Verdict;
import io.turnout.protocol.message.Said;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the hub's own door decided of a badge, as pages get it: the names that the compiled rules
 * use.
 *
 * @param outcome that of the former verdict where it is shown again
 * @param at in milliseconds, what the reason speaks of
 * @param wall when it was decided, in milliseconds
 * @param unit with epoch and number the scan's name; absent where none was recorded
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record HubScan(
        String outcome,
        String reason,
        String cure,
        boolean again,
        boolean flagged,
        @Nullable Long at,
        long wall,
        @Nullable String unit,
        @Nullable String epoch,
        @Nullable Long number) {
    static HubScan of(Answer.Decided decided) {
        Verdict verdict = decided.verdict();
        Said said = Said.of(verdict);
        Optional<Answer.Name> name = decided.scan();
        return new HubScan(
                said.outcome(),
                said.reason().wireName(),
                said.reason().cure().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                verdict instanceof Verdict.Repeated,
                said.flagged(),
                verdict.detail().at().map(at -> at.toEpochMilli()).orElse(null),
                decided.at().toEpochMilli(),
                name.map(scan -> scan.unit().value()).orElse(null),
                name.map(scan -> scan.epoch().value()).orElse(null),
                name.map(Answer.Name::number).orElse(null));
    }
}
