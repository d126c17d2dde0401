package io.turnout.hub.people;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/**
 * What the attendees of an event are found by, in blocks of neighbours: a line for each, its id
 * first. A search reads all blocks, which for 100,000 attendees is 7 MB; a block is small enough
 * that no database puts it apart from its row.
 */
final class SearchBlocks {
    private static final int BITS = 4;
    private static final int AT_ONCE = 1_000;

    private final Handle handle;
    private final String event;

    SearchBlocks(Handle handle, String event) {
        this.handle = handle;
        this.event = event;
    }

    /**
     * Who has what is wanted.
     *
     * @param wanted terms, each by its spellings, as {@link SearchWords#wanted} has them
     * @return the ids for each term
     */
    List<BitSet> find(List<List<String>> wanted) {
        List<BitSet> found = wanted.stream().map(_ -> new BitSet()).toList();
        try (PreparedStatement statement =
                handle.getConnection()
                        .prepareStatement("SELECT lines FROM attendee_texts WHERE event = ?")) {
            statement.setString(1, event);
            statement.setFetchSize(AT_ONCE);
            ResultSet row = statement.executeQuery();
            while (row.next()) {
                String lines = row.getString(1);
                for (int term = 0; term < wanted.size(); term++) {
                    for (String spelling : wanted.get(term)) {
                        find(lines, spelling, found.get(term));
                    }
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException("cannot read what people are found by", e);
        }
    }

    /**
     * Takes over what attendees are found by now.
     *
     * @param texts by the id; empty for who is found no more
     */
    void write(Map<Long, String> texts) {
        SortedMap<Long, SortedMap<Long, String>> blocks = new TreeMap<>();
        texts.forEach((id, text) ->
                blocks.computeIfAbsent(id >> BITS, _ -> new TreeMap<>()).put(id, text));
        addOthers(blocks);
        Batches.run(
                handle,
                "DELETE FROM attendee_texts WHERE event = ? AND block = ?",
                blocks.keySet().stream().map(block -> Batches.row(event, block)));
        Batches.run(
                handle,
                "INSERT INTO attendee_texts (event, block, lines) VALUES (?, ?, ?)",
                blocks.entrySet().stream()
                        .map(entry -> Map.entry(entry.getKey(), lines(entry.getValue())))
                        .filter(entry -> !entry.getValue().isEmpty())
                        .map(entry -> Batches.row(event, entry.getKey(), entry.getValue())));
    }

    /** Those who stay as they are, of blocks where somebody does not. */
    private void addOthers(SortedMap<Long, SortedMap<Long, String>> blocks) {
        if (blocks.isEmpty()) {
            return;
        }
        handle.createQuery(
                        "SELECT block, lines FROM attendee_texts"
                                + " WHERE event = ? AND block BETWEEN ? AND ?")
                .bind(0, event)
                .bind(1, blocks.firstKey())
                .bind(2, blocks.lastKey())
                .map((row, _) -> Map.entry(row.getLong(1), row.getString(2)))
                .forEach(entry -> {
                    SortedMap<Long, String> block = blocks.get(entry.getKey());
                    if (block != null) {
                        entry.getValue().lines().forEach(line -> addOther(block, line));
                    }
                });
    }

    private static void addOther(SortedMap<Long, String> block, String line) {
        int end = line.indexOf(' ');
        block.putIfAbsent(Long.valueOf(line.substring(0, end)), line.substring(end + 1));
    }

    private static String lines(SortedMap<Long, String> block) {
        StringBuilder lines = new StringBuilder();
        block.forEach((id, text) -> {
            if (!text.isEmpty()) {
                lines.append(id).append(' ').append(text).append('\n');
            }
        });
        return lines.toString();
    }

    private static void find(String lines, String spelling, BitSet found) {
        int at = lines.indexOf(spelling);
        while (at >= 0) {
            int start = lines.lastIndexOf('\n', at) + 1;
            found.set(Integer.parseInt(lines, start, lines.indexOf(' ', start), 10));
            at = lines.indexOf(spelling, lines.indexOf('\n', at));
        }
    }
}
