package io.turnout.hub.programs;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.sheet.CsvSheet;
import io.turnout.hub.sheet.RowWriter;
import io.turnout.hub.sheet.XlsxSheet;
import io.turnout.hub.web.Frame;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.Words;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.function.Function;

/** All meetings of a program, to be taken away. */
final class MeetingExportHttpService implements HttpService {
    private static final String ONE = "/events/{event}/programs/{program}/meetings";

    private final ProgramFrames around;
    private final MeetingExport export;

    MeetingExportHttpService(ProgramFrames around, MeetingExport export) {
        this.around = around;
        this.export = export;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(ONE + ".csv", Right.CHANGE_PROGRAMS.hands("download meetings", this::csv))
                .get(ONE + ".xlsx", Right.CHANGE_PROGRAMS.hands("download meetings", this::xlsx));
    }

    private void csv(ServerRequest request, ServerResponse response) {
        response.header(HeaderNames.CONTENT_TYPE, "text/csv; charset=utf-8; header=present");
        send(request, response, ".csv", out -> CsvSheet.marked(out, MeetingExport.COLUMNS));
    }

    private void xlsx(ServerRequest request, ServerResponse response) {
        response.header(
                HeaderNames.CONTENT_TYPE,
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        send(
                request,
                response,
                ".xlsx",
                out -> new XlsxSheet(out, "meetings", MeetingExport.COLUMNS));
    }

    private void send(
            ServerRequest request,
            ServerResponse response,
            String ending,
            Function<OutputStream, RowWriter> sheet) {
        String event = request.path().pathParameters().get("event");
        Frame frame = around.of(event, Words.of(request));
        Program program = around.program(event, request.path().pathParameters().get("program"));
        response.header(
                        HeaderNames.CONTENT_DISPOSITION,
                        "attachment; filename=\"meetings-%s%s\"".formatted(program.id(), ending))
                .header(HeaderNames.CACHE_CONTROL, "no-store");
        try (OutputStream out = response.outputStream()) {
            export.write(program, frame.text().zone(), sheet.apply(out));
        } catch (IOException e) {
            throw new UncheckedIOException("the list could not be sent to its end", e);
        }
    }
}
