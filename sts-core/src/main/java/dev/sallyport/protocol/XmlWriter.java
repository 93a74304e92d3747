package dev.sallyport.protocol;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Writes the elements of an answer, in the shapes clients of the Query protocol expect. The only place where an answer's XML is made.
 *
 * <p>Names come from the program and values from anywhere: a value never becomes markup, and the result is always
 * well-formed.
 */
final class XmlWriter implements ResultWriter {
    private final StringBuilder xml = new StringBuilder(1024);

    XmlWriter() {}

    @Override
    public XmlWriter element(String name, String value) {
        xml.append('<').append(requireName(name)).append('>');
        XmlText.append(xml, value);
        xml.append("</").append(name).append('>');
        return this;
    }

    @Override
    public XmlWriter element(String name, long value) {
        return element(name, Long.toString(value));
    }

    @Override
    public XmlWriter element(String name, boolean value) {
        return element(name, Boolean.toString(value));
    }

    /** {@code 2026-11-22T04:07:44Z}. */
    @Override
    public XmlWriter element(String name, Instant value) {
        return element(name, value.truncatedTo(ChronoUnit.SECONDS).toString());
    }

    @Override
    public XmlWriter structure(String name, Consumer<ResultWriter> content) {
        xml.append('<').append(requireName(name)).append('>');
        content.accept(this);
        xml.append("</").append(name).append('>');
        return this;
    }

    /** {@code <Name><member>…</member></Name>}. */
    @Override
    public <T> XmlWriter list(String name, Collection<T> elements, BiConsumer<ResultWriter, T> content) {
        return structure(
                name,
                list -> elements.forEach(element -> structure("member", member -> content.accept(member, element))));
    }

    /** A root element with a namespace, around everything else. */
    XmlWriter root(String name, String namespace, Consumer<ResultWriter> content) {
        xml.append('<').append(requireName(name)).append(" xmlns=\"");
        XmlText.append(xml, namespace);
        xml.append("\">");
        content.accept(this);
        xml.append("</").append(name).append('>');
        return this;
    }

    String xml() {
        return xml.toString();
    }

    private static String requireName(String name) {
        if (name.isEmpty() || !name.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))) {
            throw new IllegalArgumentException("an element name is letters: " + name);
        }
        return name;
    }
}
