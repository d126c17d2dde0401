package io.turnout.hub.checkin;

import io.turnout.hub.print.QrImage;
import java.nio.charset.StandardCharsets;

/**
 * A badge on its owner's phone.
 *
 * @param svg its QR code
 */
public record OwnBadge(String code, String svg) {
    static OwnBadge of(String code) {
        return new OwnBadge(code, new String(QrImage.of(code).svg(), StandardCharsets.UTF_8));
    }

    /** Nothing of it: whoever reads a log must not come in by it. */
    @Override
    public String toString() {
        return "OwnBadge[]";
    }
}
