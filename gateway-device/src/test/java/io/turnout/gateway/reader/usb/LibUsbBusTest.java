package io.turnout.gateway.reader.usb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The library as it is on this machine, whose USB nobody knows. */
@DisplayName("U-1 libusb")
final class LibUsbBusTest {
    @Test
    void listsWhatThereIsOrSaysThatThereIsNoUsb() throws Exception {
        try (UsbBus bus = LibUsbBus.open()) {
            List<UsbDevice> devices = bus.devices();
            assertThat(devices).allSatisfy(device -> assertThat(device.address()).isPositive());
        } catch (UsbFault none) {
            assertThat(none.kind()).isEqualTo(UsbFault.Kind.NO_USB);
            assertThat(none).hasMessageContaining("USB");
        }
    }

    @Test
    void leavesNoFileBehind() throws Exception {
        try (UsbBus _ = LibUsbBus.open()) {
            assertThat(libraries()).isNotEmpty().allMatch(line -> line.endsWith(" (deleted)"));
        }
    }

    private static List<String> libraries() throws IOException {
        try (Stream<String> maps = Files.lines(Path.of("/proc/self/maps"))) {
            return maps.filter(line -> line.contains("libusb4java.so")).toList();
        }
    }
}
