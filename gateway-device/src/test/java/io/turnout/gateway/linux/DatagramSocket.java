package io.turnout.gateway.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A real datagram socket of the kernel's, as systemd listens on. */
public final class DatagramSocket implements AutoCloseable {
    private final Arena arena = Arena.ofShared();
    private final MemorySegment buffer = arena.allocate(256);
    private final int file;

    /** Listens at a path, or at a name that begins with @. */
    public DatagramSocket(String at) throws IOException {
        file = new Libc().datagramSocket(arena);
        MemorySegment address = address(at);
        MethodHandle bind = function("bind", JAVA_INT, ADDRESS, JAVA_INT);
        if (call(bind, file, address, (int) address.byteSize()) != 0) {
            throw new IOException("cannot listen at " + at);
        }
    }

    /** Made anew here: the program's own idea of an address is what is tested. */
    private MemorySegment address(String at) {
        MemorySegment address = arena.allocate(2 + at.length(), 2);
        address.set(JAVA_SHORT, 0, (short) Libc.Flag.AF_UNIX);
        for (int i = 0; i < at.length(); i++) {
            boolean noFile = i == 0 && at.charAt(0) == '@';
            address.set(JAVA_BYTE, 2 + i, noFile ? 0 : (byte) at.charAt(i));
        }
        return address;
    }

    /** What came next; empty where nothing did. */
    public Optional<String> next() {
        MethodHandle recv = function("recv", JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
        int bytes = call(recv, file, buffer, buffer.byteSize(), Libc.Flag.MSG_DONTWAIT);
        return bytes < 0
                ? Optional.empty()
                : Optional.of(
                        new String(
                                buffer.asSlice(0, bytes).toArray(JAVA_BYTE),
                                StandardCharsets.UTF_8));
    }

    @SuppressWarnings("restricted") // that is what it is for
    private static MethodHandle function(String name, MemoryLayout... parameters) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow(name),
                FunctionDescriptor.of(JAVA_INT, parameters));
    }

    private static int call(MethodHandle function, Object... given) {
        try {
            return (int) function.invokeWithArguments(given);
        } catch (Throwable wrong) {
            throw new AssertionError(wrong);
        }
    }

    @Override
    public void close() throws IOException {
        new Libc().close(arena, file);
        arena.close();
    }
}
