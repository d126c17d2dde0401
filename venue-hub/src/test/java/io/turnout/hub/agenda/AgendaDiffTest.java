package io.turnout.hub.agenda;

import static io.turnout.hub.agenda.Fixtures.agenda;
import static io.turnout.hub.agenda.Fixtures.dayOf;
import static io.turnout.hub.agenda.Fixtures.event;
import static io.turnout.hub.agenda.Fixtures.parse;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("S-12 agenda import: a second import updates by the stable key")
final class AgendaDiffTest {
    private static final String ONE = event("1", "10:00", "00:30", "<track>A</track>");
    private static final String TWO = event("2", "11:00", "00:30", "");

    @Test
    void addsAllToAnEmptyHub() {
        AgendaDiff diff = AgendaDiff.between(List.of(), read(ONE, TWO));

        assertThat(diff.added()).extracting(AgendaSession::id).containsExactly("1", "2");
        assertThat(diff.changesNothing()).isFalse();
    }

    @Test
    void changesNothingWhenTheSameFileComesAgainInAnotherOrder() {
        AgendaDiff diff = AgendaDiff.between(known(ONE, TWO), read(TWO, ONE));

        assertThat(diff.changesNothing()).isTrue();
        assertThat(diff.unchanged()).hasSize(2);
    }

    @Test
    void tellsMovedFromChanged() {
        AgendaDiff diff =
                AgendaDiff.between(
                        known(ONE, TWO),
                        read(
                                ONE.replace("Talk", "Better talk").replace(">A<", ">B<"),
                                TWO.replace("11:00", "12:00").replace("Talk", "Later talk")));

        assertThat(diff.changed())
                .singleElement()
                .satisfies(change ->
                        assertThat(change.fields())
                                .containsExactlyInAnyOrder(SessionField.TITLE, SessionField.TRACK));
        assertThat(diff.moved())
                .singleElement()
                .satisfies(change ->
                        assertThat(change.fields())
                                .containsExactlyInAnyOrder(
                                        SessionField.TITLE, SessionField.START, SessionField.END));
    }

    @Test
    void tellsThatASessionWasCancelled() {
        AgendaDiff diff =
                AgendaDiff.between(
                        known(ONE),
                        read(ONE.replace("</event>", "<status>canceled</status></event>")));

        assertThat(diff.changed())
                .singleElement()
                .satisfies(c -> assertThat(c.fields()).containsExactly(SessionField.CANCELLED));
    }

    @Test
    void reportsWhatVanishedAndTouchesItNot() {
        AgendaDiff diff = AgendaDiff.between(known(ONE, TWO), read(TWO));

        assertThat(diff.gone())
                .extracting(session -> session.key().value())
                .containsExactly("id:1");
        assertThat(diff.changesNothing()).isTrue();
    }

    @Test
    void knowsASessionAgainWhenTheFileBeginsToWriteGuids() {
        String withGuid = ONE.replace("<event ", "<event guid=\"g\" ");

        AgendaDiff diff = AgendaDiff.between(known(ONE), read(withGuid));

        assertThat(diff.added()).isEmpty();
        assertThat(diff.gone()).isEmpty();
        assertThat(diff.changed())
                .singleElement()
                .satisfies(change -> {
                    assertThat(change.before().key().value()).isEqualTo("id:1");
                    assertThat(change.after().key().value()).isEqualTo("guid:g");
                    assertThat(change.fields()).containsExactly(SessionField.KEY);
                });
        assertThat(AgendaDiff.between(known(withGuid), read(withGuid)).changesNothing()).isTrue();
    }

    @Test
    void aBetterKeyWinsOverAnotherSessionsWeakerOne() {
        String taken = event("", "10:00", "00:30", "<slug>s</slug>");
        String rival = event("9", "10:00", "00:30", "<slug>s</slug>");

        AgendaDiff diff = AgendaDiff.between(known(taken), read(rival, taken));

        assertThat(diff.unchanged()).hasSize(1);
        assertThat(diff.added()).extracting(AgendaSession::id).containsExactly("9");
    }

    private static Agenda read(String... events) {
        return agenda(parse(dayOf(events)));
    }

    private static List<KnownSession> known(String... events) {
        return read(events).sessions().stream().map(KnownSession::of).toList();
    }
}
