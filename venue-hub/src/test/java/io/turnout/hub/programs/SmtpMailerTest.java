package io.turnout.hub.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnout.hub.start.CannotStart;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Letters as a mail server gets them, one that speaks just enough SMTP. */
final class SmtpMailerTest {
    private static final Mailer.Letter LETTER =
            new Mailer.Letter("ana@example.org", "Fand es statt?", "Grüße\n.\nend", "notice-7");

    @TempDir private Path folder;
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private volatile String toRecipients = "250 ok";
    private ServerSocket listening;

    @BeforeEach
    void listen() throws IOException {
        listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
    }

    @AfterEach
    void stop() throws IOException {
        listening.close();
    }

    @Test
    void sendsALetterWithAnIdThatStaysTheSame() throws Exception {
        mailer().send(LETTER);
        mailer().send(LETTER);
        assertThat(heard)
                .contains(
                        "MAIL FROM:<hub@example.org>",
                        "RCPT TO:<ana@example.org>",
                        "Subject: Fand es statt?",
                        "Auto-Submitted: auto-generated");
        assertThat(heard.stream().filter("Message-ID: <notice-7@127.0.0.1>"::equals)).hasSize(2);
        assertThat(heard).as("a line with a dot alone ends no letter").contains("..", "end");
    }

    @Test
    void tellsWhatIsOfNoUseToTryAgain() {
        toRecipients = "550 no such person";
        assertThat(refused(LETTER).forGood()).isTrue();
        toRecipients = "451 try later";
        assertThat(refused(LETTER).forGood()).isFalse();
        Mailer.Letter nowhere = new Mailer.Letter("not an address", "s", "t", "id");
        assertThat(refused(nowhere).forGood()).isTrue();
    }

    @Test
    void aServerThatIsAwayIsTriedAgain() throws Exception {
        Mailer mailer = mailer();
        listening.close();
        assertThatThrownBy(() -> mailer.send(LETTER))
                .isInstanceOfSatisfying(
                        Mailer.NotSent.class, e -> assertThat(e.forGood()).isFalse());
    }

    @Test
    void signsInOnlyWhereNobodyElseCanRead() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "pw");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        Mailer mailer = MailServer.mailer(Optional.of(server(Optional.of(secret))));
        assertThatThrownBy(() -> mailer.send(LETTER)).isInstanceOf(Mailer.NotSent.class);
        assertThat(heard).noneMatch(line -> line.startsWith("AUTH"));
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> MailServer.mailer(Optional.of(server(Optional.of(secret)))))
                .isInstanceOf(CannotStart.class);
        assertThatThrownBy(() -> MailServer.mailer(Optional.of(server(Optional.empty()))))
                .isInstanceOf(CannotStart.class);
    }

    @Test
    void withoutAServerTheLogIsTold() throws Exception {
        Mailer mailer = MailServer.mailer(Optional.empty());
        mailer.send(LETTER);
        assertThat(heard).isEmpty();
    }

    private Mailer.NotSent refused(Mailer.Letter letter) {
        try {
            mailer().send(letter);
        } catch (Mailer.NotSent e) {
            return e;
        } catch (CannotStart e) {
            throw new AssertionError(e);
        }
        throw new AssertionError("it was taken");
    }

    private Mailer mailer() throws CannotStart {
        MailServer server = server(Optional.empty());
        return MailServer.mailer(
                Optional.of(
                        new MailServer(
                                server.url(), server.from(), Optional.empty(), Optional.empty())));
    }

    private MailServer server(Optional<Path> secret) {
        return new MailServer(
                "smtp://127.0.0.1:" + listening.getLocalPort(),
                "hub@example.org",
                Optional.of("hub"),
                secret);
    }

    private void serve() {
        while (!listening.isClosed()) {
            try (Socket client = listening.accept()) {
                talk(client);
            } catch (IOException e) {
                heard.add("closed");
            }
        }
    }

    private void talk(Socket client) throws IOException {
        BufferedReader in =
                new BufferedReader(
                        new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
        OutputStream out = client.getOutputStream();
        say(out, "220 here");
        boolean data = false;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            heard.add(line);
            if (data) {
                data = !line.equals(".");
                if (!data) {
                    say(out, "250 taken");
                }
            } else if (line.equals("DATA")) {
                data = true;
                say(out, "354 go on");
            } else {
                say(out, line.startsWith("RCPT") ? toRecipients : "250 ok");
            }
        }
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }
}
