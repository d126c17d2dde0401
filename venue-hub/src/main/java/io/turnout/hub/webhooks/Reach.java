package io.turnout.hub.webhooks;

/** Where webhooks may lead; each includes those before it. */
public enum Reach {
    /** To addresses of the internet, by https. */
    PUBLIC,
    /** Also to addresses of this network and this machine, by https. */
    PRIVATE,
    /** Also to this machine without encryption, for demonstrations and tests. */
    LOOPBACK_HTTP
}
