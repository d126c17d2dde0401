package io.turnout.gateway.reader.usb;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** USB with devices that are plugged in by tests. */
final class FakeUsb implements UsbBus {
    private static final int HID = 3;

    /** What a reading finds instead of bytes when the device is gone. */
    private static final Optional<byte[]> UNPLUGGED = Optional.empty();

    private final List<Plugged> plugged = new CopyOnWriteArrayList<>();
    private volatile Optional<UsbFault> broken = Optional.empty();
    private int addresses;

    /** A device as its firmware is. */
    static final class Plugged {
        final UsbDevice device;
        final List<UsbPipe.Request> asked = new CopyOnWriteArrayList<>();
        final Set<Integer> taken = new HashSet<>();
        final Set<Integer> refuses = new HashSet<>();
        private final byte[] descriptor;
        private final BlockingQueue<List<Optional<byte[]>>> batches = new LinkedBlockingQueue<>();
        volatile Optional<UsbFault.Kind> locked = Optional.empty();
        volatile int opened;
        private volatile boolean failing;

        Plugged(UsbDevice device, byte[] descriptor) {
            this.device = device;
            this.descriptor = descriptor;
        }

        /** Sends as soon as it is heard, without a pause between, however busy this machine is. */
        void sends(List<byte[]> reports) {
            batches.add(reports.stream().map(Optional::of).toList());
        }

        void sends(String text) {
            sends(List.of(text.getBytes(StandardCharsets.US_ASCII)));
        }

        /** The next reading fails, though the device stays. */
        void fails() {
            failing = true;
            batches.add(List.of(UNPLUGGED));
        }

        synchronized boolean isTaken() {
            return !taken.isEmpty();
        }
    }

    Plugged keyboard(String port) {
        return plug(port, 0x0c2e, 0x0901, new byte[0], hid(0, 1, 1));
    }

    Plugged pos(String port, byte[] descriptor) {
        return plug(port, 0x1eab, 0x0210, descriptor, hid(0, 0, 0));
    }

    Plugged serial(String port) {
        return plug(
                port,
                0x05e0,
                0x1701,
                new byte[0],
                new UsbDevice.Interface(0, 2, 2, 1, Optional.empty()),
                new UsbDevice.Interface(
                        1, 0x0A, 0, 0, Optional.of(new UsbDevice.Endpoint(0x82, true, 64))));
    }

    Plugged plug(
            String port,
            int vendor,
            int product,
            byte[] descriptor,
            UsbDevice.Interface... interfaces) {
        UsbDevice device =
                new UsbDevice(
                        PortPath.parse(port), ++addresses, vendor, product, List.of(interfaces));
        Plugged made = new Plugged(device, descriptor);
        plugged.add(made);
        return made;
    }

    static UsbDevice.Interface hid(int number, int subclass, int protocol) {
        return new UsbDevice.Interface(
                number,
                HID,
                subclass,
                protocol,
                Optional.of(new UsbDevice.Endpoint(0x81, false, 64)));
    }

    void unplug(Plugged gone) {
        plugged.remove(gone);
        gone.batches.clear();
        gone.batches.add(List.of(UNPLUGGED));
    }

    /** USB itself fails from now on, or no more. */
    void breaks(Optional<UsbFault> fault) {
        broken = fault;
    }

    UsbBus opened() throws UsbFault {
        if (broken.isPresent()) {
            throw broken.get();
        }
        return this;
    }

    @Override
    public List<UsbDevice> devices() throws UsbFault {
        opened();
        return plugged.stream().map(each -> each.device).toList();
    }

    @Override
    public UsbPipe open(UsbDevice device, List<Integer> interfaces) throws UsbFault {
        Plugged found =
                plugged.stream()
                        .filter(each -> each.device.same(device))
                        .findFirst()
                        .orElseThrow(() -> new UsbFault(UsbFault.Kind.GONE, device + " is gone"));
        if (found.locked.isPresent()) {
            throw new UsbFault(found.locked.get(), device + " is locked");
        }
        return new Pipe(found, interfaces);
    }

    @Override
    public void close() {
        if (plugged.stream().anyMatch(Plugged::isTaken)) {
            throw new AssertionError("closed while a pipe is open: libusb would end the program");
        }
    }

    private static final class Pipe implements UsbPipe {
        private final Plugged plugged;
        private final List<Integer> interfaces;
        private final Deque<Optional<byte[]>> sending = new ArrayDeque<>();
        private boolean silent;

        Pipe(Plugged plugged, List<Integer> interfaces) {
            this.plugged = plugged;
            this.interfaces = new ArrayList<>(interfaces);
            synchronized (plugged) {
                if (!plugged.taken.addAll(interfaces)) {
                    throw new AssertionError("taken twice: " + plugged.device);
                }
                plugged.opened++;
            }
        }

        @Override
        public byte[] ask(Request request, int most) throws UsbFault {
            tell(request, new byte[0]);
            return plugged.descriptor.clone();
        }

        @Override
        public void tell(Request request, byte[] data) throws UsbFault {
            if (!interfaces.contains(request.index())) {
                throw new AssertionError("not taken: " + request);
            }
            plugged.asked.add(request);
            if (plugged.refuses.contains(request.request())) {
                throw new UsbFault(UsbFault.Kind.REFUSED, "LIBUSB_ERROR_PIPE");
            }
        }

        /** Silent at first, as a scanner is whose trigger nobody has pulled. */
        @Override
        public Optional<byte[]> read(UsbDevice.Endpoint from, int most, Duration atMost)
                throws UsbFault {
            if (!silent) {
                silent = true;
                return Optional.empty();
            }
            if (sending.isEmpty()) {
                sending.addAll(batch(atMost));
            }
            Optional<byte[]> transfer = sending.poll();
            if (transfer == null) {
                return Optional.empty();
            }
            if (transfer.equals(UNPLUGGED)) {
                throw new UsbFault(
                        plugged.failing ? UsbFault.Kind.FAILED : UsbFault.Kind.GONE,
                        plugged.device + ": LIBUSB_ERROR");
            }
            return transfer;
        }

        private List<Optional<byte[]>> batch(Duration atMost) {
            try {
                List<Optional<byte[]>> batch =
                        plugged.batches.poll(atMost.toMillis(), TimeUnit.MILLISECONDS);
                return batch == null ? List.of() : batch;
            } catch (InterruptedException interrupted) {
                throw new AssertionError("threads of scanners are not interrupted", interrupted);
            }
        }

        @Override
        public void close() {
            synchronized (plugged) {
                interfaces.forEach(plugged.taken::remove);
            }
        }
    }
}
