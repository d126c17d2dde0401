package io.turnout.provisioning.card;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Properties;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A wireless network.
 *
 * @param key of the network, 64 hexadecimal digits: the card does not hold the password itself,
 *     which people use elsewhere too
 * @param country two letters; radios may send only where somebody says where they are
 */
record Wifi(String name, String key, String country) {
    private static final int ROUNDS = 4096;
    private static final int BITS = 256;
    private static final int LONGEST_NAME = 32;

    /** As WPA2 makes the key of a network from its name and password. */
    static Wifi of(String name, String password, String country) throws CardProblem {
        if (name.isEmpty() || name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
            throw new CardProblem("A wireless network has a name of 1 to 32 bytes: give ssid.");
        }
        if (!password.matches("[ -~]{8,63}")) {
            throw new CardProblem(
                    "A wireless network has a password of 8 to 63 letters, digits and signs: give"
                            + " password.");
        }
        if (!country.matches("[A-Z]{2}")) {
            throw new CardProblem("Say in which country the unit stands: country=DE.");
        }
        return new Wifi(name, key(name, password), country);
    }

    /** Reads {@code ssid=}, {@code password=} and {@code country=}, one a line. */
    static Wifi parse(String text) throws CardProblem {
        Properties lines = new Properties();
        try {
            lines.load(new StringReader(text.replace("\\", "\\\\")));
        } catch (IOException | IllegalArgumentException e) {
            throw new CardProblem("The file of the wireless network cannot be read.", e);
        }
        return of(
                lines.getProperty("ssid", ""),
                lines.getProperty("password", ""),
                lines.getProperty("country", ""));
    }

    private static String key(String name, String password) {
        try {
            PBEKeySpec spec =
                    new PBEKeySpec(
                            password.toCharArray(),
                            name.getBytes(StandardCharsets.UTF_8),
                            ROUNDS,
                            BITS);
            return HexFormat.of()
                    .formatHex(
                            SecretKeyFactory.getInstance("PBKDF2WithHmacSHA1")
                                    .generateSecret(spec)
                                    .getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK lacks PBKDF2", e);
        }
    }

    /** Without the key. */
    @Override
    public String toString() {
        return name + " (" + country + ")";
    }
}
