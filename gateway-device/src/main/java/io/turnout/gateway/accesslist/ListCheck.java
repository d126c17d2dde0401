package io.turnout.gateway.accesslist;

import io.turnout.protocol.crypto.Ed25519;
import io.turnout.protocol.message.ListNotice;
import io.turnout.protocol.message.UnitId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/** Whether a fetched file is what the hub signed for this unit. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ListCheck(UnitId unit, byte[] hubKey) {
    private static final int BUFFER = 64 * 1024;

    /** Looks at the bytes only; nothing in them is parsed before they are believed. */
    void check(Path fetched, ListNotice notice) throws IOException, ListRejected {
        long size = Files.size(fetched);
        if (size != notice.bytes()) {
            throw new ListRejected(size + " bytes came, " + notice.bytes() + " were announced");
        }
        if (!sha256(fetched).equals(notice.sha256())) {
            throw new ListRejected("its digest is not the announced one");
        }
        if (!signed(notice)) {
            throw new ListRejected("its signature is not of the hub's key for this unit");
        }
    }

    private boolean signed(ListNotice notice) throws ListRejected {
        String content = ListNotice.signedContent(unit, notice.revision(), notice.sha256());
        try {
            byte[] signature = Base64.getDecoder().decode(notice.signature());
            return Ed25519.verify(hubKey, content.getBytes(StandardCharsets.UTF_8), signature);
        } catch (IllegalArgumentException notBase64) {
            throw new ListRejected("its signature is not base64", notBase64);
        }
    }

    static String sha256(Path file) throws IOException {
        MessageDigest digest = digest();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java has SHA-256", missing);
        }
    }
}
