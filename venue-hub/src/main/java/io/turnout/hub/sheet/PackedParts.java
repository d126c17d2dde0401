package io.turnout.hub.sheet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/**
 * Unpacks an .xlsx file once without keeping it, before anything else looks at it: what a file says
 * of its sizes may be a lie. It is opened the way that the reader opens it, so both see the same.
 */
final class PackedParts {
    private static final int MOST_PARTS = 1_000;
    private static final int SMALL = 1 << 20;
    private static final byte[] DOCTYPE = "<!DOCTYPE".getBytes(StandardCharsets.US_ASCII);

    private final SheetLimits limits;
    private long unpacked;

    private PackedParts(SheetLimits limits) {
        this.limits = limits;
    }

    static void check(byte[] file, SheetLimits limits) throws Unreadable {
        try (ZipFile zip =
                ZipFile.builder()
                        .setSeekableByteChannel(new SeekableInMemoryByteChannel(file))
                        .get()) {
            List<ZipArchiveEntry> parts = Collections.list(zip.getEntries());
            if (parts.size() > MOST_PARTS) {
                throw tooLarge();
            }
            if (zip.getEntry("xl/workbook.xml") == null) {
                throw new Unreadable(0, "fault.no-workbook");
            }
            PackedParts check = new PackedParts(limits);
            for (ZipArchiveEntry part : parts) {
                check.part(part, zip);
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new Unreadable(0, "fault.damaged");
        }
    }

    private void part(ZipArchiveEntry part, ZipFile zip) throws IOException, Unreadable {
        boolean xml = part.getName().endsWith(".xml") || part.getName().endsWith(".rels");
        long packed = Math.max(1, part.getCompressedSize());
        long size = 0;
        int matched = 0;
        byte[] buffer = new byte[1 << 16];
        try (InputStream content = zip.getInputStream(part)) {
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                if (xml && size == 0) {
                    checkAscii(buffer, read);
                }
                size += read;
                unpacked += read;
                if (unpacked > limits.unpacked()
                        || (size > SMALL && size / packed > limits.ratio())) {
                    throw tooLarge();
                }
                matched = xml ? doctype(buffer, read, matched) : 0;
            }
        }
    }

    /** Finds the declaration, also across two reads; it is what all tricks with entities need. */
    private static int doctype(byte[] buffer, int read, int before) throws Unreadable {
        int matched = before;
        for (int i = 0; i < read; i++) {
            if (buffer[i] == DOCTYPE[matched]) {
                matched++;
            } else {
                matched = buffer[i] == DOCTYPE[0] ? 1 : 0;
            }
            if (matched == DOCTYPE.length) {
                throw new Unreadable(0, "fault.doctype");
            }
        }
        return matched;
    }

    /** In UTF-16 the declaration would not be found. Spreadsheet programs write UTF-8. */
    private static void checkAscii(byte[] start, int read) throws Unreadable {
        for (int i = 0; i < Math.min(4, read); i++) {
            if (start[i] == 0 || start[i] == (byte) 0xfe || start[i] == (byte) 0xff) {
                throw new Unreadable(0, "fault.encoding");
            }
        }
    }

    private static Unreadable tooLarge() {
        return new Unreadable(0, "fault.unpacked");
    }
}
