package io.turnout.gateway.reader.usb;

import java.util.Arrays;
import java.util.Optional;

/** Makers of scanners, by the vendor ids seen on their devices. */
enum Make {
    HONEYWELL("Honeywell", 0x0c2e),
    ZEBRA("Zebra", 0x05e0),
    NEWLAND("Newland", 0x1eab),
    DATALOGIC("Datalogic", 0x05f9),
    MINDEO("Mindeo", 0x27dd),
    MERTECH("Mertech", 0x2dd6),
    INTERMEC("Intermec", 0x067e);

    /** Of Newland in HID POS mode, some of which do not say so in their descriptor. */
    private static final int[] NEWLAND_POS = {0x0110, 0x0210, 0x0010};

    private final String title;
    private final int vendor;

    Make(String title, int vendor) {
        this.title = title;
        this.vendor = vendor;
    }

    static Optional<Make> of(UsbDevice device) {
        return Arrays.stream(values()).filter(make -> make.vendor == device.vendor()).findFirst();
    }

    /** Whether a device is known to send HID POS reports of the usual shape. */
    static boolean knownPos(UsbDevice device) {
        return device.vendor() == NEWLAND.vendor
                && Arrays.stream(NEWLAND_POS).anyMatch(each -> each == device.product());
    }

    /** As people know it. */
    String title() {
        return title;
    }
}
