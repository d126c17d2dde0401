package io.turnout.gateway.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;

/**
 * A few functions of the C library, of 64-bit Linux. Each call that fails throws with what the
 * library says of it.
 */
@SuppressWarnings("restricted") // that is what this class is for
final class Libc {
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final long ERRNO =
            STATE.byteOffset(MemoryLayout.PathElement.groupElement("errno"));
    private static final int LONGEST_MESSAGE = 256;

    private final Linker linker = Linker.nativeLinker();
    private final MethodHandle message =
            linker.downcallHandle(symbol("strerror"), FunctionDescriptor.of(ADDRESS, JAVA_INT));

    /** Opens a device to ask it things. */
    int open(Arena arena, String path) throws IOException {
        return call(
                "open " + path,
                function("open", 2, ADDRESS, JAVA_INT),
                arena,
                arena.allocateFrom(path),
                Flag.CLOEXEC);
    }

    void close(Arena arena, int file) throws IOException {
        call("close", function("close", 1, JAVA_INT), arena, file);
    }

    /** Asks a device; the answer is in what was handed over. */
    void ioctl(Arena arena, int file, long request, MemorySegment about) throws IOException {
        call(
                "ioctl 0x" + Long.toHexString(request),
                function("ioctl", 2, JAVA_INT, JAVA_LONG, ADDRESS),
                arena,
                file,
                request,
                about);
    }

    int datagramSocket(Arena arena) throws IOException {
        return call(
                "socket",
                function("socket", 3, JAVA_INT, JAVA_INT, JAVA_INT),
                arena,
                Flag.AF_UNIX,
                Flag.SOCK_DGRAM | Flag.CLOEXEC,
                0);
    }

    void send(Arena arena, int socket, MemorySegment bytes, MemorySegment address)
            throws IOException {
        call(
                "sendto",
                function("sendto", 6, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT),
                arena,
                socket,
                bytes,
                bytes.byteSize(),
                Flag.MSG_NOSIGNAL | Flag.MSG_DONTWAIT,
                address,
                (int) address.byteSize());
    }

    /** Numbers that are the same on every 64-bit Linux that Java runs on. */
    static final class Flag {
        static final int AF_UNIX = 1;
        static final int SOCK_DGRAM = 2;
        static final int CLOEXEC = 0x80000;
        static final int MSG_NOSIGNAL = 0x4000;
        static final int MSG_DONTWAIT = 0x40;

        private Flag() {}
    }

    /**
     * A function.
     *
     * @param named how many of its parameters its declaration names; others are variadic
     */
    private MethodHandle function(String name, int named, MemoryLayout... parameters) {
        FunctionDescriptor shape = FunctionDescriptor.of(JAVA_INT, parameters);
        Linker.Option errno = Linker.Option.captureCallState("errno");
        return named < parameters.length
                ? linker.downcallHandle(
                        symbol(name), shape, errno, Linker.Option.firstVariadicArg(named))
                : linker.downcallHandle(symbol(name), shape, errno);
    }

    private MemorySegment symbol(String name) {
        return linker.defaultLookup().findOrThrow(name);
    }

    private int call(String what, MethodHandle function, Arena arena, Object... given)
            throws IOException {
        MemorySegment state = arena.allocate(STATE);
        List<Object> all = new ArrayList<>(List.of(state));
        all.addAll(List.of(given));
        int answer = (int) invoke(function, all);
        if (answer < 0) {
            throw new IOException(what + ": " + said(state.get(JAVA_INT, ERRNO)));
        }
        return answer;
    }

    private String said(int error) {
        MemorySegment text = (MemorySegment) invoke(message, List.of(error));
        return text.reinterpret(LONGEST_MESSAGE).getString(0);
    }

    private static Object invoke(MethodHandle function, List<Object> given) {
        try {
            return function.invokeWithArguments(given);
        } catch (Throwable wrong) {
            // The library throws nothing: its description here is wrong.
            throw new IllegalStateException(wrong);
        }
    }
}
