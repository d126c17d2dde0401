package io.turnout.hub.programs;

import io.turnout.hub.start.CannotStart;
import io.turnout.hub.start.SecretFile;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The server that letters are sent by.
 *
 * @param url {@code smtp://} or {@code smtps://}, with a port where it is not the usual one
 * @param from whom letters are from
 * @param user what the hub signs in as; absent where the server asks for nothing
 * @param secretFile has the password
 */
public record MailServer(
        String url, String from, Optional<String> user, Optional<Path> secretFile) {
    private static final int SUBMISSION = 587;
    private static final int SUBMISSION_BY_TLS = 465;

    /**
     * What carries letters: this server, or the log where there is none.
     *
     * @throws CannotStart with a user, but without a password that only its owner can read
     */
    public static Mailer mailer(Optional<MailServer> server) throws CannotStart {
        return server.isPresent()
                ? new SmtpMailer(server.get(), server.get().password())
                : new LogMailer();
    }

    private String password() throws CannotStart {
        if (user.isEmpty()) {
            return "";
        }
        Path file =
                secretFile.orElseThrow(() ->
                        new CannotStart(
                                "There is a mail.user but no password: put it into a file, and name"
                                        + " that as mail.secret-file."));
        return SecretFile.read("mail server", file);
    }

    boolean isTlsFromTheStart() {
        return url.startsWith("smtps:");
    }

    String host() {
        String authority = URI.create(url).getRawAuthority();
        return authority.replaceFirst(":[0-9]+$", "");
    }

    int port() {
        int port = URI.create(url).getPort();
        int usual = isTlsFromTheStart() ? SUBMISSION_BY_TLS : SUBMISSION;
        return port < 0 ? usual : port;
    }
}
