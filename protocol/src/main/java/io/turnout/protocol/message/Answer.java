package io.turnout.protocol.message;

import io.turnout.protocol.access.SessionId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the hub says to an {@link Ask}. Never retained.
 *
 * @param id the question's
 * @param known empty where no badge of the unit's event is this one
 * @param signature base64 of the hub's Ed25519 signature over {@link #signedContent}: a broker can
 *     withhold an answer, not make one
 */
public record Answer(long id, Optional<KnownBadge> known, String signature) {
    /** Largest message in bytes. */
    public static final int MAX_BYTES = 16 * 1024;

    /** What the hub signs: the unit and the question are part of it, so that it fits no other. */
    public static String signedContent(UnitId unit, Ask ask, Optional<KnownBadge> known) {
        return "turnout answer 1\n%s\n%d\n%s\n%s"
                .formatted(
                        unit, ask.id(), ask.badge(), known.map(Answer::content).orElse("unknown"));
    }

    private static String content(KnownBadge badge) {
        return badge.state() + "\n" + ids(badge.registered()) + "\n" + ids(badge.targeted());
    }

    private static String ids(List<SessionId> sessions) {
        return sessions.stream().map(SessionId::value).collect(Collectors.joining(","));
    }
}
