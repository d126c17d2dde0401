package io.turnout.hub.attendant;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.turnout.hub.checkin.Answer;
import io.turnout.protocol.access.Verdict;
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
        Verdict shown = verdict instanceof Verdict.Repeated(Verdict former) ? former : verdict;
        Optional<Answer.Name> name = decided.scan();
        return new HubScan(
                outcome(shown),
                shown.reason().wireName(),
                shown.reason().cure().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                verdict instanceof Verdict.Repeated,
                shown instanceof Verdict.Admitted admitted && admitted.flagged(),
                detail(shown).at().map(at -> at.toEpochMilli()).orElse(null),
                decided.at().toEpochMilli(),
                name.map(scan -> scan.unit().value()).orElse(null),
                name.map(scan -> scan.epoch().value()).orElse(null),
                name.map(Answer.Name::number).orElse(null));
    }

    private static String outcome(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Admitted _ -> "admitted";
            case Verdict.Refused _ -> "refused";
            case Verdict.AskStaff _ -> "ask-staff";
            case Verdict.Repeated(Verdict former) -> outcome(former);
        };
    }

    private static Verdict.Detail detail(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Admitted admitted -> admitted.detail();
            case Verdict.Refused refused -> refused.detail();
            case Verdict.AskStaff ask -> ask.detail();
            case Verdict.Repeated(Verdict former) -> detail(former);
        };
    }
}
