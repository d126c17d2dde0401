package io.turnout.provisioning.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How the demo runs.
 *
 * @param directory where the site is kept; none: a temporary one that is deleted at the end
 * @param agenda a schedule to load instead of the shipped one
 * @param people attendees to make, 1..100,000
 * @param perMinute scans a minute at each door; 0: no crowd
 * @param runFor how long; none: until stopped
 * @param httpPort wished port of the hub's pages; the next ones are the panels'; 0: any ports, also
 *     for MQTT
 */
record DemoOptions(
        Path hubJar,
        Path gatewayJar,
        Optional<Path> directory,
        Optional<Path> agenda,
        int people,
        int perMinute,
        Optional<Duration> runFor,
        int httpPort) {}
