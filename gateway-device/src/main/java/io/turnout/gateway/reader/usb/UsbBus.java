package io.turnout.gateway.reader.usb;

import java.util.List;

/** USB as readers need it. One thread lists and opens; each pipe has a thread of its own. */
interface UsbBus extends AutoCloseable {
    /** What is plugged in now. */
    List<UsbDevice> devices() throws UsbFault;

    /**
     * Takes interfaces of a device away from whoever has them, the kernel's own drivers included.
     *
     * @throws UsbFault of kind GONE, NOT_ALLOWED or FAILED; nothing is taken then
     */
    UsbPipe open(UsbDevice device, List<Integer> interfaces) throws UsbFault;

    /** After every pipe was closed. */
    @Override
    void close();

    /** Opens USB. */
    @FunctionalInterface
    interface Factory {
        UsbBus open() throws UsbFault;
    }
}
