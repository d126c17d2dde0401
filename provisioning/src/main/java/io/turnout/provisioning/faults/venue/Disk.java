package io.turnout.provisioning.faults.venue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small disk in memory, mounted for the run, that can be filled to its last byte. */
public final class Disk implements AutoCloseable {
    private static final int LARGE = 256 * 1024;

    private final Path folder;
    private final boolean mounted;

    private Disk(Path folder, boolean mounted) {
        this.folder = folder;
        this.mounted = mounted;
    }

    /** Whether this user may mount one here; tries it. */
    public static boolean possible(Path at) throws IOException {
        try (Disk disk = mount(Files.createDirectories(at), 1)) {
            return disk.mounted;
        } catch (IOException refused) {
            // Not root, or in a container that forbids it: the runner says so and goes without.
            return false;
        }
    }

    /** Mounts one on an empty folder. */
    public static Disk mount(Path folder, int megabytes) throws IOException {
        Files.createDirectories(folder);
        Tool.run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", folder + "");
        return new Disk(folder, true);
    }

    /** A plain folder that cannot be filled. */
    public static Disk plain(Path folder) throws IOException {
        return new Disk(Files.createDirectories(folder), false);
    }

    public Path folder() {
        return folder;
    }

    /** Leaves no room on it; what others free meanwhile is filled up by the next call. */
    public void fill() throws IOException {
        if (!mounted) {
            throw new IOException(folder + " is no disk of its own");
        }
        int size = LARGE;
        long number = System.nanoTime();
        while (size > 0) {
            Path filler = folder.resolve("filler-" + number++);
            try (OutputStream out = Files.newOutputStream(filler)) {
                out.write(new byte[size]);
            } catch (IOException full) {
                // As meant: the next piece is smaller.
                size /= 2;
            }
        }
    }

    /** Makes room again. */
    public void free() throws IOException {
        try (var files = Files.newDirectoryStream(folder, "filler-*")) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (mounted) {
            Tool.run("umount", "-l", folder.toString());
        }
    }
}
