package io.turnout.hub.webhooks;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.Form;
import io.turnout.hub.web.Frame;
import io.turnout.hub.web.HttpProblem;
import io.turnout.hub.web.Pages;
import io.turnout.hub.web.Question;
import io.turnout.hub.web.SignedIn;
import io.turnout.hub.web.Words;
import java.util.List;
import java.util.Map;

/** One webhook: what was sent, and what to do with it. */
final class WebhookHttpService implements HttpService {
    private static final String ONE = WebhooksHttpService.ONE;

    private final HookBook book;
    private final WebhookFrames around;
    private final Pages pages;

    WebhookHttpService(WebhookFrames around, Pages pages) {
        this.book = around.book();
        this.around = around;
        this.pages = pages;
    }

    Feature feature() {
        return Feature.closed(this);
    }

    @Override
    public void routing(HttpRules rules) {
        var right = WebhooksHttpService.RIGHT;
        rules.get(ONE, right.lets(this::show))
                .post(ONE + "/pause", right.lets(this::pause))
                .post(ONE + "/resume", right.lets(this::resume))
                .post(ONE + "/test", right.lets(this::test))
                .post(ONE + "/again", right.lets(this::again))
                .get(ONE + "/secret", right.lets(this::askSecret))
                .post(ONE + "/secret", right.lets(this::newSecret))
                .get(ONE + "/delete", right.lets(this::askDelete))
                .post(ONE + "/delete", right.lets(this::delete));
    }

    private void show(ServerRequest request, ServerResponse response) {
        pages.send(
                request,
                response,
                "webhook.jte",
                Map.of("frame", frame(request), "shown", hook(request)));
    }

    private void pause(ServerRequest request, ServerResponse response) {
        Hook hook = checked(request);
        book.pause(hook, who(request));
        done(response, hook, "done.webhook-paused");
    }

    private void resume(ServerRequest request, ServerResponse response) {
        Hook hook = checked(request);
        book.resume(hook, who(request));
        done(response, hook, "done.webhook-resumed");
    }

    private void test(ServerRequest request, ServerResponse response) {
        Hook hook = checked(request);
        if (!book.test(hook, who(request))) {
            throw new HttpProblem(
                    409, "This webhook sends nothing now.", "webhook", "Let it go on first.");
        }
        done(response, hook, "done.webhook-tested");
    }

    private void again(ServerRequest request, ServerResponse response) {
        Hook hook = hook(request).hook();
        String delivery = Form.read(request).text("delivery");
        boolean known = delivery.matches("[0-9]{1,18}");
        if (!known || !book.again(hook, Long.parseLong(delivery), who(request))) {
            throw HttpProblem.notFound("sent delivery", delivery);
        }
        done(response, hook, "done.webhook-again");
    }

    private void askSecret(ServerRequest request, ServerResponse response) {
        Hook hook = hook(request).hook();
        Words words = Words.of(request);
        ask(
                request,
                response,
                new Question(
                        words.get("webhook.secret.title", hook.host()),
                        List.of(
                                words.get("webhook.secret.both", HookBook.OVERLAP.toHours()),
                                words.get("webhook.secret.former")),
                        path(hook) + "/secret",
                        Map.of(),
                        words.get("webhook.secret.make"),
                        path(hook)));
    }

    private void newSecret(ServerRequest request, ServerResponse response) {
        Hook hook = checked(request);
        String secret = book.rotate(hook, who(request));
        Map<String, Object> model = WebhookFrames.secret(frame(request), hook, secret);
        pages.send(request, response, "webhookSecret.jte", model);
    }

    private void askDelete(ServerRequest request, ServerResponse response) {
        Hook hook = hook(request).hook();
        Words words = Words.of(request);
        ask(
                request,
                response,
                new Question(
                        words.get("webhook.delete.title", hook.host()),
                        List.of(
                                words.get("webhook.delete.waiting", hook.waiting()),
                                words.get("webhook.delete.ever")),
                        path(hook) + "/delete",
                        Map.of(),
                        words.get("webhook.delete"),
                        path(hook)));
    }

    private void delete(ServerRequest request, ServerResponse response) {
        Hook hook = checked(request);
        book.delete(hook, who(request));
        pages.done(
                response,
                "/events/" + hook.event() + "/webhooks",
                "done.webhook-deleted",
                hook.host());
    }

    private void ask(ServerRequest request, ServerResponse response, Question question) {
        Map<String, Object> model =
                Map.of("frame", frame(request), "question", question, "current", "settings");
        pages.send(request, response, "eventQuestion.jte", model);
    }

    /** The webhook that the address names, asked for by a form of our own. */
    private Hook checked(ServerRequest request) {
        Form.read(request);
        return hook(request).hook();
    }

    private void done(ServerResponse response, Hook hook, String key) {
        pages.done(response, path(hook), key, hook.host());
    }

    private static String who(ServerRequest request) {
        return SignedIn.of(request).name();
    }

    private Frame frame(ServerRequest request) {
        return around.of(request.path().pathParameters().get("event"), Words.of(request));
    }

    private HookBook.Shown hook(ServerRequest request) {
        return around.hook(frame(request), request.path().pathParameters().get("hook"));
    }

    static String path(Hook hook) {
        return "/events/" + hook.event() + "/webhooks/" + hook.id().value();
    }
}
