package io.turnout.provisioning.card;

import io.turnout.protocol.message.EnrolTicket;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a card is to do.
 *
 * @param name of the machine on its network
 * @param source where its program comes from: a line of apt, as {@code deb https://… trixie main}
 * @param sourceKey by which packages of that source are signed, armoured
 * @param packages brought along on the card; they and no source, or a source and none of them
 * @param login the public key of who may sign in by SSH; nobody otherwise
 */
record CardOrder(
        String name,
        EnrolTicket ticket,
        Optional<Wifi> wifi,
        Optional<String> source,
        Optional<String> sourceKey,
        List<Path> packages,
        Optional<String> login) {
    CardOrder {
        packages = List.copyOf(packages);
    }
}
