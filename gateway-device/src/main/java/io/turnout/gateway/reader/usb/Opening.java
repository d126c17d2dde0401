package io.turnout.gateway.reader.usb;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out how a device talks, and makes it talk: HID POS before a serial line before a keyboard,
 * because a text that is typed has the least of the scanner's own certainty.
 */
final class Opening {
    private static final Logger LOG = LoggerFactory.getLogger(Opening.class);
    private static final int FROM_INTERFACE = 0x81;
    private static final int CLASS_TO_INTERFACE = 0x21;
    private static final int GET_DESCRIPTOR = 0x06;
    private static final int REPORT_DESCRIPTOR = 0x2200;
    private static final int LONGEST_DESCRIPTOR = 4096;
    private static final int SET_IDLE = 0x0A;
    private static final int SET_PROTOCOL = 0x0B;
    private static final int SET_LINE_CODING = 0x20;
    private static final int SET_CONTROL_LINES = 0x22;
    private static final int DTR_AND_RTS = 3;
    private static final byte DATA_BITS = 8;
    private static final int LINE_CODING_BYTES = 7;

    private final UsbBus bus;
    private final UsbSettings settings;

    Opening(UsbBus bus, UsbSettings settings) {
        this.bus = bus;
        this.settings = settings;
    }

    /** Whether there is anything in a device that a scanner has; a mouse is in none. */
    static boolean mayBeScanner(UsbDevice device) {
        return device.interfaces().stream().noneMatch(UsbDevice.Interface::mouse)
                && (Make.of(device).isPresent()
                        || device.interfaces().stream()
                                .anyMatch(each ->
                                        each.bootKeyboard()
                                                || each.otherHid()
                                                || each.serialControl()));
    }

    /**
     * Opens a device.
     *
     * @return empty where it talks in no way that is understood here
     */
    Optional<Scanner> open(UsbDevice device) throws UsbFault {
        for (UsbDevice.Interface each : device.interfaces()) {
            Optional<Scanner> scanner = each.otherHid() ? hid(device, each) : Optional.empty();
            if (scanner.isPresent()) {
                return scanner;
            }
        }
        Optional<Scanner> serial = serial(device);
        return serial.isPresent() ? serial : keyboard(device);
    }

    private Optional<Scanner> hid(UsbDevice device, UsbDevice.Interface hid) throws UsbFault {
        return taken(
                device,
                List.of(hid.number()),
                pipe -> {
                    HidDescriptor told = descriptor(pipe, hid);
                    Optional<PosShape> pos =
                            told.posReport()
                                    .or(() ->
                                            told.speaksPos() || Make.knownPos(device)
                                                    ? Optional.of(PosShape.USUAL)
                                                    : Optional.empty());
                    if (pos.isPresent()) {
                        return Optional.of(heard(pipe, hid, new PosDecoder(pos.get())));
                    }
                    return told.keyReport().map(keys -> heard(pipe, hid, typing(keys)));
                });
    }

    private Optional<Scanner> keyboard(UsbDevice device) throws UsbFault {
        Optional<UsbDevice.Interface> found =
                device.interfaces().stream().filter(UsbDevice.Interface::bootKeyboard).findFirst();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        UsbDevice.Interface keyboard = found.get();
        return taken(
                device,
                List.of(keyboard.number()),
                pipe -> {
                    boolean boots = told(pipe, hidRequest(SET_PROTOCOL, keyboard), new byte[0]);
                    // Reports only when a key changes.
                    told(pipe, hidRequest(SET_IDLE, keyboard), new byte[0]);
                    Optional<KeyShape> shape =
                            boots
                                    ? Optional.of(KeyShape.BOOT)
                                    : descriptor(pipe, keyboard).keyReport();
                    return shape.map(keys -> heard(pipe, keyboard, typing(keys)));
                });
    }

    private Optional<Scanner> serial(UsbDevice device) throws UsbFault {
        Optional<UsbDevice.Interface> control =
                device.interfaces().stream().filter(UsbDevice.Interface::serialControl).findFirst();
        Optional<UsbDevice.Interface> data =
                device.interfaces().stream().filter(UsbDevice.Interface::serialData).findFirst();
        if (control.isEmpty() || data.isEmpty()) {
            return Optional.empty();
        }
        int number = control.get().number();
        return taken(
                device,
                List.of(number, data.get().number()),
                pipe -> {
                    told(pipe, toInterface(SET_LINE_CODING, 0, number), lineCoding());
                    told(pipe, toInterface(SET_CONTROL_LINES, DTR_AND_RTS, number), new byte[0]);
                    return Optional.of(
                            heard(pipe, data.get(), new SerialDecoder(settings.ending())));
                });
    }

    private Decoder typing(KeyShape keys) {
        return new KeyboardDecoder(keys, settings.layout(), settings.ending());
    }

    private static Scanner heard(UsbPipe pipe, UsbDevice.Interface by, Decoder decoder) {
        Scanner.Speaks speaks =
                switch (decoder) {
                    case PosDecoder _ -> Scanner.Speaks.POS;
                    case SerialDecoder _ -> Scanner.Speaks.SERIAL;
                    case KeyboardDecoder _ -> Scanner.Speaks.KEYBOARD;
                };
        return new Scanner(pipe, by.in().orElseThrow(), decoder, speaks);
    }

    /** Makes a scanner of interfaces that were taken. */
    @FunctionalInterface
    private interface Making {
        Optional<Scanner> of(UsbPipe pipe) throws UsbFault;
    }

    /** What comes to nothing is given back. */
    private Optional<Scanner> taken(UsbDevice device, List<Integer> interfaces, Making making)
            throws UsbFault {
        UsbPipe pipe = bus.open(device, interfaces);
        boolean kept = false;
        try {
            Optional<Scanner> scanner = making.of(pipe);
            kept = scanner.isPresent();
            return scanner;
        } finally {
            if (!kept) {
                pipe.close();
            }
        }
    }

    private static HidDescriptor descriptor(UsbPipe pipe, UsbDevice.Interface hid) throws UsbFault {
        UsbPipe.Request request =
                new UsbPipe.Request(
                        FROM_INTERFACE, GET_DESCRIPTOR, REPORT_DESCRIPTOR, hid.number());
        try {
            return HidDescriptor.parse(pipe.ask(request, LONGEST_DESCRIPTOR));
        } catch (UsbFault fault) {
            if (fault.kind() == UsbFault.Kind.REFUSED) {
                return HidDescriptor.parse(new byte[0]);
            }
            throw fault;
        }
    }

    /** Whether the device took it; not every one knows every request. */
    private static boolean told(UsbPipe pipe, UsbPipe.Request request, byte[] data)
            throws UsbFault {
        try {
            pipe.tell(request, data);
            return true;
        } catch (UsbFault fault) {
            if (fault.kind() != UsbFault.Kind.REFUSED) {
                throw fault;
            }
            LOG.debug("usb: {}", fault.what());
            return false;
        }
    }

    private static UsbPipe.Request hidRequest(int request, UsbDevice.Interface hid) {
        return toInterface(request, 0, hid.number());
    }

    private static UsbPipe.Request toInterface(int request, int value, int number) {
        return new UsbPipe.Request(CLASS_TO_INTERFACE, request, value, number);
    }

    /** Eight bits, no parity, one stop bit. */
    private byte[] lineCoding() {
        return ByteBuffer.allocate(LINE_CODING_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(settings.baud())
                .put((byte) 0)
                .put((byte) 0)
                .put(DATA_BITS)
                .array();
    }
}
