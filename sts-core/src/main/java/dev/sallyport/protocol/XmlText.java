package dev.sallyport.protocol;

/** Character data and attribute values of XML 1.0, the one encoder for both. What XML cannot hold at all becomes U+FFFD, so that every document can be parsed. */
public final class XmlText {
    private static final int REPLACEMENT = 0xfffd;

    private XmlText() {}

    public static void append(StringBuilder xml, String text) {
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> xml.append("&amp;");
                case '<' -> xml.append("&lt;");
                case '>' -> xml.append("&gt;");
                case '"' -> xml.append("&quot;");
                // A parser reads a raw carriage return as a line feed.
                case '\r' -> xml.append("&#xD;");
                default -> xml.appendCodePoint(isCharacter(c) ? c : REPLACEMENT);
            }
        });
    }

    /** XML 1.0 production 2, {@code Char}; a surrogate alone is none. */
    private static boolean isCharacter(int c) {
        return c == '\t' || c == '\n' || (c >= 0x20 && c <= 0xd7ff) || (c >= 0xe000 && c <= 0xfffd) || c >= 0x10000;
    }
}
