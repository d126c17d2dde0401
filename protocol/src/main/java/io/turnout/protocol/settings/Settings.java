package io.turnout.protocol.settings;

/** See the package: written by its owner. */
final class Settings {
    private Settings() {}
}
