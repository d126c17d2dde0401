package io.turnout.hub.webhooks;

import io.turnout.hub.web.Feature;
import io.turnout.hub.web.Frames;
import io.turnout.hub.web.Pages;
import java.util.List;

/** The pages of webhooks. */
public record WebhookPages(HookBook book, Frames frames, Pages pages) {
    /** Their routes. */
    public List<Feature> features() {
        WebhookFrames around = new WebhookFrames(book, frames);
        return List.of(
                new WebhooksHttpService(around, pages).feature(),
                new WebhookHttpService(around, pages).feature());
    }
}
