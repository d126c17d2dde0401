package io.turnout.hub.checkin;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.certificates.Certificate;
import io.turnout.hub.certificates.CertificateDesk;
import io.turnout.hub.certificates.CertificateFiles;
import io.turnout.hub.checkin.GuestHttpService.Guest;
import io.turnout.hub.web.HttpProblem;
import io.turnout.hub.web.Pages;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.Words;
import java.util.Map;
import java.util.Optional;

/** Attendees get their own certificate, once the organizer has released them. */
final class MyCertificateHttpService implements HttpService {
    private static final String MINE = "/my/{event}/certificate";

    private final GuestHttpService guests;
    private final IdentifyHttpService identify;
    private final CertificateDesk desk;

    MyCertificateHttpService(
            GuestHttpService guests, IdentifyHttpService identify, CertificateDesk desk) {
        this.guests = guests;
        this.identify = identify;
        this.desk = desk;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(MINE, Right.OPEN.lets(this::show))
                .post(MINE, Right.OPEN.lets(this::issue))
                .get(MINE + "/pdf", Right.OPEN.lets(this::pdf));
    }

    private void show(ServerRequest request, ServerResponse response) {
        Guest guest = guests.guest(request);
        if (guest.visitor().isEmpty()) {
            identify.ask(request, response, guest, "/certificate");
            return;
        }
        requireReleased(guest);
        CertificateDesk.Own own = desk.own(guest.settings(), attendee(guest));
        guests.send(
                request,
                response,
                "myCertificate.jte",
                guest,
                Map.of(
                        "valid", own.valid(),
                        "newer", own.newer(),
                        "nothing",
                                own.nothing()
                                        .map(key -> guest.text().words().get(key))
                                        .orElse("")));
    }

    private void issue(ServerRequest request, ServerResponse response) {
        Guest guest = guests.guest(request);
        if (guest.visitor().isEmpty()) {
            Pages.go(response, guest.path() + "/certificate");
            return;
        }
        guests.form(request, guest.visitor().get());
        requireReleased(guest);
        desk.issueOwn(guest.settings(), attendee(guest));
        Pages.go(response, guest.path() + "/certificate");
    }

    private void pdf(ServerRequest request, ServerResponse response) {
        Guest guest = guests.guest(request);
        if (guest.visitor().isEmpty()) {
            identify.ask(request, response, guest, "/certificate");
            return;
        }
        requireReleased(guest);
        Optional<Certificate> valid = desk.own(guest.settings(), attendee(guest)).valid();
        Certificate mine = valid.orElseThrow(() -> HttpProblem.notFound("certificate", "of yours"));
        desk.certificates().downloaded(mine, CertificateDesk.ATTENDEE);
        response.header(HeaderNames.CONTENT_TYPE, "application/pdf")
                .header(
                        HeaderNames.CONTENT_DISPOSITION,
                        "attachment; filename=\"" + CertificateFiles.plainName(mine) + "\"")
                .header(HeaderNames.CACHE_CONTROL, "no-store")
                .send(desk.files().pdf(mine, Words.of(request)));
    }

    private static long attendee(Guest guest) {
        return guest.visitor().orElseThrow().attendee();
    }

    private void requireReleased(Guest guest) {
        if (!desk.isReleased(guest.settings())) {
            throw new HttpProblem(
                    404,
                    guest.text().words().get("my.certificate.closed"),
                    "certificate",
                    guest.text().words().get("my.certificate.ask"));
        }
    }
}
