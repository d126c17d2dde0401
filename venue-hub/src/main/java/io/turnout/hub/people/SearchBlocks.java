package io.turnout.hub.people;

import io.turnout.hub.store.Batches;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;

/**
 * What the attendees of an event are found by: blocks of 256 neighbours, on shelves by what words
 * begin with. A search reads one shelf of all blocks, which for 100,000 attendees is 2 MB at most.
 */
final class SearchBlocks {
    private static final int BITS = 8;
    private static final int AT_ONCE = 1_000;
    private static final List<Integer> SHELVES =
            IntStream.range(0, SearchBlock.SHELVES).boxed().toList();

    private final Handle handle;
    private final String event;

    SearchBlocks(Handle handle, String event) {
        this.handle = handle;
        this.event = event;
    }

    /**
     * Who has a word that begins with one of these.
     *
     * @param spellings as {@link SearchWords#wanted} has them
     * @return the ids
     */
    BitSet find(List<String> spellings) {
        BitSet found = new BitSet();
        try (PreparedStatement statement =
                handle.getConnection()
                        .prepareStatement(
                                "SELECT lines FROM attendee_words WHERE event = ? AND shelf = ?")) {
            statement.setFetchSize(AT_ONCE);
            statement.setString(1, event);
            for (String spelling : spellings) {
                statement.setInt(2, SearchBlock.shelf(spelling));
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        find(row.getString(1), " " + spelling, found);
                    }
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException("cannot read what people are found by", e);
        }
    }

    /**
     * Takes over what attendees are found by now, and says that their order may be another one.
     *
     * @param words by the id; none for who is found no more
     */
    void write(Map<Long, ? extends Collection<String>> words) {
        if (words.isEmpty()) {
            return;
        }
        NameOrders.changed(handle, event);
        SortedMap<Long, SearchBlock> blocks = new TreeMap<>();
        words.forEach((id, all) ->
                blocks.computeIfAbsent(id >> BITS, _ -> new SearchBlock()).put(id, all));
        takeWhatIsThere(blocks, words);
        Batches.run(
                handle,
                "DELETE FROM attendee_words WHERE event = ? AND shelf = ? AND block = ?",
                blocks.entrySet().stream()
                        .flatMap(block ->
                                block.getValue().gone().stream()
                                        .map(shelf -> Batches.row(event, shelf, block.getKey()))));
        Batches.run(
                handle,
                "INSERT INTO attendee_words (event, shelf, block, lines) VALUES (?, ?, ?, ?)",
                blocks.entrySet().stream()
                        .flatMap(block ->
                                block.getValue().written().stream()
                                        .map(shelf ->
                                                Batches.row(
                                                        event,
                                                        shelf.getKey(),
                                                        block.getKey(),
                                                        shelf.getValue()))));
    }

    /** All shelves are named, so that the key is used in both databases. */
    private void takeWhatIsThere(
            SortedMap<Long, SearchBlock> blocks, Map<Long, ? extends Collection<String>> anew) {
        handle.createQuery(
                        "SELECT shelf, block, lines FROM attendee_words WHERE event = :event"
                                + " AND shelf IN (<shelves>) AND block BETWEEN :first AND :last")
                .bind("event", event)
                .bindList("shelves", SHELVES)
                .bind("first", blocks.firstKey())
                .bind("last", blocks.lastKey())
                .map((row, _) -> new Shelf(row.getInt(1), row.getLong(2), row.getString(3)))
                .forEach(shelf -> {
                    SearchBlock block = blocks.get(shelf.block());
                    if (block != null) {
                        block.take(shelf.number(), shelf.lines(), anew.keySet());
                    }
                });
    }

    private record Shelf(int number, long block, String lines) {}

    private static void find(String lines, String word, BitSet found) {
        int at = lines.indexOf(word);
        while (at >= 0) {
            int start = lines.lastIndexOf('\n', at) + 1;
            found.set(Integer.parseInt(lines, start, lines.indexOf(' ', start), 10));
            at = lines.indexOf(word, lines.indexOf('\n', at));
        }
    }
}
