package io.turnout.hub.reports;

import java.util.List;

/** The event as it is now: a few figures, and a tile for each room. */
public record Overview(List<Tile> tiles) {
    private static final int LATELY = 10;

    public Overview {
        tiles = tiles.stream().sorted(Tile.BY_NEED).toList();
    }

    /** Rooms that need somebody, the most urgent first. */
    public List<Tile> inNeed() {
        return tiles.stream().filter(tile -> tile.need() != Tile.Need.NOTHING).toList();
    }

    /** Rooms where all is well and something is on, the fullest first. */
    public List<Tile> inSession() {
        return tiles.stream()
                .filter(tile -> tile.need() == Tile.Need.NOTHING && tile.now().isPresent())
                .toList();
    }

    /** Rooms where all is well and nothing is on. */
    public List<Tile> resting() {
        return tiles.stream()
                .filter(tile -> tile.need() == Tile.Need.NOTHING && tile.now().isEmpty())
                .toList();
    }

    public long inside() {
        return tiles.stream().mapToLong(Tile::inside).sum();
    }

    public long running() {
        return tiles.stream().filter(tile -> tile.now().isPresent()).count();
    }

    /** In the last ten minutes. */
    public long cameIn() {
        return tiles.stream().mapToLong(t -> Arrivals.last(LATELY, t.arrivals().ins())).sum();
    }

    /** In the last ten minutes. */
    public long turnedAway() {
        return tiles.stream().mapToLong(t -> Arrivals.last(LATELY, t.arrivals().refused())).sum();
    }
}
