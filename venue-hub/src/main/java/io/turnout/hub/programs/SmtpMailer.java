package io.turnout.hub.programs;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;

/** Sends letters by a mail server, one connection each. */
final class SmtpMailer implements Mailer {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int FOR_GOOD = 500;

    private final MailServer server;
    private final String password;
    private final Session session;

    SmtpMailer(MailServer server, String password) {
        this.server = server;
        this.password = password;
        this.session = Session.getInstance(properties(server));
    }

    /** A password goes over no connection that others can read. */
    private static Properties properties(MailServer server) {
        String patience = String.valueOf(PATIENCE.toMillis());
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.host", server.host());
        properties.setProperty("mail.smtp.port", String.valueOf(server.port()));
        properties.setProperty("mail.smtp.connectiontimeout", patience);
        properties.setProperty("mail.smtp.timeout", patience);
        properties.setProperty("mail.smtp.writetimeout", patience);
        properties.setProperty("mail.smtp.auth", String.valueOf(server.user().isPresent()));
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        properties.setProperty("mail.smtp.ssl.enable", String.valueOf(server.isTlsFromTheStart()));
        properties.setProperty("mail.smtp.starttls.enable", "true");
        properties.setProperty(
                "mail.smtp.starttls.required",
                String.valueOf(server.user().isPresent() && !server.isTlsFromTheStart()));
        return properties;
    }

    @Override
    public void send(Letter letter) throws NotSent {
        try (Transport transport = session.getTransport("smtp")) {
            MimeMessage message = message(letter);
            transport.connect(server.user().orElse(null), password);
            transport.sendMessage(message, message.getAllRecipients());
        } catch (MessagingException e) {
            throw new NotSent("the mail server did not take it", endsIt(e), e);
        }
    }

    private MimeMessage message(Letter letter) throws MessagingException {
        MimeMessage message = new Marked(session, "<" + letter.id() + "@" + server.host() + ">");
        message.setFrom(new InternetAddress(server.from(), true));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(letter.to(), true));
        message.setSubject(letter.subject(), StandardCharsets.UTF_8.name());
        message.setText(letter.text(), StandardCharsets.UTF_8.name());
        message.setHeader("Auto-Submitted", "auto-generated");
        message.saveChanges();
        return message;
    }

    /** The same id at every attempt, so that who gets it twice may see it once. */
    private static final class Marked extends MimeMessage {
        private final String id;

        Marked(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }

    /** What the server says no to for good, or an address that is none. */
    private static boolean endsIt(MessagingException failure) {
        Exception next = failure;
        while (next instanceof MessagingException messaging) {
            if (isForGood(messaging)) {
                return true;
            }
            next = messaging.getNextException();
        }
        return false;
    }

    private static boolean isForGood(MessagingException failure) {
        return failure instanceof AddressException
                || (failure instanceof SMTPAddressFailedException refused
                        && refused.getReturnCode() >= FOR_GOOD)
                || (failure instanceof SMTPSendFailedException said
                        && said.getReturnCode() >= FOR_GOOD);
    }
}
