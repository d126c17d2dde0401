package io.turnout.gateway.reader.usb;

import java.time.Duration;
import java.util.Optional;

/** An open device. One thread. */
interface UsbPipe extends AutoCloseable {
    /**
     * A request over the control endpoint.
     *
     * @param type whom it is for, and which way data goes
     * @param index which interface is meant
     */
    record Request(int type, int request, int value, int index) {}

    /**
     * Asks for data.
     *
     * @return as much as came, at most {@code most} bytes
     * @throws UsbFault of kind REFUSED where the device does not know the request
     */
    byte[] ask(Request request, int most) throws UsbFault;

    /**
     * Sends data, also none.
     *
     * @throws UsbFault of kind REFUSED where the device does not know the request
     */
    void tell(Request request, byte[] data) throws UsbFault;

    /**
     * Waits for what the device sends.
     *
     * @param most bytes of one transfer
     * @return one transfer, which may be one of no bytes; absent when none came in time
     */
    Optional<byte[]> read(UsbDevice.Endpoint from, int most, Duration atMost) throws UsbFault;

    /** Gives the interfaces back to the kernel's drivers. */
    @Override
    void close();
}
