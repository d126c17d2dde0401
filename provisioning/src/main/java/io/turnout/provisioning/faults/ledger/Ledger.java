package io.turnout.provisioning.faults.ledger;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The runner's own record of every presentation, a line of JSON each, on the disk before the next
 * badge is presented at that door. Thread-safe.
 */
public final class Ledger implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final FileChannel file;
    private final List<Entry> entries = new ArrayList<>();

    private Ledger(FileChannel file) {
        this.file = file;
    }

    /** Begins a new one. */
    public static Ledger create(Path file) throws IOException {
        return new Ledger(
                FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    /** Returns when it is on the disk. */
    public void append(Entry entry) throws IOException {
        byte[] line =
                (JSON.writeValueAsString(fields(entry)) + "\n").getBytes(StandardCharsets.UTF_8);
        synchronized (this) {
            ByteBuffer bytes = ByteBuffer.wrap(line);
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            entries.add(entry);
        }
        file.force(false);
    }

    /** All so far, in the order in which they were answered. */
    public synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }

    public synchronized int size() {
        return entries.size();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private static Map<String, Object> fields(Entry entry) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("unit", entry.unit());
        fields.put("journal", entry.journal());
        fields.put("sent", entry.sentNanos());
        fields.put("answered", entry.answeredNanos());
        fields.put("badge", entry.badge());
        switch (entry.answer()) {
            case Answer.Shown shown -> {
                fields.put("state", shown.state());
                fields.put("text", shown.text());
                shown.number().ifPresent(number -> fields.put("number", number));
            }
            case Answer.Lost() -> fields.put("lost", true);
        }
        return fields;
    }
}
