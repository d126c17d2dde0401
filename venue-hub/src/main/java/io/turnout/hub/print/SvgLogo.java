package io.turnout.hub.print;

import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.parser.LoaderContext;
import com.github.weisj.jsvg.parser.SVGLoader;
import com.github.weisj.jsvg.parser.resources.ResourcePolicy;
import com.github.weisj.jsvg.renderer.NullPlatformSupport;
import com.github.weisj.jsvg.view.FloatSize;
import com.github.weisj.jsvg.view.ViewBox;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Logos as SVG. Only shapes are taken: no scripts, no other files, no texts, whose fonts this
 * machine may lack, and nothing that draws itself many times over.
 */
final class SvgLogo {
    private static final int MOST_ELEMENTS = 5_000;
    private static final int START = 1_000;
    private static final Set<String> SHAPES =
            Set.of(
                    "svg",
                    "g",
                    "path",
                    "rect",
                    "circle",
                    "ellipse",
                    "line",
                    "polyline",
                    "polygon",
                    "defs",
                    "lineargradient",
                    "radialgradient",
                    "stop",
                    "clippath",
                    "title",
                    "desc",
                    "metadata",
                    "namedview",
                    "style");

    private SvgLogo() {}

    static boolean looksLike(byte[] file) {
        String start =
                new String(file, 0, Math.min(file.length, START), StandardCharsets.UTF_8)
                        .toLowerCase(Locale.ROOT);
        return start.contains("<svg") || start.contains(":svg");
    }

    static Logo.Reading read(byte[] file) {
        try {
            Optional<String> refused = refused(file);
            return refused.isPresent()
                    ? new Logo.Reading.Bad("element", refused.get())
                    : drawn(file);
        } catch (XMLStreamException | RuntimeException e) {
            // the library says by whatever exception that it cannot draw something
            return new Logo.Reading.Bad("broken", "");
        }
    }

    /** What keeps a file from being taken. */
    private static Optional<String> refused(byte[] file) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newInstance();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        XMLStreamReader xml = factory.createXMLStreamReader(new ByteArrayInputStream(file));
        int elements = 0;
        boolean foreign = false;
        for (; xml.hasNext(); xml.next()) {
            switch (xml.getEventType()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    String name = xml.getLocalName();
                    foreign = ++elements > MOST_ELEMENTS;
                    if (foreign || !known(xml)) {
                        return Optional.of(foreign ? String.valueOf(elements) : name);
                    }
                    Optional<String> attribute = elsewhere(xml);
                    if (attribute.isPresent()) {
                        return attribute;
                    }
                }
                case XMLStreamConstants.CHARACTERS -> {
                    if (leadsElsewhere(xml.getText())) {
                        return Optional.of("url");
                    }
                }
                default -> {
                    // comments and the like draw nothing
                }
            }
        }
        return Optional.empty();
    }

    /** What drawing programs note for themselves, and descriptions, is passed over. */
    private static boolean known(XMLStreamReader xml) {
        String space = Optional.ofNullable(xml.getNamespaceURI()).orElse("");
        boolean svg = space.isEmpty() || space.equals("http://www.w3.org/2000/svg");
        return !svg || SHAPES.contains(xml.getLocalName().toLowerCase(Locale.ROOT));
    }

    private static Optional<String> elsewhere(XMLStreamReader xml) {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            String name = xml.getAttributeLocalName(i).toLowerCase(Locale.ROOT);
            String value = xml.getAttributeValue(i);
            boolean leads = name.equals("href") && !value.startsWith("#");
            if (leads || name.startsWith("on") || leadsElsewhere(value)) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }

    private static boolean leadsElsewhere(String text) {
        String plain = text.replaceAll("[\\s\"'\\\\]", "").toLowerCase(Locale.ROOT);
        return plain.contains("@import") || plain.replace("url(#", "").contains("url(");
    }

    private static Logo.Reading drawn(byte[] file) {
        LoaderContext context =
                LoaderContext.builder().externalResourcePolicy(ResourcePolicy.DENY_ALL).build();
        SVGDocument svg =
                new SVGLoader()
                        .load(new ByteArrayInputStream(file), URI.create("about:blank"), context);
        if (svg == null) {
            return new Logo.Reading.Bad("broken", "");
        }
        FloatSize size = svg.size();
        if (!(size.width > 0 && size.height > 0) || size.width * size.height > 1e12) {
            return new Logo.Reading.Bad("size", size.width + " × " + size.height);
        }
        BufferedImage image = Logo.canvas(size.width, size.height);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(
                RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        svg.renderWithPlatform(
                NullPlatformSupport.INSTANCE,
                graphics,
                new ViewBox(image.getWidth(), image.getHeight()));
        graphics.dispose();
        return new Logo.Reading.Good(new Logo(image));
    }
}
