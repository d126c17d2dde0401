package io.turnout.hub.certificates;

import io.turnout.hub.agenda.EventId;
import io.turnout.hub.print.TaggedWriter;
import io.turnout.hub.web.Words;
import java.util.Locale;
import java.util.Optional;

/**
 * Certificates as PDF. The same certificate in the same language gives the same bytes, at any time.
 * Thread-safe.
 */
public final class CertificateFiles {
    private static final int LONGEST_NAME = 60;

    private final Templates templates;
    private final String url;

    /**
     * @param url where people reach the hub
     */
    public CertificateFiles(Templates templates, String url) {
        this.templates = templates;
        this.url = url;
    }

    /** Where a certificate is verified. */
    public String address(CertificateNumber number) {
        return url + "/verify/" + number.shown();
    }

    /** One file. */
    public byte[] pdf(Certificate certificate, Words words) {
        try (Press press = press(words)) {
            return press.pdf(certificate);
        }
    }

    byte[] pdf(Certificate certificate, Template template, Words words) {
        try (TaggedWriter writer = new TaggedWriter()) {
            return writer.pdf(
                    CertificateText.of(
                            certificate, template, words, address(certificate.number())));
        }
    }

    /** For many files one after another; for one thread. */
    Press press(Words words) {
        return new Press(words);
    }

    /** Keeps what is the same for many. */
    final class Press implements AutoCloseable {
        private final TaggedWriter writer = new TaggedWriter();
        private final Words words;
        private Optional<Template> last = Optional.empty();
        private String of = "";

        Press(Words words) {
            this.words = words;
        }

        byte[] pdf(Certificate certificate) {
            return writer.pdf(
                    CertificateText.of(
                            certificate,
                            template(certificate.event(), certificate.template()),
                            words,
                            address(certificate.number())));
        }

        private Template template(EventId event, long version) {
            String wanted = event.value() + " " + version;
            if (last.isEmpty() || !of.equals(wanted)) {
                last = Optional.of(templates.find(event, version));
                of = wanted;
            }
            return last.get();
        }

        @Override
        public void close() {
            writer.close();
        }
    }

    /** What a file is called: safe on every disk, and with the number there is only one. */
    public static String fileName(Certificate certificate) {
        Certified.Person person = certificate.certified().person();
        String name =
                (person.family() + " " + person.given())
                        .replaceAll("[^\\p{L}\\p{M}\\p{Nd}]+", "-")
                        .replaceAll("^-+|-+$", "");
        String kept =
                name.codePointCount(0, name.length()) > LONGEST_NAME
                        ? name.substring(0, name.offsetByCodePoints(0, LONGEST_NAME))
                        : name;
        return (kept.isEmpty() ? "certificate" : kept)
                + "_"
                + certificate.number().shown()
                + ".pdf";
    }

    /** A name that may stand in a header. */
    public static String plainName(Certificate certificate) {
        return "certificate-%s.pdf"
                .formatted(certificate.number().shown())
                .toLowerCase(Locale.ROOT);
    }
}
