package io.turnout.hub.sheet;

import io.turnout.hub.importing.Findings;
import java.util.Optional;

/** Reads a spreadsheet, whatever its name says that it is. */
public final class Sheets {
    private static final byte[] ZIP = {'P', 'K', 3, 4};
    private static final byte[] OLE2 = {(byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0};

    private Sheets() {}

    /** Whether these are the bytes of an .xlsx file, or of anything else packed alike. */
    public static boolean isPacked(byte[] file) {
        return starts(file, ZIP);
    }

    /** Whether these are the bytes of an old Office file, or of one with a password. */
    public static boolean isOldOffice(byte[] file) {
        return starts(file, OLE2);
    }

    /** Reads the first sheet, or says why it cannot be read. */
    public static Optional<Table> read(byte[] file, SheetLimits limits, Findings findings) {
        try {
            return Optional.of(table(file, limits));
        } catch (Unreadable e) {
            e.tell(findings);
            return Optional.empty();
        }
    }

    private static Table table(byte[] file, SheetLimits limits) throws Unreadable {
        if (file.length > limits.bytes()) {
            throw new Unreadable(0, "fault.bytes", limits.bytes());
        }
        if (isOldOffice(file)) {
            throw new Unreadable(0, "fault.old-office");
        }
        return isPacked(file) ? XlsxReader.read(file, limits) : CsvReader.read(file, limits);
    }

    private static boolean starts(byte[] file, byte[] start) {
        for (int i = 0; i < start.length; i++) {
            if (file.length <= i || file[i] != start[i]) {
                return false;
            }
        }
        return true;
    }
}
