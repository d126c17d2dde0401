package io.turnout.hub.attendant;

import io.turnout.hub.web.Words;
import io.turnout.protocol.access.Cure;
import io.turnout.protocol.access.Reason;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What the scan page's script says, in one language; the script itself holds no words. */
final class ScanTexts {
    private static final String PREFIX = "scan.say.";

    private static final List<String> KEYS =
            List.of(
                    "scan.say.ready",
                    "scan.say.no-camera",
                    "scan.say.online",
                    "scan.say.offline",
                    "scan.say.list-of",
                    "scan.say.no-list",
                    "scan.say.gone",
                    "scan.say.signed-out",
                    "scan.say.no-right",
                    "scan.say.refused",
                    "scan.say.waiting",
                    "scan.say.room.open",
                    "scan.say.room.limited",
                    "scan.say.room.was",
                    "scan.say.word.in",
                    "scan.say.word.out",
                    "scan.say.word.refused",
                    "scan.say.word.ask-staff",
                    "scan.say.word.out-of-order",
                    "scan.say.again",
                    "scan.say.basis.offline",
                    "scan.say.registered",
                    "scan.say.not-registered",
                    "scan.say.last",
                    "scan.say.undo.title",
                    "scan.say.undo.yes",
                    "scan.say.undone",
                    "scan.say.override.title",
                    "scan.say.override.yes",
                    "scan.say.reason.no-list",
                    "scan.say.reason.not-kept",
                    "scan.say.reason.mistake");

    private ScanTexts() {}

    /** All of it, places for values as they are in the bundle. */
    static Map<String, String> of(Words words) {
        Map<String, String> texts = new TreeMap<>();
        KEYS.forEach(key -> texts.put(key.substring(PREFIX.length()), words.get(key)));
        for (Reason reason : Reason.values()) {
            String key = "reason." + reason.wireName();
            texts.put(key, words.get(PREFIX + key));
        }
        for (Cure cure : Cure.values()) {
            String key = "cure." + cure.name().toLowerCase(Locale.ROOT).replace('_', '-');
            texts.put(key, words.get(PREFIX + key));
        }
        return texts;
    }
}
