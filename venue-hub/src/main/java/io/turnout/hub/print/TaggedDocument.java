package io.turnout.hub.print;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BinaryOperator;

/**
 * A document on A4 for eyes and for screen readers: what it says in the order in which it is read.
 * All texts are shown as they are; nothing in them is a markup or a formula.
 *
 * @param title as viewers show it in their title bar
 * @param accent of headings and lines, as {@code 0xRRGGBB}
 * @param footer at the foot of each page
 * @param pageOf the words for a page, of its number and how many there are
 * @param lacking is said at the end where a letter is in no font of the document
 */
public record TaggedDocument(
        String title,
        Locale language,
        Instant made,
        int accent,
        String footer,
        BinaryOperator<String> pageOf,
        String lacking,
        List<Block> blocks) {
    public TaggedDocument {
        blocks = List.copyOf(blocks);
    }

    /** A part of it. */
    public sealed interface Block {
        /** A heading; the first of a document is of level 1. */
        record Heading(int level, String text) implements Block {}

        /** A paragraph; lines in it stay lines. */
        record Text(String text, Size size) implements Block {}

        /** A table whose head stands again on each of its pages. */
        record Table(List<Column> columns, List<List<String>> rows) implements Block {
            public Table {
                columns = List.copyOf(columns);
                rows = rows.stream().map(List::copyOf).toList();
            }
        }

        /**
         * A QR code with an address, and beside it words and the address itself.
         *
         * @param says what the code is, for those who do not see it
         */
        record Code(String address, String says, List<String> beside) implements Block {
            public Code {
                beside = List.copyOf(beside);
            }
        }

        /**
         * A picture.
         *
         * @param says what is to be seen, for those who do not see it; empty for a decoration
         */
        record Picture(Logo logo, String says) implements Block {}
    }

    /** How large a paragraph's letters are. */
    public enum Size {
        SMALL(8.5f),
        NORMAL(10.5f),
        LARGE(13),
        NAME(22);

        private final float points;

        Size(float points) {
            this.points = points;
        }

        float points() {
            return points;
        }
    }

    /**
     * A column of a table.
     *
     * @param share of the width, in relation to the others
     */
    public record Column(String head, int share, boolean right) {}

    /** The language as documents name it. */
    String languageTag() {
        return Optional.of(language.toLanguageTag()).filter(tag -> !tag.equals("und")).orElse("en");
    }
}
