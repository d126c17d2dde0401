package io.turnout.hub.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Pages made from templates. Each gets {@code page}, and what the feature hands in. Thread-safe.
 */
public final class Pages {
    private final TemplateEngine engine = TemplateEngine.createPrecompiled(ContentType.Html);
    private final Assets assets;
    private volatile Rail rail = new Rail(List.of());

    public Pages(Assets assets) {
        this.assets = assets;
    }

    /**
     * What every template gets as {@code page}.
     *
     * @param user who is signed in, if anybody
     * @param here this page's address, ready for {@code lang=de} at its end
     * @param done what was done just before, one sentence; empty for nothing
     */
    public record Page(
            Words words,
            Assets assets,
            Optional<SignedIn> user,
            String here,
            String done,
            Rail rail) {
        /** A text in the reader's language. */
        public String say(String key, Object... values) {
            return words.get(key, values);
        }

        /** The address of a shape of a state, for {@code <use>}. */
        public String shape(String state) {
            return assets.path("states.svg") + "#" + state;
        }

        /** Whether the reader has a right for the hub and all its events. */
        public boolean may(Right right) {
            return user.filter(who -> who.may(right)).isPresent();
        }

        /** Whether the reader has a right in an event. */
        public boolean may(Right right, String event) {
            return user.filter(who -> who.may(right, event)).isPresent();
        }

        /** Where the reader can go in an event. */
        public List<Rail.Item> rail(Frame frame) {
            return user.map(who -> rail.of(frame, who)).orElse(List.of());
        }

        /** Where the reader can go at the hub. */
        public List<Rail.Item> hubRail() {
            return user.map(rail::ofHub).orElse(List.of());
        }

        /**
         * The value of a form's hidden field {@link Form#CSRF}; empty where nobody is signed in.
         */
        public String csrf() {
            return user.map(SignedIn::csrf).orElse("");
        }
    }

    /** Tells what the hub serves, so that pages lead there. */
    void serve(List<Route> routes) {
        rail = new Rail(routes);
    }

    /**
     * Goes on to a page after something was done, and says there once what that was.
     *
     * @param key of a text that begins with {@code done.}
     */
    public void done(ServerResponse response, String path, String key, Object... values) {
        response.headers().add(HeaderNames.SET_COOKIE, Done.cookie(key, values));
        go(response, path);
    }

    /** The next reader by this browser is somebody else: what was chosen is forgotten. */
    public static void forgetLanguage(ServerResponse response) {
        response.headers().add(HeaderNames.SET_COOKIE, Language.OVER);
    }

    /** Goes on to a page. */
    public static void go(ServerResponse response, String path) {
        response.status(303).header(HeaderNames.LOCATION, path).send();
    }

    /**
     * Answers with a page, with the status the response has by then.
     *
     * @param template its file below src/main/jte, {@code sessions.jte}
     * @param model what the template's parameters are called, and their values
     */
    public void send(
            ServerRequest request,
            ServerResponse response,
            String template,
            Map<String, Object> model) {
        String here = Language.without(request.path().path(), request.query().rawValue());
        Words words = Words.of(request);
        String done = Done.said(request, words);
        if (!done.isEmpty()) {
            response.headers().add(HeaderNames.SET_COOKIE, Done.OVER);
        }
        Page page = new Page(words, assets, SignedIn.find(request), here, done, rail);
        Language.asked(request)
                .ifPresent(chosen ->
                        response.headers().add(HeaderNames.SET_COOKIE, Language.cookie(chosen)));
        Map<String, Object> all = new HashMap<>(model);
        all.put("page", page);
        response.header(HeaderNames.CONTENT_TYPE, "text/html; charset=utf-8")
                .header(HeaderNames.CACHE_CONTROL, "no-store")
                .send(render(template, all));
    }

    /** A template's text, for a file that stands by itself. */
    public byte[] render(String template, Map<String, Object> model) {
        Utf8ByteOutput html = new Utf8ByteOutput();
        engine.render(template, model, html);
        return html.toByteArray();
    }
}
