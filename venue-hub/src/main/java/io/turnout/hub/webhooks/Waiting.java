package io.turnout.hub.webhooks;

import java.util.List;

/**
 * A delivery to be sent.
 *
 * @param id the same at every attempt
 * @param body to the byte
 * @param secrets to sign with, the latest first
 */
record Waiting(long seq, WebhookId hook, String id, String url, String body, List<Secret> secrets) {
    Waiting {
        secrets = List.copyOf(secrets);
    }
}
