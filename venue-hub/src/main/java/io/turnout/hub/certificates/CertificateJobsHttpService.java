package io.turnout.hub.certificates;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.agenda.EventSettings;
import io.turnout.hub.certificates.CertificateDesk.Site;
import io.turnout.hub.certificates.JobRows.Job;
import io.turnout.hub.web.Form;
import io.turnout.hub.web.HttpProblem;
import io.turnout.hub.web.Pages;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.SignedIn;
import io.turnout.hub.web.Words;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Certificates of many attendees: begun, watched, cancelled, and taken away as one file. */
final class CertificateJobsHttpService implements HttpService {
    private static final Logger LOG = LoggerFactory.getLogger(CertificateJobsHttpService.class);
    private static final String JOBS = CertificatePagesHttpService.ALL + "/jobs";
    private static final String JOB = JOBS + "/{job}";

    private final CertificateDesk desk;
    private final Site site;
    private final CertificateZip zip;

    CertificateJobsHttpService(Site site) {
        this.desk = site.desk();
        this.site = site;
        this.zip =
                new CertificateZip(desk.jobs(), desk.certificates(), desk.files(), desk.people());
    }

    @Override
    public void routing(HttpRules rules) {
        Right right = Right.CHANGE_ATTENDANCE;
        rules.post(JOBS, right.lets(this::begin))
                .get(JOB, right.lets(this::show))
                .get(JOB + "/state", right.lets(this::state))
                .post(JOB + "/cancel", right.lets(this::cancel))
                .get(JOB + "/zip", right.lets(this::zip));
    }

    private void begin(ServerRequest request, ServerResponse response) {
        EventSettings event = event(request);
        String scope = Form.read(request).text("scope");
        Job job =
                desk.jobs()
                        .begin(
                                event.id(),
                                Scope.find(scope)
                                        .orElseThrow(() ->
                                                HttpProblem.badField(
                                                        "scope", "attended or credit.")),
                                SignedIn.of(request).name());
        Pages.go(response, path(event, job));
    }

    private void show(ServerRequest request, ServerResponse response) {
        page(request, response, "certificateJob.jte");
    }

    private void state(ServerRequest request, ServerResponse response) {
        page(request, response, "certificateJobState.jte");
    }

    private void page(ServerRequest request, ServerResponse response, String template) {
        EventSettings event = event(request);
        Job job = job(request, event);
        site.pages()
                .send(
                        request,
                        response,
                        template,
                        Map.of("frame", site.frame(event, Words.of(request)), "job", job));
    }

    private void cancel(ServerRequest request, ServerResponse response) {
        EventSettings event = event(request);
        Job job = job(request, event);
        Form.read(request);
        desk.jobs().cancel(job, SignedIn.of(request).name());
        Pages.go(response, path(event, job));
    }

    private void zip(ServerRequest request, ServerResponse response) {
        EventSettings event = event(request);
        Job job = job(request, event);
        if (job.isRunning()) {
            throw new HttpProblem(
                    409,
                    "These certificates are still being issued.",
                    "job",
                    "Wait until it is done, or cancel it.");
        }
        desk.downloaded(event, job, SignedIn.of(request).name());
        response.header(HeaderNames.CONTENT_TYPE, "application/zip")
                .header(
                        HeaderNames.CONTENT_DISPOSITION,
                        "attachment; filename=\"%s-certificates-%d.zip\""
                                .formatted(event.id(), job.id()))
                .header(HeaderNames.CACHE_CONTROL, "no-store");
        OutputStream out = response.outputStream();
        try {
            zip.write(job, Words.of(request), out);
            out.close(); // not after an error: only what is whole may look so
        } catch (IOException | UncheckedIOException e) {
            LOG.info("certificates of job {} not sent to the end: the reader left", job.id());
        }
    }

    private static String path(EventSettings event, Job job) {
        return "/events/%s/certificates/jobs/%d".formatted(event.id(), job.id());
    }

    private EventSettings event(ServerRequest request) {
        return desk.event(request.path().pathParameters().get("event"));
    }

    private Job job(ServerRequest request, EventSettings event) {
        String id = request.path().pathParameters().get("job");
        return desk.job(event, id);
    }
}
