package io.turnout.hub.checkin;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.print.QrImage;
import io.turnout.hub.print.WallPoster;
import io.turnout.hub.web.Frame;
import io.turnout.hub.web.HttpProblem;
import io.turnout.hub.web.VenueText;
import io.turnout.hub.web.Words;
import io.turnout.protocol.access.SessionId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Wall codes as images: one of them, a zip of some or all, and one to show on a screen. */
final class WallImagesHttpService implements HttpService {
    private static final Logger LOG = LoggerFactory.getLogger(WallImagesHttpService.class);

    /** The language of what is printed; that of the page is another. */
    private static final String CAPTIONS = "captions";

    private final PinsHttpService.Setting setting;
    private final WallBook walls;

    WallImagesHttpService(PinsHttpService.Setting setting, WallBook walls) {
        this.setting = setting;
        this.walls = walls;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(
                        WallPagesHttpService.WALL + "/images.zip",
                        WallPagesHttpService.RIGHT.lets(this::zip))
                .get(
                        WallPagesHttpService.CODE + "/image.png",
                        WallPagesHttpService.RIGHT.lets(this::png))
                .get(
                        WallPagesHttpService.CODE + "/image.svg",
                        WallPagesHttpService.RIGHT.lets(this::svg))
                .get(
                        WallPagesHttpService.CODE + "/sign",
                        WallPagesHttpService.RIGHT.lets(this::sign));
    }

    private void png(ServerRequest request, ServerResponse response) {
        WallCode code = code(request);
        describe(response, "image/png", code.name() + ".png");
        response.send(poster(request, code).png());
    }

    private void svg(ServerRequest request, ServerResponse response) {
        WallCode code = code(request);
        describe(response, "image/svg+xml", code.name() + ".svg");
        response.send(poster(request, code).svg());
    }

    private static void describe(ServerResponse response, String type, String file) {
        response.header(HeaderNames.CONTENT_TYPE, type)
                .header(HeaderNames.CACHE_CONTROL, "no-store")
                .header(HeaderNames.CONTENT_DISPOSITION, "attachment; filename=\"" + file + "\"");
    }

    /** Those that are ticked; all where none is. */
    private void zip(ServerRequest request, ServerResponse response) {
        EventFacts event = setting.event(request);
        List<String> ticked = request.query().all("code", List::of);
        List<WallCode> codes =
                walls.all(event.id()).stream()
                        .filter(code -> ticked.isEmpty() || ticked.contains(code.name()))
                        .toList();
        Posters posters = posters(request, event);
        describe(response, "application/zip", "wall-codes-" + event.id() + ".zip");
        try (ZipOutputStream zip = new ZipOutputStream(response.outputStream())) {
            for (WallCode code : codes) {
                WallPoster poster = posters.of(code);
                add(zip, code.name() + ".png", poster.png());
                add(zip, code.name() + ".svg", poster.svg());
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.info("wall codes of {} not sent to the end: the reader left", event.id());
        }
    }

    private static void add(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(bytes);
        zip.closeEntry();
    }

    private void sign(ServerRequest request, ServerResponse response) {
        EventFacts event = setting.event(request);
        WallCode code = code(request);
        String link = setting.url() + code.path();
        setting.pages()
                .send(
                        request,
                        response,
                        "wallSign.jte",
                        Map.of(
                                "frame",
                                setting.frame(request, event),
                                "code",
                                code,
                                "talk",
                                talk(event, code),
                                "link",
                                link,
                                "qr",
                                new String(QrImage.of(link).svg(), StandardCharsets.UTF_8)));
    }

    private Talk talk(EventFacts event, WallCode code) {
        return setting.database()
                .read(handle -> Talk.find(handle, event, code.session().value()))
                .orElseThrow(() -> HttpProblem.notFound("session", code.session().value()));
    }

    /** What posters of one event are made from. */
    private record Posters(String url, Words words, VenueText text, Map<SessionId, Talk> talks) {
        WallPoster of(WallCode code) {
            Talk talk =
                    Optional.ofNullable(talks.get(code.session()))
                            .orElseThrow(() -> HttpProblem.notFound("wall code", code.name()));
            String when =
                    "%s %s–%s"
                            .formatted(
                                    text.day(text.dateOf(talk.startMs())),
                                    text.time(talk.startMs()),
                                    text.time(talk.endMs()));
            return new WallPoster(
                    url + code.path(),
                    words.get("wall.scan-me"),
                    talk.title(),
                    talk.room() + ", " + when,
                    code.name(),
                    code.label());
        }
    }

    private WallPoster poster(ServerRequest request, WallCode code) {
        return posters(request, setting.event(request)).of(code);
    }

    private Posters posters(ServerRequest request, EventFacts event) {
        Frame frame = setting.frame(request, event);
        String wanted = request.query().first(CAPTIONS).orElse("");
        Words words =
                Words.all().stream()
                        .filter(one -> one.language().getLanguage().equals(wanted))
                        .findFirst()
                        .orElseGet(() -> Words.of(request));
        VenueText text = new VenueText(words, frame.text().zone(), frame.text().now());
        return new Posters(setting.url(), words, text, talks(event));
    }

    private Map<SessionId, Talk> talks(EventFacts event) {
        return setting.database().read(handle -> Talk.all(handle, event)).stream()
                .collect(Collectors.toMap(Talk::id, talk -> talk));
    }

    private WallCode code(ServerRequest request) {
        String name = request.path().pathParameters().get("name");
        return walls.find(setting.event(request).id(), name)
                .orElseThrow(() -> HttpProblem.notFound("wall code", name));
    }
}
