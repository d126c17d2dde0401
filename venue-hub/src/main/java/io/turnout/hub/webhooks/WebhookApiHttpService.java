package io.turnout.hub.webhooks;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.Frame;
import io.turnout.hub.web.HttpProblem;
import io.turnout.hub.web.Json;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.SignedIn;
import io.turnout.hub.web.Words;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The webhooks of an event, for programs: listed, made, deleted. All else is done on their pages.
 */
final class WebhookApiHttpService implements HttpService {
    private static final String ALL = "/api/v1/events/{event}/webhooks";
    private static final int LONGEST = 1_000;

    private final HookBook book;
    private final WebhookFrames around;

    WebhookApiHttpService(WebhookFrames around) {
        this.book = around.book();
        this.around = around;
    }

    Feature feature() {
        return Feature.closed(this);
    }

    @Override
    public void routing(HttpRules rules) {
        Right right = WebhooksHttpService.RIGHT;
        rules.get(ALL, right.lets(this::list))
                .post(ALL, right.lets(this::make))
                .delete(ALL + "/{hook}", right.lets(this::delete));
    }

    private record Wanted(@Nullable String url, @Nullable List<String> kinds) {}

    /** Without what stands behind the address's question mark: that may be a secret. */
    private record Row(
            long id,
            String url,
            List<String> kinds,
            String state,
            long waiting,
            @Nullable String secret) {
        static Row of(Hook hook, @Nullable String secret) {
            return new Row(
                    hook.id().value(),
                    hook.url().split("[?#]", 2)[0],
                    hook.kinds().stream().map(EventKind::key).toList(),
                    hook.state().key(),
                    hook.waiting(),
                    secret);
        }
    }

    private void list(ServerRequest request, ServerResponse response) {
        List<Hook> hooks = book.of(frame(request).event());
        Json.send(response, 200, hooks.stream().map(hook -> Row.of(hook, null)).toList());
    }

    private void make(ServerRequest request, ServerResponse response) {
        Frame frame = frame(request);
        Wanted wanted = Json.read(request, Wanted.class);
        Hook.Draft draft = new Hook.Draft(url(wanted.url()), kinds(wanted.kinds()));
        switch (book.make(frame.event(), draft, SignedIn.of(request).name())) {
            case HookBook.Outcome.Done(Hook hook, Optional<String> secret) ->
                    Json.send(response, 201, Row.of(hook, secret.orElseThrow()));
            case HookBook.Outcome.BadAddress(String why) ->
                    throw HttpProblem.badField("url", Words.english().get("webhook.fault." + why));
            case HookBook.Outcome.TooMany(int most) ->
                    throw new HttpProblem(
                            409,
                            "The event has %d webhooks, and may have no more.".formatted(most),
                            "event",
                            "Delete one that is not needed.");
            case HookBook.Outcome.Stale _, HookBook.Outcome.Unknown _ ->
                    throw new IllegalStateException("a new webhook cannot be there before");
        }
    }

    private void delete(ServerRequest request, ServerResponse response) {
        HookBook.Shown shown =
                around.hook(frame(request), request.path().pathParameters().get("hook"));
        book.delete(shown.hook(), SignedIn.of(request).name());
        response.status(204).send();
    }

    private static String url(@Nullable String url) {
        if (url == null || url.isBlank() || url.length() > LONGEST) {
            throw HttpProblem.badField("url", "An https address of 1 to 1000 characters.");
        }
        return url;
    }

    /** All there are, where none are named. */
    private static Set<EventKind> kinds(@Nullable List<String> wanted) {
        Set<EventKind> kinds = EnumSet.noneOf(EventKind.class);
        EventKind.CHOICES.stream()
                .filter(kind -> wanted == null || wanted.contains(kind.key()))
                .forEach(kinds::add);
        if (kinds.isEmpty() || (wanted != null && kinds.size() < Set.copyOf(wanted).size())) {
            String choices =
                    EventKind.CHOICES.stream()
                            .map(EventKind::key)
                            .collect(Collectors.joining(", "));
            throw HttpProblem.badField("kinds", "One or more of: " + choices + ".");
        }
        return kinds;
    }

    private Frame frame(ServerRequest request) {
        return around.of(request.path().pathParameters().get("event"), Words.english());
    }
}
