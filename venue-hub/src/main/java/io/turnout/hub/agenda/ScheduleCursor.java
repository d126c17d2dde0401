package io.turnout.hub.agenda;

import io.turnout.hub.importing.Findings;
import java.io.StringReader;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Walks over an XML file's elements: no document type, no entities but XML's own, bounded depth.
 */
final class ScheduleCursor {
    private static final int DEEPEST = 64;
    private static final String MESSAGE = "Message: ";

    private final XMLStreamReader xml;

    ScheduleCursor(String file) throws UnreadableSchedule {
        try {
            xml = factory().createXMLStreamReader(new StringReader(file));
        } catch (XMLStreamException e) {
            throw broken(e);
        }
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        // The JDK counts each &lt; as an entity; agendas are full of them, and have no others
        factory.setProperty("jdk.xml.maxGeneralEntitySizeLimit", "0");
        factory.setProperty("jdk.xml.totalEntitySizeLimit", "0");
        // Without a reporter the JDK prints what it finds to the standard error
        factory.setXMLReporter((_, _, _, _) -> {});
        return factory;
    }

    /** What to do with a child element; it must move the cursor to the element's end. */
    interface Child {
        void read(String name) throws UnreadableSchedule;
    }

    /** Moves to the root element and gives its name. */
    String root() throws UnreadableSchedule {
        while (next() != XMLStreamConstants.START_ELEMENT) {}
        return xml.getLocalName();
    }

    /** Reads what follows the root element, so that a broken end is found. */
    void finish() throws UnreadableSchedule {
        while (next() != XMLStreamConstants.END_DOCUMENT) {}
    }

    /** Hands each child of the element at the cursor to the reader, up to the element's end. */
    void children(Child child) throws UnreadableSchedule {
        for (int event = next(); event != XMLStreamConstants.END_ELEMENT; event = next()) {
            if (event == XMLStreamConstants.START_ELEMENT) {
                child.read(xml.getLocalName());
            }
        }
    }

    /** Passes over the element at the cursor; each element inside is shown to the reader. */
    void skip(Child seen) throws UnreadableSchedule {
        for (int depth = 1; depth > 0; ) {
            int event = next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                seen.read(xml.getLocalName());
                depth = deeper(depth);
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            }
        }
    }

    /**
     * All text of the element at the cursor, up to the element's end.
     *
     * @param limit characters that are kept; one more shows that there was more
     */
    String text(int limit) throws UnreadableSchedule {
        StringBuilder text = new StringBuilder();
        for (int depth = 1; depth > 0; ) {
            int event = next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                append(text, "<" + xml.getLocalName() + ">", limit);
                depth = deeper(depth);
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
                append(text, depth > 0 ? "</" + xml.getLocalName() + ">" : "", limit);
            } else if (xml.isCharacters()) {
                append(text, xml.getText(), limit);
            }
        }
        return text.toString();
    }

    /** Name of the element at the cursor. */
    String name() {
        return xml.getLocalName();
    }

    /** The attribute's value, empty if absent. */
    String attribute(String name) {
        String value = xml.getAttributeValue(null, name);
        return value == null ? "" : value.strip();
    }

    int line() {
        return Math.max(0, xml.getLocation().getLineNumber());
    }

    UnreadableSchedule stop(String element, String key, Object... values) {
        return new UnreadableSchedule(line(), element, key, values);
    }

    private static void append(StringBuilder text, String more, int limit) {
        int room = limit + 1 - text.length();
        text.append(more, 0, Math.min(room, more.length()));
    }

    private int deeper(int depth) throws UnreadableSchedule {
        if (depth < DEEPEST) {
            return depth + 1;
        }
        throw stop(name(), "fault.schedule.deep", DEEPEST);
    }

    private int next() throws UnreadableSchedule {
        try {
            int event = xml.next();
            if (event == XMLStreamConstants.DTD) {
                throw stop("DOCTYPE", "fault.schedule.doctype");
            }
            return event;
        } catch (XMLStreamException e) {
            throw broken(e);
        }
    }

    private static UnreadableSchedule broken(XMLStreamException e) {
        int line = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getLineNumber());
        String said = e.getMessage() == null ? "" : e.getMessage();
        int message = said.indexOf(MESSAGE);
        String why = message < 0 ? said : said.substring(message + MESSAGE.length());
        return new UnreadableSchedule(line, "", "fault.schedule.xml", Findings.quoted(why));
    }
}
