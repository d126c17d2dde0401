package io.turnout.hub.attendance;

import io.turnout.protocol.access.SessionId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What an attendee's attendance is folded from: the evidence as corrections leave it.
 *
 * @param fixed the sessions in which the attendee was inside at exactly these times
 */
public record Material(List<Evidence> evidence, Map<SessionId, Fixed> fixed) {
    public Material {
        evidence = List.copyOf(evidence);
        fixed = Map.copyOf(fixed);
    }

    /** Without corrections. */
    public static Material of(Collection<Evidence> evidence) {
        return new Material(List.copyOf(evidence), Map.of());
    }

    /**
     * Times that a correction set. Evidence of before does not count there; what a later correction
     * put there comes on top.
     *
     * @param spans in order; none for somebody who was never inside
     */
    public record Fixed(long correction, List<Span> spans) {
        public Fixed {
            spans = List.copyOf(spans);
        }
    }

    /** A time inside that was set. */
    public record Span(ScanName opening, Instant start, ScanName closing, Instant end) {}
}
