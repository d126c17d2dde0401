package io.turnout.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EnrolTicketTest {
    private static final String PRINT = "p".repeat(43);
    private static final String TOKEN = "t".repeat(43);

    @ParameterizedTest
    @ValueSource(strings = {"hub.example:8443", "10.0.0.5:8443", "[fe80::1]:8443"})
    void readsWhatItWrote(String hub) {
        EnrolTicket ticket = new EnrolTicket(hub, PRINT, TOKEN);
        assertThat(EnrolTicket.parse(" " + ticket.text() + "\n")).isEqualTo(ticket);
        assertThat(ticket.url()).isEqualTo("https://" + hub);
        assertThat(ticket.text().length()).as("fits a QR code").isLessThan(256);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "turnout:1:",
                "turnout:2:hub:1:ppp:ttt",
                "turnout:1:hub:8443:short:short",
                "https://hub.example/"
            })
    void refusesWhatIsNone(String text) {
        assertThatThrownBy(() -> EnrolTicket.parse(text))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void leadsToNoPathOfTheHubs() {
        assertThatThrownBy(() -> new EnrolTicket("hub:1/x?y", PRINT, TOKEN))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keepsItsTokenOutOfLogs() {
        EnrolTicket ticket = new EnrolTicket("hub:1", PRINT, TOKEN);
        assertThat(ticket.toString()).doesNotContain(TOKEN);
        assertThat(ticket.shown()).matches("([0-9A-F]{4} ){15}[0-9A-F]{4}");
    }
}
