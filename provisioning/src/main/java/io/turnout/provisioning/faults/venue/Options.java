package io.turnout.provisioning.faults.venue;

import java.nio.file.Path;

/**
 * What venue to make.
 *
 * @param units how many doors, 3 or more; the first two are of one room
 * @param capacity of that room at first
 * @param otherBroker whether the broker is a Mosquitto apart from the hub
 * @param disks whether hub and units get disks that can be filled
 * @param wrongClocks whether every other unit gets a wall clock that can be set wrong
 * @param cache whether programs start from an AOT cache made first; worth it for many restarts
 */
public record Options(
        Path hubJar,
        Path gatewayJar,
        Path directory,
        int units,
        int capacity,
        boolean otherBroker,
        boolean disks,
        boolean wrongClocks,
        boolean cache) {}
