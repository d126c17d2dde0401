package io.turnout.gateway.reader.usb;

import java.util.List;
import java.util.Optional;

/**
 * A device that is plugged in.
 *
 * @param address given anew each time it is plugged in
 */
record UsbDevice(PortPath port, int address, int vendor, int product, List<Interface> interfaces) {
    UsbDevice {
        interfaces = List.copyOf(interfaces);
    }

    /**
     * One of the things that a device does.
     *
     * @param in where it sends what it has; empty where it sends nothing
     */
    record Interface(int number, int kind, int subclass, int protocol, Optional<Endpoint> in) {
        private static final int CDC = 0x02;
        private static final int HID = 0x03;
        private static final int CDC_DATA = 0x0A;
        private static final int ACM = 2;
        private static final int BOOT = 1;
        private static final int KEYBOARD = 1;
        private static final int MOUSE = 2;

        boolean bootKeyboard() {
            return boot(KEYBOARD) && in.isPresent();
        }

        boolean mouse() {
            return boot(MOUSE);
        }

        /** HID that only its report descriptor tells about. */
        boolean otherHid() {
            return kind == HID && !boot(KEYBOARD) && !boot(MOUSE) && in.isPresent();
        }

        boolean serialControl() {
            return kind == CDC && subclass == ACM;
        }

        boolean serialData() {
            return kind == CDC_DATA && in.isPresent();
        }

        private boolean boot(int what) {
            return kind == HID && subclass == BOOT && protocol == what;
        }
    }

    /**
     * Where a device sends from.
     *
     * @param bulk otherwise by interrupt
     * @param packet most bytes at once
     */
    record Endpoint(int address, boolean bulk, int packet) {}

    /** Whether it is the same device at the same place, not unplugged since. */
    boolean same(UsbDevice other) {
        return port.equals(other.port) && address == other.address;
    }

    /** Vendor and product, as lists of USB devices have them. */
    String id() {
        return "%04x:%04x".formatted(vendor, product);
    }

    @Override
    public String toString() {
        return port + " (" + id() + ")";
    }
}
