package io.turnout.provisioning.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * Moves a schedule (frab XML) in time so that its first day is today and sessions are on now. By
 * whole days in the daytime; at night by whole hours as well.
 */
final class AgendaShift {
    /** Between these a conference's first day has sessions in most rooms. */
    private static final LocalTime BUSY_FROM = LocalTime.of(10, 45);

    private static final LocalTime BUSY_UNTIL = LocalTime.of(16, 0);

    private final ZoneId zone;
    private final LocalDateTime now;

    AgendaShift(ZoneId zone, LocalDateTime now) {
        this.zone = zone;
        this.now = now;
    }

    /** A schedule moved, and how. */
    record Moved(String xml, boolean hoursMoved) {}

    /**
     * Moves a schedule.
     *
     * @throws IOException when it is not a schedule with dates
     */
    Moved move(InputStream schedule) throws IOException {
        Document document = parse(schedule);
        List<Element> days = elements(document, "day");
        if (days.isEmpty()) {
            throw new IOException("the agenda has no day");
        }
        Duration shift = shift(LocalDate.parse(days.getFirst().getAttribute("date")));
        days.forEach(day -> moveDay(day, shift));
        elements(document, "event").forEach(event -> moveEvent(event, shift));
        for (Element name : elements(document, "time_zone_name")) {
            name.setTextContent(zone.getId());
        }
        return new Moved(write(document), shift.toHours() % 24 != 0);
    }

    private Duration shift(LocalDate firstDay) {
        long days = ChronoUnit.DAYS.between(firstDay, now.toLocalDate());
        LocalTime time = now.toLocalTime();
        boolean daytime = !time.isBefore(BUSY_FROM) && time.isBefore(BUSY_UNTIL);
        long minutes = ChronoUnit.MINUTES.between(BUSY_FROM, time);
        long hours = daytime ? 0 : Math.floorDiv(minutes, 60);
        return Duration.ofDays(days).plusHours(hours);
    }

    private void moveDay(Element day, Duration shift) {
        LocalDate date = LocalDate.parse(day.getAttribute("date"));
        day.setAttribute("date", date.plusDays(Math.floorDiv(shift.toHours(), 24)).toString());
        for (String edge : List.of("start", "end")) {
            if (day.hasAttribute(edge)) {
                day.setAttribute(edge, moved(day.getAttribute(edge), shift));
            }
        }
    }

    private void moveEvent(Element event, Duration shift) {
        for (Element date : elements(event, "date")) {
            date.setTextContent(moved(date.getTextContent().strip(), shift));
        }
        for (Element start : elements(event, "start")) {
            LocalTime time = LocalTime.parse(start.getTextContent().strip());
            start.setTextContent(time.plus(shift).format(DateTimeFormatter.ofPattern("HH:mm")));
        }
    }

    /** The same local time, moved, in the zone of the demo. */
    private String moved(String time, Duration shift) {
        return OffsetDateTime.parse(time)
                .toLocalDateTime()
                .plus(shift)
                .atZone(zone)
                .format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
    }

    private static Document parse(InputStream schedule) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            // Its own handler prints to standard error besides throwing.
            builder.setErrorHandler(null);
            return builder.parse(schedule);
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException("the agenda is not a schedule in XML: " + e.getMessage(), e);
        }
    }

    private static String write(Document document) throws IOException {
        try {
            StringWriter text = new StringWriter();
            TransformerFactory.newInstance()
                    .newTransformer()
                    .transform(new DOMSource(document), new StreamResult(text));
            return text.toString();
        } catch (TransformerException e) {
            throw new IOException("cannot write the moved agenda", e);
        }
    }

    private static List<Element> elements(Node parent, String name) {
        List<Element> found = new ArrayList<>();
        var nodes =
                parent instanceof Document document
                        ? document.getElementsByTagName(name)
                        : ((Element) parent).getElementsByTagName(name);
        for (int i = 0; i < nodes.getLength(); i++) {
            found.add((Element) nodes.item(i));
        }
        return found;
    }
}
