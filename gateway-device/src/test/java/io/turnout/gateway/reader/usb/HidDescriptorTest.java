package io.turnout.gateway.reader.usb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("U-1 report descriptors")
final class HidDescriptorTest {
    @Test
    void findsWhereAScannerPutsWhatItScanned() {
        assertThat(HidDescriptor.parse(Descriptors.POS).posReport())
                .contains(
                        new PosShape(
                                OptionalInt.of(2),
                                64,
                                OptionalInt.of(1),
                                5,
                                56,
                                OptionalInt.of(63 * 8),
                                false));
        assertThat(HidDescriptor.parse(Descriptors.POS_WITHOUT_COUNT).posReport())
                .contains(
                        new PosShape(
                                OptionalInt.of(2),
                                61,
                                OptionalInt.empty(),
                                4,
                                56,
                                OptionalInt.of(60 * 8),
                                false));
    }

    @Test
    void knowsAScannerThatDoesNotTellHowItTalks() {
        HidDescriptor untold = HidDescriptor.parse(Descriptors.POS_UNTOLD);
        assertThat(untold.posReport()).isEmpty();
        assertThat(untold.speaksPos()).isTrue();
        assertThat(HidDescriptor.parse(Descriptors.KEYBOARD).speaksPos()).isFalse();
    }

    @Test
    void findsTheKeysOfAKeyboard() {
        assertThat(HidDescriptor.parse(Descriptors.KEYBOARD).keyReport())
                .contains(new KeyShape(OptionalInt.of(1), 9, 1, 3, 6));
        assertThat(HidDescriptor.parse(Descriptors.MOUSE).keyReport()).isEmpty();
        assertThat(HidDescriptor.parse(Descriptors.POS).keyReport()).isEmpty();
    }

    @Test
    void takesAnythingForADescriptorAndFindsOnlyWhatFitsIntoReports() {
        SplittableRandom random = new SplittableRandom(20261122);
        byte[][] seeds = {Descriptors.POS, Descriptors.POS_WITHOUT_COUNT, Descriptors.KEYBOARD};
        for (int n = 0; n < 100_000; n++) {
            byte[] some = seeds[n % seeds.length].clone();
            for (int change = random.nextInt(1, 6); change > 0; change--) {
                some[random.nextInt(some.length)] = (byte) random.nextInt();
            }
            HidDescriptor told =
                    HidDescriptor.parse(Arrays.copyOf(some, random.nextInt(some.length + 3)));
            told.posReport().ifPresent(HidDescriptorTest::takesReports);
            told.keyReport().ifPresent(HidDescriptorTest::takesReports);
        }
    }

    /** A report of the length that was found has all that is looked for in it. */
    private static void takesReports(PosShape shape) {
        byte[] report = new byte[shape.length()];
        shape.id().ifPresent(id -> report[0] = (byte) id);
        new PosDecoder(shape).take(report);
    }

    private static void takesReports(KeyShape shape) {
        byte[] report = new byte[shape.length()];
        shape.id().ifPresent(id -> report[0] = (byte) id);
        new KeyboardDecoder(shape, Layout.US, Ending.SUFFIX).take(report);
    }
}
