package io.turnout.hub.webhooks;

import java.util.Optional;

/** The id of a webhook. */
public record WebhookId(long value) {
    /** Reads what stands in an address. */
    static Optional<WebhookId> find(String text) {
        return text.matches("[0-9]{1,18}")
                ? Optional.of(new WebhookId(Long.parseLong(text)))
                : Optional.empty();
    }
}
