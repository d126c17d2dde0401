package io.turnout.gateway.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DevicesTest {
    @TempDir private Path dev;
    @TempDir private Path sys;

    @Test
    void listsWhatMayBeAReaderWithItsPortAndWhetherThisUserMayUseIt() throws IOException {
        device("1-1.3", "0c2e", "0b61", "Xenon 1900", "1", "7");
        face("1-1.3:1.0", "03");
        face("1-1.4:1.0", "08");
        assertThat(new Devices(dev, sys).usb())
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.state()).isEqualTo(Finding.State.LOOK);
                    assertThat(found.found())
                            .startsWith(
                                    "keyboard or point of sale, 0c2e:0b61 Xenon 1900 at port"
                                            + " 1-1.3; not for this user");
                    assertThat(found.todo()).contains("udev rule");
                });
        put(dev.resolve("bus/usb/001/007"), "");
        assertThat(new Devices(dev, sys).usb())
                .singleElement()
                .extracting(Finding::state)
                .isEqualTo(Finding.State.GOOD);
    }

    @Test
    void saysThatNothingIsPluggedIn() throws IOException {
        assertThat(new Devices(dev, sys).usb())
                .extracting(Finding::found)
                .containsExactly("no device that could be a reader");
        assertThat(new Devices(dev, sys).cameras())
                .extracting(Finding::found)
                .containsExactly("none is plugged in");
    }

    @Test
    void listsCameras() throws IOException {
        put(dev.resolve("video1"), "");
        put(dev.resolve("video0"), "");
        assertThat(new Devices(dev, sys).cameras())
                .extracting(Finding::found)
                .containsExactly(dev.resolve("video0") + ", " + dev.resolve("video1"));
    }

    private void device(String port, String... told) throws IOException {
        Path device = sys.resolve("bus/usb/devices").resolve(port);
        put(device.resolve("idVendor"), told[0]);
        put(device.resolve("idProduct"), told[1]);
        put(device.resolve("product"), told[2]);
        put(device.resolve("busnum"), told[3]);
        put(device.resolve("devnum"), told[4]);
    }

    private void face(String name, String kind) throws IOException {
        put(sys.resolve("bus/usb/devices").resolve(name).resolve("bInterfaceClass"), kind);
    }

    private static void put(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text + "\n");
    }
}
