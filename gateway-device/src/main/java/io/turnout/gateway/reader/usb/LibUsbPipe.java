package io.turnout.gateway.reader.usb;

import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.usb4java.BufferUtils;
import org.usb4java.DeviceHandle;
import org.usb4java.LibUsb;

/** An open device by libusb. */
final class LibUsbPipe implements UsbPipe {
    private static final Logger LOG = LoggerFactory.getLogger(LibUsbPipe.class);
    private static final long CONTROL_MILLIS = 1000;

    private final UsbDevice device;
    private final DeviceHandle handle;
    private final List<Taken> taken = new ArrayList<>();
    private final IntBuffer transferred = BufferUtils.allocateIntBuffer();
    private ByteBuffer buffer = BufferUtils.allocateByteBuffer(1);

    /** An interface, and whether a driver of the kernel had it. */
    private record Taken(int number, boolean fromKernel) {}

    private LibUsbPipe(UsbDevice device, DeviceHandle handle) {
        this.device = device;
        this.handle = handle;
    }

    static LibUsbPipe take(UsbDevice device, DeviceHandle handle, List<Integer> interfaces)
            throws UsbFault {
        LibUsbPipe pipe = new LibUsbPipe(device, handle);
        boolean whole = false;
        try {
            for (int number : interfaces) {
                pipe.take(number);
            }
            whole = true;
            return pipe;
        } finally {
            if (!whole) {
                pipe.close();
            }
        }
    }

    /**
     * The library denies that it can detach drivers, and does it: so it is not asked whether it
     * can.
     */
    private void take(int number) throws UsbFault {
        boolean fromKernel = LibUsb.kernelDriverActive(handle, number) == 1;
        if (fromKernel) {
            check("detaching the driver", LibUsb.detachKernelDriver(handle, number));
        }
        int code = LibUsb.claimInterface(handle, number);
        if (code != LibUsb.SUCCESS) {
            if (fromKernel) {
                attach(number);
            }
            throw fault(device, "claiming", code);
        }
        taken.add(new Taken(number, fromKernel));
    }

    @Override
    public byte[] ask(Request request, int most) throws UsbFault {
        ByteBuffer answer = BufferUtils.allocateByteBuffer(most);
        byte[] bytes = new byte[control(request, answer)];
        answer.get(0, bytes);
        return bytes;
    }

    @Override
    public void tell(Request request, byte[] data) throws UsbFault {
        ByteBuffer bytes = BufferUtils.allocateByteBuffer(data.length);
        bytes.put(0, data);
        control(request, bytes);
    }

    private int control(Request request, ByteBuffer data) throws UsbFault {
        return check(
                "request " + request.request(),
                LibUsb.controlTransfer(
                        handle,
                        (byte) request.type(),
                        (byte) request.request(),
                        (short) request.value(),
                        (short) request.index(),
                        data,
                        CONTROL_MILLIS));
    }

    @Override
    public Optional<byte[]> read(UsbDevice.Endpoint from, int most, Duration atMost)
            throws UsbFault {
        if (buffer.capacity() != most) {
            buffer = BufferUtils.allocateByteBuffer(most);
        }
        byte endpoint = (byte) from.address();
        long millis = Math.max(1, atMost.toMillis());
        transferred.put(0, 0);
        int code =
                from.bulk()
                        ? LibUsb.bulkTransfer(handle, endpoint, buffer, transferred, millis)
                        : LibUsb.interruptTransfer(handle, endpoint, buffer, transferred, millis);
        if (code == LibUsb.ERROR_PIPE) {
            check("ending a halt", LibUsb.clearHalt(handle, endpoint));
        }
        // What came before time was up is not lost.
        int count = transferred.get(0);
        if (code == LibUsb.ERROR_TIMEOUT && count == 0) {
            return Optional.empty();
        }
        if (code != LibUsb.ERROR_TIMEOUT) {
            check("reading", code);
        }
        byte[] bytes = new byte[count];
        buffer.get(0, bytes);
        return Optional.of(bytes);
    }

    /** Drivers come back when all is released: one may serve several interfaces. */
    @Override
    public void close() {
        for (Taken each : taken) {
            quietly("releasing", LibUsb.releaseInterface(handle, each.number()));
        }
        for (Taken each : taken) {
            if (each.fromKernel()) {
                attach(each.number());
            }
        }
        LibUsb.close(handle);
    }

    private void attach(int number) {
        quietly("giving back to the driver", LibUsb.attachKernelDriver(handle, number));
    }

    /** A device that was unplugged cannot be given back. */
    private void quietly(String what, int code) {
        if (code != LibUsb.SUCCESS) {
            LOG.debug("usb: {}: {}: {}", device, what, LibUsb.errorName(code));
        }
    }

    private int check(String what, int code) throws UsbFault {
        if (code < 0) {
            throw fault(device, what, code);
        }
        return code;
    }

    static UsbFault fault(UsbDevice device, String what, int code) {
        String told = device + ": " + what + ": " + LibUsb.errorName(code);
        return switch (code) {
            case LibUsb.ERROR_ACCESS ->
                    new UsbFault(
                            UsbFault.Kind.NOT_ALLOWED,
                            told + ": see 60-turnout-readers.rules in docs/hardware.md");
            case LibUsb.ERROR_NO_DEVICE, LibUsb.ERROR_NOT_FOUND ->
                    new UsbFault(UsbFault.Kind.GONE, told);
            // Some devices answer what they do not know with silence.
            case LibUsb.ERROR_PIPE, LibUsb.ERROR_TIMEOUT ->
                    new UsbFault(UsbFault.Kind.REFUSED, told);
            default -> new UsbFault(UsbFault.Kind.FAILED, told);
        };
    }
}
