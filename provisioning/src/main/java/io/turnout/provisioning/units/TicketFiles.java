package io.turnout.provisioning.units;

import io.turnout.protocol.access.Ids;
import io.turnout.provisioning.api.ApiException;
import io.turnout.provisioning.process.SecretFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder of tickets, each a file that only its owner reads. */
record TicketFiles(Path folder) {
    Path write(String unit, String ticket) throws IOException, ApiException {
        if (!Ids.valid(unit)) {
            throw new ApiException("The hub named a unit '" + unit + "', which is no name.");
        }
        Files.createDirectories(folder);
        Path file = folder.resolve(unit + ".ticket");
        SecretFile.write(file, ticket + "\n");
        return file;
    }
}
