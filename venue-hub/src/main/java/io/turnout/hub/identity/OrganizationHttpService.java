package io.turnout.hub.identity;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.Form;
import io.turnout.hub.web.Pages;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.SignedIn;
import java.util.Map;

/** The page on which a super-admin says what the organization uses. */
public final class OrganizationHttpService implements HttpService {
    private static final String PAGE = "/organization";

    private final Organization organization;
    private final Pages pages;

    public OrganizationHttpService(Organization organization, Pages pages) {
        this.organization = organization;
        this.pages = pages;
    }

    public Feature feature() {
        return Feature.closed(this);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(PAGE, Right.CHANGE_ORGANIZATION.lets(this::show))
                .post(PAGE, Right.CHANGE_ORGANIZATION.lets(this::change));
    }

    private void show(ServerRequest request, ServerResponse response) {
        Map<String, Object> model = Map.of("programs", organization.programs());
        pages.send(request, response, "organization.jte", model);
    }

    private void change(ServerRequest request, ServerResponse response) {
        boolean use = Form.read(request).text("programs").equals("on");
        organization.usePrograms(use, SignedIn.of(request));
        pages.done(response, PAGE, use ? "done.programs-on" : "done.programs-off");
    }
}
