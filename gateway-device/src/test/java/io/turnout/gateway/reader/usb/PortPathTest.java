package io.turnout.gateway.reader.usb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class PortPathTest {
    @Test
    void readsAndPrintsPortsAsLinuxNamesThem() {
        assertThat(PortPath.parse("1-1.2")).isEqualTo(new PortPath(1, List.of(1, 2)));
        assertThat(PortPath.parse("3-4").toString()).isEqualTo("3-4");
        assertThat(PortPath.parse("1-1.2.3.4.5.6.7").toString()).isEqualTo("1-1.2.3.4.5.6.7");
    }

    @Test
    void refusesWhatIsNoPort() {
        for (String wrong :
                List.of(
                        "",
                        "1",
                        "1-",
                        "-1",
                        "1-1.",
                        "1-1..2",
                        "a-1",
                        "1-1.2.3.4.5.6.7.8",
                        "1-1234")) {
            assertThatThrownBy(() -> PortPath.parse(wrong))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
