package io.turnout.hub.print;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.print.TaggedDocument.Block;
import io.turnout.hub.print.TaggedDocument.Column;
import io.turnout.hub.print.TaggedDocument.Size;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Held against ISO 14289-1 by veraPDF, which knows all of it that a program can check. */
final class PdfUaTest {
    @BeforeAll
    static void initialise() {
        VeraGreenfieldFoundryProvider.initialise();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ada Łukasiewicz Ευγενία Жанна",
                "李小龙 שלום (1) 👩‍🚀 e\u0301 <b> & \u0000 \u202e =1+1"
            })
    @DisplayName("R-5 whatever a certificate says, it is PDF/UA-1")
    void conforms(String text) throws Exception {
        List<Block> blocks =
                List.of(
                        new Block.Picture(
                                new Logo(new BufferedImage(40, 20, BufferedImage.TYPE_INT_ARGB)),
                                "A logo"),
                        new Block.Heading(1, "Certificate"),
                        new Block.Text(text, Size.NAME),
                        new Block.Heading(2, "Sessions"),
                        new Block.Table(
                                List.of(
                                        new Column("Session", 70, false),
                                        new Column("Credits", 30, true)),
                                Collections.nCopies(45, List.of(text, "1.5"))),
                        new Block.Code("https://hub.example.org/x", "QR code", List.of(text)));
        assertThat(faults(blocks)).isEmpty();
    }

    private static List<String> faults(List<Block> blocks) throws Exception {
        byte[] pdf;
        try (TaggedWriter writer = new TaggedWriter()) {
            pdf =
                    writer.pdf(
                            new TaggedDocument(
                                    "Certificate",
                                    Locale.ENGLISH,
                                    Instant.EPOCH,
                                    0x0B6E6E,
                                    "Footer",
                                    (page, pages) -> page + " of " + pages,
                                    "lacking",
                                    blocks));
        }
        try (PDFAParser parser =
                        Foundries.defaultInstance()
                                .createParser(new ByteArrayInputStream(pdf), PDFAFlavour.PDFUA_1);
                PDFAValidator validator =
                        Foundries.defaultInstance().createValidator(PDFAFlavour.PDFUA_1, false)) {
            ValidationResult result = validator.validate(parser);
            assertThat(result.getTotalAssertions()).isGreaterThan(1_000);
            return result.getTestAssertions().stream()
                    .filter(one -> one.getStatus() == TestAssertion.Status.FAILED)
                    .map(one -> one.getRuleId().getClause() + ": " + one.getMessage())
                    .toList();
        }
    }
}
