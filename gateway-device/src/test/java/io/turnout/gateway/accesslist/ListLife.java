package io.turnout.gateway.accesslist;

import io.turnout.protocol.message.ListNotice;
import io.turnout.protocol.message.MalformedMessage;
import io.turnout.protocol.message.MessageCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A short life of a unit's lists: takes what lies in a folder as from its hub, in order, and says
 * the number of each word that is in force.
 */
final class ListLife {
    private ListLife() {}

    public static void main(String[] args) throws IOException, MalformedMessage {
        Path folder = Path.of(args[0]);
        try (AccessListStore store = open(folder)) {
            for (int word = 1; Files.exists(word(folder, word)); word++) {
                take(store, folder, word);
                System.out.println(word);
            }
        }
    }

    static AccessListStore open(Path folder) throws IOException {
        byte[] hubKey = Files.readAllBytes(folder.resolve("hub-key"));
        return new AccessListStore(
                folder.resolve("lists"), ListFixture.UNIT, hubKey, adopted -> {});
    }

    /** A list where there is a notice of it, changes otherwise. */
    static void take(AccessListStore store, Path folder, int word)
            throws IOException, MalformedMessage {
        byte[] bytes = Files.readAllBytes(word(folder, word));
        Path notice = folder.resolve(word + ".notice");
        if (!Files.exists(notice)) {
            store.take(bytes);
            return;
        }
        ListNotice announced =
                new MessageCodec().read(Files.readAllBytes(notice), ListNotice.class);
        if (store.wants(announced)) {
            Path download = store.downloadFor(announced);
            Files.write(download, bytes);
            store.adopt(download, announced);
        }
    }

    static Path word(Path folder, int word) {
        return folder.resolve(word + ".word");
    }
}
