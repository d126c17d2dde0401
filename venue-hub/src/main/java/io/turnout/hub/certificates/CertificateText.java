package io.turnout.hub.certificates;

import io.turnout.hub.certificates.Certified.Line;
import io.turnout.hub.certificates.Certified.Study;
import io.turnout.hub.certificates.Template.Wording;
import io.turnout.hub.credit.Credit;
import io.turnout.hub.print.TaggedDocument;
import io.turnout.hub.print.TaggedDocument.Block;
import io.turnout.hub.print.TaggedDocument.Column;
import io.turnout.hub.print.TaggedDocument.Size;
import io.turnout.hub.web.Words;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A certificate in the words of one language, in the order in which it is read. */
final class CertificateText {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");

    private final Words words;
    private final Certified certified;
    private final Template template;
    private final Wording own;
    private final ZoneId zone;

    private CertificateText(Words words, Certified certified, Template template) {
        this.words = words;
        this.certified = certified;
        this.template = template;
        this.own = template.in(words.language().getLanguage());
        this.zone = ZoneId.of(certified.zone());
    }

    /**
     * The document.
     *
     * @param address where it is verified
     */
    static TaggedDocument of(
            Certificate certificate, Template template, Words words, String address) {
        return new CertificateText(words, certificate.certified(), template)
                .document(certificate, address);
    }

    private TaggedDocument document(Certificate certificate, String address) {
        String title = or(own.title(), "certificate.title");
        List<Block> blocks = new ArrayList<>();
        template.logo().ifPresent(logo -> blocks.add(new Block.Picture(logo, own.logoSays())));
        blocks.add(new Block.Heading(1, title));
        blocks.add(new Block.Text(event(), Size.LARGE));
        blocks.add(new Block.Text(certified.person().name(), Size.NAME));
        if (!certified.person().licence().isEmpty()) {
            blocks.add(
                    new Block.Text(
                            words.get("certificate.licence", certified.person().licence()),
                            Size.NORMAL));
        }
        blocks.add(new Block.Text(or(own.intro(), "certificate.intro"), Size.NORMAL));
        sessions(blocks);
        totals(blocks);
        if (template.refused() && !certified.refused().isEmpty()) {
            refused(blocks);
        }
        if (!own.closing().isEmpty()) {
            blocks.add(new Block.Text(own.closing(), Size.NORMAL));
        }
        blocks.add(code(certificate, address));
        return new TaggedDocument(
                title + " " + certificate.number().shown(),
                words.language(),
                Instant.ofEpochMilli(certificate.issuedMs()),
                template.rgb(),
                words.get("certificate.footer", certificate.number().shown()),
                (page, pages) -> words.get("certificate.page", page, pages),
                words.get("certificate.lacking"),
                blocks);
    }

    private String or(String own, String key) {
        return own.isEmpty() ? words.get(key) : own;
    }

    private String event() {
        String first = certified.firstDay();
        String last = certified.lastDay();
        if (first.isEmpty()) {
            return certified.event();
        }
        String days =
                last.isEmpty() || first.equals(last)
                        ? date(LocalDate.parse(first))
                        : date(LocalDate.parse(first)) + " – " + date(LocalDate.parse(last));
        return certified.event() + "\n" + days;
    }

    private void sessions(List<Block> blocks) {
        blocks.add(new Block.Heading(2, words.get("certificate.sessions")));
        blocks.add(
                new Block.Table(
                        List.of(
                                new Column(words.get("certificate.date"), 15, false),
                                new Column(words.get("certificate.time"), 14, false),
                                new Column(words.get("certificate.session"), 38, false),
                                new Column(words.get("certificate.minutes"), 10, true),
                                new Column(words.get("certificate.credits"), 23, false)),
                        certified.attended().stream().map(this::session).toList()));
        blocks.add(new Block.Text(words.get("certificate.zone", place()), Size.SMALL));
    }

    private List<String> session(Line line) {
        return List.of(
                day(line.startMs()),
                time(line.startMs()) + "–" + time(line.endMs()),
                line.title(),
                number(BigDecimal.valueOf(line.minutes())),
                line.studies().isEmpty()
                        ? "–"
                        : line.studies().stream()
                                .map(this::study)
                                .collect(Collectors.joining("\n")));
    }

    private String study(Study study) {
        return words.get(
                "certificate.study", number(new BigDecimal(study.credits())), study.field());
    }

    private void totals(List<Block> blocks) {
        List<List<String>> rows = new ArrayList<>();
        for (Credit total : certified.totals()) {
            rows.add(List.of(total.field(), number(total.credits())));
        }
        rows.add(List.of(words.get("certificate.all"), number(certified.total())));
        blocks.add(new Block.Heading(2, words.get("certificate.totals")));
        blocks.add(
                new Block.Table(
                        List.of(
                                new Column(words.get("certificate.field"), 80, false),
                                new Column(words.get("certificate.credits"), 20, true)),
                        rows));
    }

    private void refused(List<Block> blocks) {
        String language = words.language().getLanguage();
        blocks.add(new Block.Heading(2, words.get("certificate.refused")));
        blocks.add(
                new Block.Table(
                        List.of(
                                new Column(words.get("certificate.date"), 15, false),
                                new Column(words.get("certificate.session"), 40, false),
                                new Column(words.get("certificate.why"), 45, false)),
                        certified.refused().stream()
                                .map(line ->
                                        List.of(
                                                day(line.startMs()),
                                                line.title(),
                                                line.why().getOrDefault(language, "")))
                                .toList()));
    }

    private Block code(Certificate certificate, String address) {
        LocalDate issued = Instant.ofEpochMilli(certificate.issuedMs()).atZone(zone).toLocalDate();
        return new Block.Code(
                address,
                words.get("certificate.qr", address),
                List.of(
                        words.get("certificate.number", certificate.number().shown()),
                        words.get("certificate.issued", date(issued)),
                        words.get("certificate.verify")));
    }

    private String place() {
        String id = zone.getId();
        return id.substring(id.lastIndexOf('/') + 1).replace('_', ' ');
    }

    private String date(LocalDate date) {
        return formatted(date, "certificate.format.date");
    }

    private String day(long millis) {
        return formatted(
                Instant.ofEpochMilli(millis).atZone(zone).toLocalDate(), "certificate.format.day");
    }

    private String formatted(LocalDate date, String key) {
        return DateTimeFormatter.ofPattern(words.get(key), words.language()).format(date);
    }

    private String time(long millis) {
        return TIME.format(Instant.ofEpochMilli(millis).atZone(zone));
    }

    private String number(BigDecimal number) {
        return number(words, number);
    }

    /** With all its digits, and no mark between thousands: one language's is another's comma. */
    static String number(Words words, BigDecimal number) {
        NumberFormat format = NumberFormat.getNumberInstance(words.language());
        format.setGroupingUsed(false);
        format.setMaximumFractionDigits(Math.max(0, number.scale()));
        return format.format(number);
    }
}
