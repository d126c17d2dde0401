package io.turnout.hub.print;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TimeZone;
import java.util.function.BiFunction;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentCatalog;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDPageContentStream.AppendMode;
import org.apache.pdfbox.pdmodel.common.COSObjectable;
import org.apache.pdfbox.pdmodel.common.PDMetadata;
import org.apache.pdfbox.pdmodel.common.PDNumberTreeNode;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDMarkInfo;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDMarkedContentReference;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDObjectReference;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDParentTreeValue;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureTreeRoot;
import org.apache.pdfbox.pdmodel.documentinterchange.taggedpdf.PDTableAttributeObject;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionURI;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationLink;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDBorderStyleDictionary;
import org.apache.pdfbox.pdmodel.interactive.viewerpreferences.PDViewerPreferences;
import org.jspecify.annotations.Nullable;

/**
 * The bones of a PDF that screen readers can read, as ISO 14289-1 (PDF/UA-1) asks: each mark on a
 * page belongs to an element of its structure or is a decoration. The same input gives the same
 * bytes.
 */
final class TaggedPdf implements AutoCloseable {
    private final PDDocument document = new PDDocument();
    private final PDStructureTreeRoot root = new PDStructureTreeRoot();
    private final PDStructureElement all;
    private final List<PDPage> pages = new ArrayList<>();
    private final Map<Integer, COSArray> marks = new HashMap<>();
    private final Map<Integer, COSObjectable> parents = new HashMap<>();
    private int nextKey;
    private @Nullable PDPageContentStream content;

    TaggedPdf(TaggedDocument facts) throws IOException {
        this.all = new PDStructureElement("Document", root);
        root.appendKid(all);
        document.setVersion(1.7f);
        document.setDocumentId(facts.made().toEpochMilli());
        PDDocumentInformation information = document.getDocumentInformation();
        information.setTitle(facts.title());
        Calendar made = new GregorianCalendar(TimeZone.getTimeZone("UTC"));
        made.setTimeInMillis(facts.made().toEpochMilli());
        information.setCreationDate(made);
        catalog(facts);
    }

    /** What draws; it may fail where the library does. */
    @FunctionalInterface
    interface Drawing {
        void on(PDPageContentStream page) throws IOException;
    }

    private void catalog(TaggedDocument facts) throws IOException {
        PDDocumentCatalog catalog = document.getDocumentCatalog();
        catalog.setLanguage(facts.languageTag());
        catalog.setStructureTreeRoot(root);
        PDMarkInfo marked = new PDMarkInfo();
        marked.setMarked(true);
        catalog.setMarkInfo(marked);
        PDViewerPreferences preferences = new PDViewerPreferences(new COSDictionary());
        preferences.setDisplayDocTitle(true);
        catalog.setViewerPreferences(preferences);
        byte[] xmp = xmp(facts.title()).getBytes(StandardCharsets.UTF_8);
        catalog.setMetadata(new PDMetadata(document, new ByteArrayInputStream(xmp)));
    }

    private static String xmp(String title) {
        return """
        <?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
        <x:xmpmeta xmlns:x="adobe:ns:meta/">
        <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
        <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
         xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
        <dc:title><rdf:Alt><rdf:li xml:lang="x-default">%s</rdf:li></rdf:Alt></dc:title>
        <pdfuaid:part>1</pdfuaid:part>
        </rdf:Description></rdf:RDF></x:xmpmeta>
        <?xpacket end="r"?>
        """
                .formatted(escaped(title));
    }

    PDDocument document() {
        return document;
    }

    /** Begins a page. */
    void page() throws IOException {
        end();
        PDPage page = new PDPage(PDRectangle.A4);
        page.getCOSObject().setName(COSName.getPDFName("Tabs"), "S");
        page.setStructParents(nextKey);
        COSArray marked = new COSArray();
        marks.put(pages.size(), marked);
        parents.put(nextKey++, new PDParentTreeValue(marked));
        document.addPage(page);
        pages.add(page);
        content = new PDPageContentStream(document, page);
    }

    private PDPageContentStream content() {
        return Objects.requireNonNull(content, "there is no page yet");
    }

    private void end() throws IOException {
        if (content != null) {
            content.close();
            content = null;
        }
    }

    int pages() {
        return pages.size();
    }

    /** An element of the document itself. */
    PDStructureElement element(String type) {
        return element(type, all);
    }

    PDStructureElement element(String type, PDStructureElement parent) {
        PDStructureElement element = new PDStructureElement(type, parent);
        parent.appendKid(element);
        return element;
    }

    /** The head of a column. */
    PDStructureElement head(PDStructureElement row) {
        PDStructureElement head = element("TH", row);
        PDTableAttributeObject scope = new PDTableAttributeObject();
        scope.setScope(PDTableAttributeObject.SCOPE_COLUMN);
        head.addAttribute(scope);
        return head;
    }

    /** Draws on the last page what belongs to an element. */
    void draw(PDStructureElement element, Drawing drawing) throws IOException {
        COSArray marked = Objects.requireNonNull(marks.get(pages.size() - 1));
        int mark = marked.size();
        content().beginMarkedContent(COSName.getPDFName(element.getStructureType()), mark);
        drawing.on(content());
        content().endMarkedContent();
        PDMarkedContentReference reference = new PDMarkedContentReference();
        reference.setPage(pages.getLast());
        reference.setMCID(mark);
        element.appendKid(reference);
        marked.add(element.getCOSObject());
    }

    /** Draws on the last page what screen readers pass over. */
    void decorate(Drawing drawing) throws IOException {
        artifact(content(), drawing);
    }

    /** Draws the same on each page, which is over then. */
    void footer(BiFunction<Integer, Integer, Drawing> drawing) throws IOException {
        end();
        for (int i = 0; i < pages.size(); i++) {
            try (PDPageContentStream more =
                    new PDPageContentStream(
                            document, pages.get(i), AppendMode.APPEND, true, true)) {
                artifact(more, drawing.apply(i + 1, pages.size()));
            }
        }
    }

    private static void artifact(PDPageContentStream content, Drawing drawing) throws IOException {
        content.beginMarkedContent(COSName.ARTIFACT);
        drawing.on(content);
        content.endMarkedContent();
    }

    /** Makes a place on the last page lead to an address. */
    void link(PDStructureElement element, PDRectangle place, String address) throws IOException {
        PDAnnotationLink link = new PDAnnotationLink();
        PDActionURI action = new PDActionURI();
        action.setURI(address);
        link.setAction(action);
        link.setRectangle(place);
        link.setContents(address);
        link.setPrinted(true);
        PDBorderStyleDictionary border = new PDBorderStyleDictionary();
        border.setWidth(0);
        link.setBorderStyle(border);
        PDPage page = pages.getLast();
        link.setPage(page);
        link.setStructParent(nextKey);
        page.getAnnotations().add(link);
        PDObjectReference reference = new PDObjectReference();
        reference.setReferencedObject(link);
        reference.getCOSObject().setItem(COSName.PG, page);
        element.appendKid(reference);
        parents.put(nextKey++, element);
    }

    byte[] bytes() throws IOException {
        end();
        PDNumberTreeNode tree = new PDNumberTreeNode(PDParentTreeValue.class);
        tree.setNumbers(parents);
        root.setParentTree(tree);
        root.setParentTreeNextKey(nextKey);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        document.save(out);
        return out.toByteArray();
    }

    @Override
    public void close() throws IOException {
        end();
        document.close();
    }

    private static String escaped(String text) {
        return text.replaceAll("\\p{Cntrl}", " ")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
    }
}
