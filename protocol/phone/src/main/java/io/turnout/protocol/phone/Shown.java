package io.turnout.protocol.phone;

import io.turnout.protocol.access.Effect;
import io.turnout.protocol.access.Presentation;
import io.turnout.protocol.access.Verdict;
import io.turnout.protocol.badge.BadgeFingerprint;
import java.util.List;
import java.util.Locale;
import org.teavm.jso.JSObject;

/** What pages get: plain script objects with the names and units that {@link Given} takes. */
final class Shown {
    private Shown() {}

    static JSObject presentation(Presentation presentation, Signature signature) {
        return switch (presentation) {
            case Presentation.Unreadable() -> form("unreadable");
            case Presentation.Text(BadgeFingerprint fingerprint, Presentation.Form form) ->
                    named(form(name(form)), fingerprint);
            case Presentation.Signed signed -> {
                JSObject shown = named(form("signed"), signed.fingerprint());
                Js.put(shown, "notBefore", (double) signed.notBefore().toEpochMilli());
                Js.put(shown, "notAfter", (double) signed.notAfter().toEpochMilli());
                signature.seen().ifPresent(seen -> Js.put(shown, "signed", signed(seen)));
                yield shown;
            }
        };
    }

    static JSObject verdict(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Admitted v -> {
                JSObject shown = outcome("admitted", v, v.detail());
                Js.put(shown, "flagged", v.flagged());
                effects(shown, v.effects());
                yield shown;
            }
            case Verdict.Refused v -> outcome("refused", v, v.detail());
            case Verdict.AskStaff v -> outcome("ask-staff", v, v.detail());
            case Verdict.Repeated v -> {
                JSObject shown = outcome("repeated", v, Verdict.Detail.NONE);
                Js.put(shown, "former", Js.text(verdict(v.former()), "outcome"));
                yield shown;
            }
        };
    }

    private static JSObject outcome(String outcome, Verdict verdict, Verdict.Detail detail) {
        JSObject shown = Js.empty();
        Js.put(shown, "outcome", outcome);
        Js.put(shown, "reason", verdict.reason().wireName());
        Js.put(shown, "cure", name(verdict.reason().cure()));
        Js.put(shown, "flagged", false);
        effects(shown, List.of());
        detail.session().ifPresent(session -> Js.put(shown, "session", session.value()));
        detail.at().ifPresent(at -> Js.put(shown, "at", (double) at.toEpochMilli()));
        return shown;
    }

    private static void effects(JSObject shown, List<Effect> effects) {
        Js.list(shown, "effects");
        for (Effect effect : effects) {
            JSObject one = Js.empty();
            switch (effect) {
                case Effect.Enter enter -> {
                    Js.put(one, "enter", enter.session().value());
                    Js.put(one, "seat", enter.takesSeat());
                }
                case Effect.Leave leave ->
                        Js.put(
                                one,
                                "leave",
                                leave.session().map(session -> session.value()).orElse(null));
            }
            Js.add(shown, "effects", one);
        }
    }

    private static JSObject form(String form) {
        JSObject shown = Js.empty();
        Js.put(shown, "form", form);
        return shown;
    }

    private static JSObject named(JSObject shown, BadgeFingerprint fingerprint) {
        Js.put(shown, "fingerprint", fingerprint.toString());
        return shown;
    }

    private static JSObject signed(Signature.Signed signed) {
        JSObject shown = Js.empty();
        Js.put(shown, "key", signed.keyId());
        Js.put(shown, "content", Js.bytes(signed.content()));
        Js.put(shown, "signature", Js.bytes(signed.signature()));
        return shown;
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
