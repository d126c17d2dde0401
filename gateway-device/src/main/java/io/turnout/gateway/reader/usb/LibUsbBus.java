package io.turnout.gateway.reader.usb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.usb4java.BufferUtils;
import org.usb4java.ConfigDescriptor;
import org.usb4java.Context;
import org.usb4java.Device;
import org.usb4java.DeviceDescriptor;
import org.usb4java.DeviceHandle;
import org.usb4java.DeviceList;
import org.usb4java.EndpointDescriptor;
import org.usb4java.Interface;
import org.usb4java.InterfaceDescriptor;
import org.usb4java.LibUsb;

/**
 * USB by libusb. What is plugged in is asked for, not told by callbacks: those come on any thread
 * and may do nothing there, and libusb keeps the list itself.
 */
final class LibUsbBus implements UsbBus {
    private static final Logger LOG = LoggerFactory.getLogger(LibUsbBus.class);
    private static final Path MAPS = Path.of("/proc/self/maps");
    private static final String LIBRARY = "/libusb4java.so";
    private static final int DEEPEST = 7;
    private static final int PACKET_SIZE = 0x7ff;

    private final Context context;

    private LibUsbBus(Context context) {
        this.context = context;
    }

    static LibUsbBus open() throws UsbFault {
        Context context = new Context();
        try {
            int code = LibUsb.init(context);
            if (code != LibUsb.SUCCESS) {
                throw new UsbFault(
                        UsbFault.Kind.NO_USB, "USB cannot be used: " + LibUsb.errorName(code));
            }
        } catch (LinkageError unloadable) {
            throw new UsbFault(
                    UsbFault.Kind.NO_USB,
                    "the USB library cannot be loaded from " + System.getProperty("java.io.tmpdir"),
                    unloadable);
        }
        removeExtracted();
        return new LibUsbBus(context);
    }

    /**
     * The library's file is not needed once it is loaded, and would stay: it is extracted to a new
     * folder at each start, and this program ends without running what was to be done at exit.
     */
    private static void removeExtracted() {
        try (Stream<String> maps = Files.lines(MAPS)) {
            List<Path> files =
                    maps.filter(line -> line.endsWith(LIBRARY))
                            .map(line -> Path.of(line.substring(line.indexOf('/'))))
                            .distinct()
                            .toList();
            for (Path file : files) {
                Files.deleteIfExists(file);
                Files.deleteIfExists(file.resolve("..").normalize());
            }
        } catch (IOException kept) {
            LOG.warn("usb: a temporary file stays: {}", kept.getMessage());
        }
    }

    @Override
    public List<UsbDevice> devices() throws UsbFault {
        List<UsbDevice> found = new ArrayList<>();
        visit((_, device) -> found.add(device));
        return found;
    }

    @Override
    public UsbPipe open(UsbDevice wanted, List<Integer> interfaces) throws UsbFault {
        DeviceHandle handle = new DeviceHandle();
        List<Integer> codes = new ArrayList<>();
        visit((device, found) -> {
            if (found.same(wanted)) {
                codes.add(LibUsb.open(device, handle));
            }
        });
        if (codes.isEmpty()) {
            throw new UsbFault(UsbFault.Kind.GONE, wanted + " is gone");
        }
        if (codes.getFirst() != LibUsb.SUCCESS) {
            throw LibUsbPipe.fault(wanted, "opening", codes.getFirst());
        }
        return LibUsbPipe.take(wanted, handle, interfaces);
    }

    @Override
    public void close() {
        LibUsb.exit(context);
    }

    /** Takes a device, which must not be kept, and what it is. */
    @FunctionalInterface
    private interface Visitor {
        void visit(Device device, UsbDevice found);
    }

    /** Visits everything that is plugged in; hubs that are part of the machine are not. */
    private void visit(Visitor visitor) throws UsbFault {
        DeviceList list = new DeviceList();
        int count = LibUsb.getDeviceList(context, list);
        if (count < 0) {
            throw new UsbFault(UsbFault.Kind.FAILED, "listing devices: " + LibUsb.errorName(count));
        }
        try {
            if (count == 0) {
                throw new UsbFault(UsbFault.Kind.NO_USB, "this machine has no USB");
            }
            for (Device device : list) {
                port(device)
                        .flatMap(port -> described(device, port))
                        .ifPresent(found -> visitor.visit(device, found));
            }
        } finally {
            LibUsb.freeDeviceList(list, true);
        }
    }

    private static Optional<PortPath> port(Device device) {
        ByteBuffer numbers = BufferUtils.allocateByteBuffer(DEEPEST);
        int depth = LibUsb.getPortNumbers(device, numbers);
        if (depth <= 0) {
            return Optional.empty();
        }
        List<Integer> ports = new ArrayList<>();
        for (int n = 0; n < depth; n++) {
            ports.add(numbers.get(n) & 0xff);
        }
        return Optional.of(new PortPath(LibUsb.getBusNumber(device), ports));
    }

    /** Empty for a device that left while it was looked at. */
    private static Optional<UsbDevice> described(Device device, PortPath port) {
        DeviceDescriptor descriptor = new DeviceDescriptor();
        if (LibUsb.getDeviceDescriptor(device, descriptor) != LibUsb.SUCCESS) {
            return Optional.empty();
        }
        return Optional.of(
                new UsbDevice(
                        port,
                        LibUsb.getDeviceAddress(device),
                        descriptor.idVendor() & 0xffff,
                        descriptor.idProduct() & 0xffff,
                        interfaces(device)));
    }

    /** None where the kernel has not configured the device. */
    private static List<UsbDevice.Interface> interfaces(Device device) {
        ConfigDescriptor config = new ConfigDescriptor();
        if (LibUsb.getActiveConfigDescriptor(device, config) != LibUsb.SUCCESS) {
            return List.of();
        }
        try {
            List<UsbDevice.Interface> interfaces = new ArrayList<>();
            for (Interface each : config.iface()) {
                if (each.numAltsetting() > 0) {
                    interfaces.add(described(each.altsetting()[0]));
                }
            }
            return interfaces;
        } finally {
            LibUsb.freeConfigDescriptor(config);
        }
    }

    private static UsbDevice.Interface described(InterfaceDescriptor descriptor) {
        Optional<UsbDevice.Endpoint> in = Optional.empty();
        for (EndpointDescriptor each : descriptor.endpoint()) {
            int kind = each.bmAttributes() & LibUsb.TRANSFER_TYPE_MASK;
            boolean bulk = kind == LibUsb.TRANSFER_TYPE_BULK;
            boolean sends = (each.bEndpointAddress() & LibUsb.ENDPOINT_IN) != 0;
            if (in.isEmpty() && sends && (bulk || kind == LibUsb.TRANSFER_TYPE_INTERRUPT)) {
                in =
                        Optional.of(
                                new UsbDevice.Endpoint(
                                        each.bEndpointAddress() & 0xff,
                                        bulk,
                                        each.wMaxPacketSize() & PACKET_SIZE));
            }
        }
        return new UsbDevice.Interface(
                descriptor.bInterfaceNumber() & 0xff,
                descriptor.bInterfaceClass() & 0xff,
                descriptor.bInterfaceSubClass() & 0xff,
                descriptor.bInterfaceProtocol() & 0xff,
                in);
    }
}
