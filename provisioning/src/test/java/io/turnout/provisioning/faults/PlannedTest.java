package io.turnout.provisioning.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class PlannedTest {
    private static final List<FaultKind> ALL = List.of(FaultKind.values());

    @Test
    void isTheSameForTheSameSeedAndAnotherForAnother() {
        assertThat(Planned.plan(ALL, 200, 7)).isEqualTo(Planned.plan(ALL, 200, 7));
        assertThat(Planned.plan(ALL, 200, 7)).isNotEqualTo(Planned.plan(ALL, 200, 8));
    }

    @Test
    void hasEachKindOnceBeforeAnyComesAgainAndThenAsOftenAsItShould() {
        List<Planned> plan = Planned.plan(ALL, 1000, 7);
        assertThat(plan).hasSize(1000);
        assertThat(plan.subList(0, ALL.size()))
                .extracting(Planned::kind)
                .containsExactlyInAnyOrderElementsOf(ALL);
        long kills = plan.stream().filter(p -> p.kind().target().equals("FT4")).count();
        long acks = plan.stream().filter(p -> p.kind().target().equals("FT7")).count();
        assertThat(kills).isGreaterThan(300);
        assertThat(acks).isGreaterThan(170);
    }
}
