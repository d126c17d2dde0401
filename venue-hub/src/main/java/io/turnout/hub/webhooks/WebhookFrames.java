package io.turnout.hub.webhooks;

import io.turnout.hub.web.Frame;
import io.turnout.hub.web.Frames;
import io.turnout.hub.web.HttpProblem;
import io.turnout.hub.web.Words;
import java.util.Map;

/** What the pages of webhooks have in common: their event, the one meant, its secret. */
record WebhookFrames(HookBook book, Frames frames) {
    /** The frame of the event; there is nothing to tell where it tracks no attendance. */
    Frame of(String event, Words words) {
        Frame frame = frames.require(event, words);
        if (!frame.attendance()) {
            throw new HttpProblem(
                    404,
                    "This event tracks no attendance.",
                    "attendance",
                    "Switch it on in the settings of the event.");
        }
        return frame;
    }

    /** A webhook of the event. */
    HookBook.Shown hook(Frame frame, String id) {
        return WebhookId.find(id)
                .flatMap(known -> book.find(frame.event(), known))
                .orElseThrow(() -> HttpProblem.notFound("webhook", id));
    }

    /** The page that shows a new secret, this once. */
    static Map<String, Object> secret(Frame frame, Hook hook, String secret) {
        return Map.of("frame", frame, "hook", hook, "secret", secret);
    }
}
