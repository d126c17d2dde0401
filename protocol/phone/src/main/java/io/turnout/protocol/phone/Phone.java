package io.turnout.protocol.phone;

import io.turnout.protocol.access.DoorRules;
import io.turnout.protocol.access.Presentation;
import io.turnout.protocol.access.SessionId;
import io.turnout.protocol.access.WayRules;
import io.turnout.protocol.badge.EventTag;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSExport;
import org.teavm.jso.JSObject;
import org.teavm.jso.typedarrays.Int8Array;

/** What the script offers to pages. */
public final class Phone {
    private static final QrReader READER = new QrReader();

    private Phone() {}

    /** Where TeaVM begins; the script does nothing by itself. */
    public static void main(String[] args) {}

    /**
     * What a text is: {@code {form, fingerprint}}, for a signed badge also its dates in
     * milliseconds, and {@code signed: {key, content, signature}} for whoever can check signatures.
     *
     * @param event the event's tag
     * @param salt the event's key for fingerprints, 32 bytes
     */
    @JSExport
    public static JSObject read(String text, String event, Int8Array salt) {
        Signature signature = new Signature();
        Presentation presentation =
                Presentation.of(
                        text, new EventTag(event), new PhoneFingerprinter(bytes(salt)), signature);
        return Shown.presentation(presentation, signature);
    }

    /** Decides, by {@link DoorRules#decide}; {@link Given} says what it is given. */
    @JSExport
    public static JSObject decide(JSObject given) {
        return Shown.verdict(DoorRules.decide(Given.presented(given)));
    }

    /** Decides for one session alone, by {@link WayRules#decide}. */
    @JSExport
    public static JSObject decideAt(JSObject given, String session) {
        return Shown.verdict(WayRules.decide(Given.presented(given), new SessionId(session)));
    }

    /** Whether the hub should be asked before deciding, by {@link DoorRules#wantsHub}. */
    @JSExport
    public static boolean wantsHub(JSObject given) {
        return DoorRules.wantsHub(Given.presentation(given), Given.knowledge(given));
    }

    /** Whether staff may let in who is kept out for a reason, by its name on the wire. */
    @JSExport
    public static boolean mayOverride(String reason) {
        return Given.reason(reason).isForStaff();
    }

    /**
     * The text of a QR code in a picture; null where there is none.
     *
     * @param pixels red, green, blue and alpha of each, row by row, as canvases give them
     */
    @JSExport
    public static @Nullable String decode(Int8Array pixels, int width, int height) {
        return READER.read(bytes(pixels), width, height);
    }

    private static byte[] bytes(Int8Array array) {
        byte[] bytes = new byte[array.getLength()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = array.get(i);
        }
        return bytes;
    }
}
