package io.turnout.hub.webhooks;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.Fields;
import io.turnout.hub.web.Form;
import io.turnout.hub.web.Frame;
import io.turnout.hub.web.HttpProblem;
import io.turnout.hub.web.Pages;
import io.turnout.hub.web.Reading;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.SignedIn;
import io.turnout.hub.web.Words;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The webhooks of an event: listed, made, changed. */
final class WebhooksHttpService implements HttpService {
    static final String ALL = "/events/{event}/webhooks";
    static final String ONE = ALL + "/{hook}";

    /** One of its own: whoever has it says where data goes. */
    static final Right RIGHT = Right.CHANGE_WEBHOOKS;

    private static final String FORM = "field.webhook";
    private static final int LONGEST = 1_000;

    private final HookBook book;
    private final WebhookFrames around;
    private final Pages pages;

    WebhooksHttpService(WebhookFrames around, Pages pages) {
        this.book = around.book();
        this.around = around;
        this.pages = pages;
    }

    Feature feature() {
        return Feature.closed(this);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(ALL, RIGHT.lets(this::list))
                .get(ALL + "/new", RIGHT.lets(this::askNew))
                .post(ALL, RIGHT.lets(this::make))
                .get(ONE + "/edit", RIGHT.lets(this::ask))
                .post(ONE + "/edit", RIGHT.lets(this::change));
    }

    private void list(ServerRequest request, ServerResponse response) {
        Frame frame = frame(request);
        List<Hook> hooks = book.of(frame.event());
        pages.send(request, response, "webhooks.jte", Map.of("frame", frame, "hooks", hooks));
    }

    private void askNew(ServerRequest request, ServerResponse response) {
        List<String> all = EventKind.CHOICES.stream().map(EventKind::key).toList();
        form(request, response, Fields.of(FORM, Map.of("kinds", all), 0));
    }

    private void ask(ServerRequest request, ServerResponse response) {
        form(request, response, fields(hook(request).hook()));
    }

    private void make(ServerRequest request, ServerResponse response) {
        Frame frame = frame(request);
        Reading reading = new Reading(FORM, Form.read(request), Words.of(request));
        Hook.Draft draft = read(reading);
        if (reading.isGood()) {
            String who = SignedIn.of(request).name();
            answer(request, response, reading, book.make(frame.event(), draft, who));
        } else {
            again(request, response, reading.fields());
        }
    }

    private void change(ServerRequest request, ServerResponse response) {
        Frame frame = frame(request);
        WebhookId id = hook(request).hook().id();
        Reading reading = new Reading(FORM, Form.read(request), Words.of(request));
        Hook.Draft draft = read(reading);
        if (reading.isGood()) {
            String who = SignedIn.of(request).name();
            answer(
                    request,
                    response,
                    reading,
                    book.change(frame.event(), id, draft, reading.version(), who));
        } else {
            again(request, response, reading.fields());
        }
    }

    private void answer(
            ServerRequest request,
            ServerResponse response,
            Reading reading,
            HookBook.Outcome outcome) {
        switch (outcome) {
            case HookBook.Outcome.Done(Hook hook, Optional<String> secret) -> {
                if (secret.isPresent()) {
                    pages.send(
                            request,
                            response,
                            "webhookSecret.jte",
                            WebhookFrames.secret(frame(request), hook, secret.get()));
                } else {
                    pages.done(
                            response, WebhookHttpService.path(hook), "done.webhook", hook.host());
                }
            }
            case HookBook.Outcome.BadAddress(String why) -> {
                reading.refuse("url", "webhook.fault." + why);
                again(request, response, reading.fields());
            }
            case HookBook.Outcome.TooMany(int most) -> {
                reading.refuse("url", "webhooks.too-many", most);
                again(request, response, reading.fields());
            }
            case HookBook.Outcome.Stale(Hook now, var last) -> {
                String when = frame(request).text().moment(last.atMs());
                Fields.Editor editor = new Fields.Editor(last.who(), when);
                again(request, response, reading.fields().against(fields(now), editor));
            }
            case HookBook.Outcome.Unknown() ->
                    throw HttpProblem.notFound(
                            "webhook", request.path().pathParameters().get("hook"));
        }
    }

    private static Hook.Draft read(Reading reading) {
        String url = reading.text("url", 1, LONGEST);
        List<String> keys = EventKind.CHOICES.stream().map(EventKind::key).toList();
        List<String> ticked = reading.ticked("kinds", keys);
        if (ticked.isEmpty()) {
            reading.refuse("kinds", "webhooks.no-kind");
        }
        Set<EventKind> kinds = EnumSet.noneOf(EventKind.class);
        EventKind.CHOICES.stream().filter(kind -> ticked.contains(kind.key())).forEach(kinds::add);
        return new Hook.Draft(url, kinds);
    }

    private static Fields fields(Hook hook) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        values.put("url", List.of(hook.url()));
        values.put("kinds", hook.kinds().stream().map(EventKind::key).toList());
        return Fields.of(FORM, values, hook.version());
    }

    private void again(ServerRequest request, ServerResponse response, Fields form) {
        response.status(form.editor() == null ? 422 : 409);
        form(request, response, form);
    }

    private void form(ServerRequest request, ServerResponse response, Fields form) {
        Words words = Words.of(request);
        Map<String, String> kinds = new LinkedHashMap<>();
        EventKind.CHOICES.forEach(
                kind -> kinds.put(kind.key(), words.get("webhook.kind." + kind.word())));
        String hook = request.path().pathParameters().first("hook").orElse("");
        pages.send(
                request,
                response,
                "webhookForm.jte",
                Map.of("frame", frame(request), "form", form, "kinds", kinds, "hook", hook));
    }

    private Frame frame(ServerRequest request) {
        return around.of(request.path().pathParameters().get("event"), Words.of(request));
    }

    private HookBook.Shown hook(ServerRequest request) {
        return around.hook(frame(request), request.path().pathParameters().get("hook"));
    }
}
