package io.turnout.hub.checkin;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.agenda.EventSettings;
import io.turnout.hub.checkin.KioskDesk.Place;
import io.turnout.hub.checkin.KioskScreens.Screen;
import io.turnout.hub.web.Caller;
import io.turnout.hub.web.Fields;
import io.turnout.hub.web.Form;
import io.turnout.hub.web.Pages;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.VenueText;
import io.turnout.hub.web.Words;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The screen of a kiosk. Its cookie opens these addresses and nothing else; no page of it holds
 * anything of a person, and each returns to the start by itself.
 */
final class KioskHttpService implements HttpService {
    private static final String START = "/kiosk";
    private static final String COOKIE = "turnout-kiosk";
    private static final HeaderName REFRESH = HeaderNames.create("Refresh");

    /** What somebody left half typed is gone after it. */
    private static final Duration IDLE = Duration.ofSeconds(60);

    private final GuestHttpService guests;
    private final GuestHttpService.Site site;
    private final KioskBook kiosks;
    private final KioskDesk desk;
    private final KioskScreens screens;

    KioskHttpService(
            GuestHttpService guests, GuestHttpService.Site site, KioskBook kiosks, KioskDesk desk) {
        this.guests = guests;
        this.site = site;
        this.kiosks = kiosks;
        this.desk = desk;
        this.screens = new KioskScreens(site.clock());
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(START + "/open/{token}", Right.OPEN.lets(this::ask))
                .post(START + "/open/{token}", Right.OPEN.lets(this::open))
                .get(START, Right.OPEN.lets(this::start))
                .post(START, Right.OPEN.lets(this::read))
                .get(START + "/said", Right.OPEN.lets(this::said));
    }

    /** Looking at the link does not use it up. */
    private void ask(ServerRequest request, ServerResponse response) {
        Optional<Kiosk> kiosk = kiosks.byLink(token(request));
        Optional<Place> place = kiosk.flatMap(desk::place);
        if (place.isEmpty() || place.get().kiosk().over(site.clock().millis()).isPresent()) {
            guests.problem(request, response, 404, "kiosk-link");
        } else if (place.get().kiosk().openedMs() > 0) {
            guests.problem(request, response, 410, "kiosk-used");
        } else {
            show(request, response, "kioskOpen.jte", place.get(), Map.of());
        }
    }

    /** Whoever was signed in by this browser is not any more: it stays in a room. */
    private void open(ServerRequest request, ServerResponse response) {
        Form.read(request);
        Optional<String> device = kiosks.open(token(request));
        if (device.isEmpty()) {
            guests.problem(request, response, 410, "kiosk-used");
            return;
        }
        String secure = site.url().startsWith("https:") ? "; Secure" : "";
        response.headers()
                .add(
                        HeaderNames.SET_COOKIE,
                        "%s=%s; Path=%s; HttpOnly; SameSite=Lax; Max-Age=%d%s"
                                .formatted(
                                        COOKIE,
                                        device.get(),
                                        START,
                                        Visitors.LASTS.toSeconds(),
                                        secure),
                        Caller.COOKIE + "=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax",
                        GuestHttpService.COOKIE + "=; Path=/my; Max-Age=0; HttpOnly; SameSite=Lax");
        Pages.go(response, START);
    }

    private static String token(ServerRequest request) {
        return request.path().pathParameters().get("token");
    }

    /** The kiosk that this browser is; whoever is none, or not any more, has been told. */
    private Optional<Place> place(ServerRequest request, ServerResponse response) {
        Optional<Kiosk> kiosk =
                request.headers().cookies().first(COOKIE).asOptional().flatMap(kiosks::byDevice);
        Optional<Place> place =
                kiosk.filter(one -> one.over(site.clock().millis()).isEmpty()).flatMap(desk::place);
        if (place.isEmpty()) {
            guests.problem(request, response, 403, kiosk.isEmpty() ? "kiosk-none" : "kiosk-over");
        }
        return place;
    }

    private void start(ServerRequest request, ServerResponse response) {
        place(request, response)
                .ifPresent(place -> {
                    screens.clear(place.kiosk());
                    refresh(response, IDLE);
                    boolean identifies = place.kiosk().asks() == Kiosk.Asks.IDENTIFICATION;
                    show(
                            request,
                            response,
                            "kiosk.jte",
                            place,
                            Map.of(
                                    "fields",
                                    place.settings().identify(),
                                    "possible",
                                    !identifies || desk.canIdentify(place)));
                });
    }

    private static void refresh(ServerResponse response, Duration after) {
        response.header(REFRESH, after.toSeconds() + "; url=" + START);
    }

    private void read(ServerRequest request, ServerResponse response) {
        place(request, response)
                .ifPresent(place -> {
                    Form form = Form.read(request);
                    screens.show(place.kiosk(), screen(place, form));
                    Pages.go(response, START + "/said");
                });
    }

    private Screen screen(Place place, Form form) {
        return switch (place.kiosk().asks()) {
            case BADGE -> desk.badge(place, form.exact("badge"));
            case IDENTIFICATION -> {
                Map<String, String> typed = new LinkedHashMap<>();
                for (String field : place.settings().identify()) {
                    typed.put(field, form.text(input(field)));
                }
                yield desk.identified(place, typed);
            }
        };
    }

    /** What a field is called in the form. */
    private static String input(String field) {
        return field.startsWith(EventSettings.OWN)
                ? Fields.own(field.substring(EventSettings.OWN.length()))
                : field;
    }

    private void said(ServerRequest request, ServerResponse response) {
        Optional<Place> place = place(request, response);
        if (place.isEmpty()) {
            return;
        }
        Optional<Screen> screen = screens.now(place.get().kiosk());
        if (screen.isEmpty()) {
            Pages.go(response, START);
            return;
        }
        refresh(response, KioskScreens.SHOWN);
        Pages.forgetLanguage(response);
        switch (screen.get()) {
            case Screen.Decided(Recorded recorded) ->
                    show(request, response, "kioskSaid.jte", place.get(), Map.of("scan", recorded));
            case Screen.Problem(String key, long seconds) ->
                    show(
                            request,
                            response,
                            "kioskProblem.jte",
                            place.get(),
                            Map.of("say", Words.of(request).get(key, seconds)));
        }
    }

    private void show(
            ServerRequest request,
            ServerResponse response,
            String template,
            Place place,
            Map<String, Object> more) {
        Map<String, Object> model = new HashMap<>(more);
        model.put("kiosk", place.kiosk());
        model.put("talk", place.talk());
        model.put(
                "text",
                new VenueText(Words.of(request), place.settings().zone(), site.clock().instant()));
        site.pages().send(request, response, template, model);
    }
}
