package io.turnout.hub.programs;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.programs.ProgramExport.Asked;
import io.turnout.hub.sheet.CsvSheet;
import io.turnout.hub.sheet.RowWriter;
import io.turnout.hub.sheet.XlsxSheet;
import io.turnout.hub.web.Frame;
import io.turnout.hub.web.HttpProblem;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.SignedIn;
import io.turnout.hub.web.Words;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * All that there is of a program or of one path, to be taken away list by list. The notes on hours
 * are in the list of one path, for its Program Admins alone (P-7).
 */
final class ProgramExportHttpService implements HttpService {
    private static final String OF_PROGRAM = "/events/{event}/programs/{program}/lists/{file}";
    private static final String OF_PATH = "/events/{event}/paths/{path}/lists/{file}";
    private static final String CSV = ".csv";
    private static final String XLSX = ".xlsx";

    private final ProgramFrames around;
    private final ProgramExport export;

    ProgramExportHttpService(ProgramFrames around, ProgramExport export) {
        this.around = around;
        this.export = export;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(OF_PROGRAM, Right.CHANGE_PROGRAMS.hands("download program", this::ofProgram))
                .get(OF_PATH, Right.RUN_PATHS.hands("download program", this::ofPath));
    }

    private void ofProgram(ServerRequest request, ServerResponse response) {
        Program program =
                around.program(parameter(request, "event"), parameter(request, "program"));
        ProgramList list = list(request, "-of-program-" + program.id());
        send(request, response, new Asked(list, program, Optional.empty(), false));
    }

    private void ofPath(ServerRequest request, ServerResponse response) {
        SignedIn user = SignedIn.of(request);
        Path path = around.path(parameter(request, "event"), parameter(request, "path"), user);
        ProgramList list = list(request, "-of-path-" + path.id());
        boolean notes = around.paths().runs(user, path.id());
        send(request, response, new Asked(list, path.program(), Optional.of(path.id()), notes));
    }

    /** The record has the name of the file, so that it says of what it was. */
    private static ProgramList list(ServerRequest request, String of) {
        String file = parameter(request, "file");
        return Arrays.stream(ProgramList.values())
                .filter(list ->
                        file.equals(list.key() + of + CSV) || file.equals(list.key() + of + XLSX))
                .findFirst()
                .orElseThrow(() -> HttpProblem.notFound("page", file));
    }

    private void send(ServerRequest request, ServerResponse response, Asked asked) {
        Frame frame = around.of(parameter(request, "event"), Words.of(request));
        String file = parameter(request, "file");
        response.header(
                        HeaderNames.CONTENT_TYPE,
                        file.endsWith(CSV)
                                ? "text/csv; charset=utf-8; header=present"
                                : "application/vnd.openxmlformats-officedocument"
                                        + ".spreadsheetml.sheet")
                .header(
                        HeaderNames.CONTENT_DISPOSITION,
                        "attachment; filename=\"%s\"".formatted(file))
                .header(HeaderNames.CACHE_CONTROL, "no-store");
        try (OutputStream out = response.outputStream()) {
            export.write(asked, frame.text().zone(), sheet(file, asked.list(), out));
        } catch (IOException e) {
            throw new UncheckedIOException("the list could not be sent to its end", e);
        }
    }

    private static RowWriter sheet(String file, ProgramList list, OutputStream out) {
        return file.endsWith(CSV)
                ? CsvSheet.marked(out, list.columns())
                : new XlsxSheet(out, list.key(), list.columns());
    }

    private static String parameter(ServerRequest request, String name) {
        return request.path().pathParameters().get(name);
    }
}
