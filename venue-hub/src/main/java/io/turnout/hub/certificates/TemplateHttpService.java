package io.turnout.hub.certificates;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.agenda.EventSettings;
import io.turnout.hub.certificates.CertificateDesk.Site;
import io.turnout.hub.print.Logo;
import io.turnout.hub.print.TaggedWriter;
import io.turnout.hub.web.Fields;
import io.turnout.hub.web.Reading;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.SignedIn;
import io.turnout.hub.web.Upload;
import io.turnout.hub.web.Words;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What certificates of an event look like: set, and looked at before it is. */
final class TemplateHttpService implements HttpService {
    private static final String TEMPLATE = CertificatePagesHttpService.ALL + "/template";
    private static final String PREVIEW = CertificatePagesHttpService.ALL + "/preview";
    private static final Right RIGHT = Right.CHANGE_ATTENDANCE;
    private static final long MOST = Logo.MOST_BYTES + 200_000L;

    private final CertificateDesk desk;
    private final Site site;

    TemplateHttpService(Site site) {
        this.desk = site.desk();
        this.site = site;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(TEMPLATE, RIGHT.lets(this::show))
                .post(TEMPLATE, RIGHT.lets(this::store))
                .post(PREVIEW, RIGHT.lets(this::previewTyped))
                .get(PREVIEW + "/{language}/pdf", RIGHT.lets(this::pdf))
                .get(PREVIEW + "/{language}/png", RIGHT.lets(this::png));
    }

    private void show(ServerRequest request, ServerResponse response) {
        EventSettings event = event(request);
        Template now = desk.templates().current(event.id());
        page(request, response, event, TemplateForm.of(now));
    }

    private void page(
            ServerRequest request, ServerResponse response, EventSettings event, Fields form) {
        Words words = Words.of(request);
        Template now = desk.templates().current(event.id());
        Map<String, Object> model = new HashMap<>();
        model.put("frame", site.frame(event, words));
        model.put("form", form);
        model.put("version", now.version());
        model.put("logo", now.logo().isPresent());
        model.put("languages", TemplateForm.languages(words));
        site.pages().send(request, response, "certificateTemplate.jte", model);
    }

    /** A logo that was chosen must be chosen again where something else is wrong. */
    private void store(ServerRequest request, ServerResponse response) {
        EventSettings event = event(request);
        try (Upload upload = Upload.read(request, MOST)) {
            Reading reading = reading(request, upload);
            Template wanted = typed(event, reading, upload);
            if (!reading.isGood()) {
                response.status(422);
                page(request, response, event, reading.fields());
                return;
            }
            String who = SignedIn.of(request).name();
            if (desk.templates().store(event.id(), wanted, who).isEmpty()) {
                reading.refuse("accent", "certificates.stale");
                response.status(409);
                page(request, response, event, reading.fields());
                return;
            }
            site.pages()
                    .done(
                            response,
                            "/events/%s/certificates/template".formatted(event.id()),
                            "done.certificate-template");
        }
    }

    /** What the form says, seen without storing it. */
    private void previewTyped(ServerRequest request, ServerResponse response) {
        EventSettings event = event(request);
        try (Upload upload = Upload.read(request, MOST)) {
            Reading reading = reading(request, upload);
            Template wanted = typed(event, reading, upload);
            if (reading.isGood()) {
                sendPdf(response, sample(event, wanted, Words.of(request)));
            } else {
                response.status(422);
                page(request, response, event, reading.fields());
            }
        }
    }

    private static Reading reading(ServerRequest request, Upload upload) {
        return new Reading(TemplateForm.NAME, upload.form(), Words.of(request));
    }

    private Template typed(EventSettings event, Reading reading, Upload upload) {
        Template now = desk.templates().current(event.id());
        Optional<Logo> sent = upload.file("logo").flatMap(file -> logo(reading, file));
        boolean without = reading.ticked("no-logo");
        Optional<Logo> logo = sent.isPresent() || without ? sent : now.logo();
        return TemplateForm.read(reading, logo);
    }

    private static Optional<Logo> logo(Reading reading, Upload.Sent file) {
        if (file.bytes() > Logo.MOST_BYTES) {
            reading.refuse("logo", "certificates.logo.bytes");
            return Optional.empty();
        }
        try {
            return switch (Logo.read(Files.readAllBytes(file.path()))) {
                case Logo.Reading.Good(Logo logo) -> Optional.of(logo);
                case Logo.Reading.Bad(String why, String detail) -> {
                    reading.refuse("logo", "certificates.logo." + why, detail);
                    yield Optional.empty();
                }
            };
        } catch (IOException e) {
            throw new UncheckedIOException("an uploaded logo cannot be read", e);
        }
    }

    private void pdf(ServerRequest request, ServerResponse response) {
        sendPdf(response, stored(request));
    }

    private void png(ServerRequest request, ServerResponse response) {
        response.header(HeaderNames.CONTENT_TYPE, "image/png")
                .header(HeaderNames.CACHE_CONTROL, "no-store")
                .send(TaggedWriter.firstPage(stored(request)));
    }

    private byte[] stored(ServerRequest request) {
        EventSettings event = event(request);
        String language = request.path().pathParameters().get("language");
        Words words =
                Words.all().stream()
                        .filter(one -> one.language().getLanguage().equals(language))
                        .findFirst()
                        .orElseGet(Words::english);
        return sample(event, desk.templates().current(event.id()), words);
    }

    private byte[] sample(EventSettings event, Template template, Words words) {
        Certificate sample = Sample.of(event, desk.clock().instant());
        return desk.files().pdf(sample, template, words);
    }

    private static void sendPdf(ServerResponse response, byte[] pdf) {
        response.header(HeaderNames.CONTENT_TYPE, "application/pdf")
                .header(HeaderNames.CONTENT_DISPOSITION, "inline; filename=\"preview.pdf\"")
                .header(HeaderNames.CACHE_CONTROL, "no-store")
                .send(pdf);
    }

    private EventSettings event(ServerRequest request) {
        return desk.event(request.path().pathParameters().get("event"));
    }
}
