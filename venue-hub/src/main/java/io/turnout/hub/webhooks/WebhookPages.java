package io.turnout.hub.webhooks;

import io.turnout.hub.web.Feature;
import io.turnout.hub.web.Frames;
import io.turnout.hub.web.Pages;
import java.util.List;

/** The pages of webhooks, and what programs do with them. */
public record WebhookPages(HookBook book, Frames frames, Pages pages) {
    /** Their routes. */
    public List<Feature> features() {
        WebhookFrames around = new WebhookFrames(book, frames);
        return List.of(
                new WebhookApiHttpService(around).feature(),
                new WebhooksHttpService(around, pages).feature(),
                new WebhookHttpService(around, pages).feature());
    }
}
