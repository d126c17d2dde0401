package io.turnout.hub.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Pages made from templates. Each gets {@code page}, and what the feature hands in. Thread-safe.
 */
public final class Pages {
    private final TemplateEngine engine = TemplateEngine.createPrecompiled(ContentType.Html);
    private final Assets assets;

    public Pages(Assets assets) {
        this.assets = assets;
    }

    /**
     * What every template gets as {@code page}.
     *
     * @param user who is signed in, if anybody
     */
    public record Page(Words words, Assets assets, Optional<SignedIn> user) {
        /**
         * The value of a form's hidden field {@link Form#CSRF}; empty where nobody is signed in.
         */
        public String csrf() {
            return user.map(SignedIn::csrf).orElse("");
        }
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
        Page page = new Page(Words.of(request), assets, SignedIn.find(request));
        Map<String, Object> all = new HashMap<>(model);
        all.put("page", page);
        Utf8ByteOutput html = new Utf8ByteOutput();
        engine.render(template, all, html);
        response.header(HeaderNames.CONTENT_TYPE, "text/html; charset=utf-8")
                .header(HeaderNames.CACHE_CONTROL, "no-store")
                .send(html.toByteArray());
    }
}
