package io.turnout.hub.print;

import java.util.List;
import java.util.Optional;

/**
 * Sheets of labels as they are sold, and single ones. All lengths in millimetres.
 *
 * @param key as in addresses and keys of texts
 */
public record SheetLayout(String key, Paper paper, Grid grid, Label label, Place place) {
    private static final Paper A4 = new Paper(210, 297);
    private static final Paper LETTER = new Paper(215.9, 279.4);

    /** Avery L7159. */
    public static final SheetLayout A4_24 =
            new SheetLayout(
                    "a4-24",
                    A4,
                    new Grid(3, 8),
                    new Label(63.5, 33.9),
                    new Place(7.25, 12.9, 2.5, 0));

    /** One label on a roll. */
    public static final SheetLayout SINGLE =
            new SheetLayout(
                    "single",
                    new Paper(89, 36),
                    new Grid(1, 1),
                    new Label(89, 36),
                    new Place(0, 0, 0, 0));

    /** All there are: Avery L7159, L7163, L7165, L4785 and 5160, and the single one. */
    public static final List<SheetLayout> ALL =
            List.of(
                    A4_24,
                    new SheetLayout(
                            "a4-14",
                            A4,
                            new Grid(2, 7),
                            new Label(99.1, 38.1),
                            new Place(4.65, 15.15, 2.5, 0)),
                    new SheetLayout(
                            "a4-8",
                            A4,
                            new Grid(2, 4),
                            new Label(99.1, 67.7),
                            new Place(4.65, 13.1, 2.5, 0)),
                    new SheetLayout(
                            "badge-a4-8",
                            A4,
                            new Grid(2, 4),
                            new Label(80, 50),
                            new Place(17.5, 41, 15, 5)),
                    new SheetLayout(
                            "letter-30",
                            LETTER,
                            new Grid(3, 10),
                            new Label(66.675, 25.4),
                            new Place(4.7625, 12.7, 3.175, 0)),
                    SINGLE);

    /** A page. */
    public record Paper(double width, double height) {}

    /** How many labels of it. */
    public record Grid(int columns, int rows) {}

    /** The size of one. */
    public record Label(double width, double height) {}

    /** From the left and upper edge to the first label, and between labels. */
    public record Place(double left, double top, double across, double down) {}

    /** The layout of that key. */
    public static Optional<SheetLayout> find(String key) {
        return ALL.stream().filter(layout -> layout.key().equals(key)).findFirst();
    }

    /** Labels of a page. */
    public int cells() {
        return grid.columns() * grid.rows();
    }

    /** From the page's left edge to a cell's; cells are counted from 0, row by row. */
    public double left(int cell) {
        int column = cell % grid.columns();
        return place.left() + column * (label.width() + place.across());
    }

    /** From the page's upper edge to a cell's. */
    public double top(int cell) {
        int row = cell / grid.columns();
        return place.top() + row * (label.height() + place.down());
    }
}
