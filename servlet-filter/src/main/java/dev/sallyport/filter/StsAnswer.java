package dev.sallyport.filter;

import dev.sallyport.identity.AccessKeyId;
import dev.sallyport.identity.SecretAccessKey;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The XML that STS answers with, as far as a filter needs it: credentials, or the code of an error. */
final class StsAnswer {
    /** Bytes of an answer; a token has 4,096 characters at most. */
    static final int MAX_BYTES = 64 * 1024;

    private static final int MAX_DEPTH = 16;
    private static final int MAX_TOKEN_LENGTH = 4096;
    private static final int MAX_CODE_LENGTH = 64;

    private final Map<String, String> texts;

    private StsAnswer(Map<String, String> texts) {
        this.texts = texts;
    }

    /**
     * The credentials in the answer to {@code action}.
     *
     * @throws IllegalArgumentException when there are none, or anything about them is not as it should be
     */
    static RoleCredentials credentials(String action, byte[] xml) {
        StsAnswer answer = read(xml);
        String path = action + "Response/" + action + "Result/Credentials/";
        String token = answer.text(path + "SessionToken");
        AccessKeyId accessKeyId = new AccessKeyId(answer.text(path + "AccessKeyId"));
        if (!accessKeyId.isTemporary()
                || token.isEmpty()
                || token.length() > MAX_TOKEN_LENGTH
                || !token.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IllegalArgumentException("the credentials are not those of a session");
        }
        return new RoleCredentials(
                accessKeyId,
                SecretAccessKey.of(answer.text(path + "SecretAccessKey")),
                token,
                instant(answer.text(path + "Expiration")));
    }

    /** The code of an error answer, for a log; empty when it cannot be told. */
    static Optional<String> errorCode(byte[] xml) {
        try {
            return Optional.ofNullable(read(xml).texts.get("ErrorResponse/Error/Code"))
                    .filter(code -> !code.isEmpty()
                            && code.length() <= MAX_CODE_LENGTH
                            && code.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')));
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    private String text(String path) {
        String text = texts.get(path);
        if (text == null) {
            throw new IllegalArgumentException("the answer has no `" + path + "`");
        }
        return text;
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException notATime) {
            throw new IllegalArgumentException("the answer's expiration is not a time", notATime);
        }
    }

    /** The text of every element that holds only text, by the names on the way to it. */
    private static StsAnswer read(byte[] xml) {
        if (xml.length > MAX_BYTES) {
            throw new IllegalArgumentException("the answer is longer than " + MAX_BYTES + " bytes");
        }
        // The JDK's own parser, whatever else is on the application's class path.
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(utf8(xml)));
            try {
                return new StsAnswer(texts(reader));
            } finally {
                reader.close();
            }
        } catch (XMLStreamException notXml) {
            throw new IllegalArgumentException("the answer is not XML", notXml);
        }
    }

    /** Decoded here, so that no declaration in the text chooses another encoding. */
    private static String utf8(byte[] xml) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(xml))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw new IllegalArgumentException("the answer is not UTF-8", notUtf8);
        }
    }

    private static Map<String, String> texts(XMLStreamReader reader) throws XMLStreamException {
        Map<String, String> texts = new LinkedHashMap<>();
        List<String> path = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        boolean leaf = false;
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    path.add(reader.getLocalName());
                    if (path.size() > MAX_DEPTH) {
                        throw new IllegalArgumentException("the answer nests deeper than " + MAX_DEPTH);
                    }
                    text.setLength(0);
                    leaf = true;
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
                    text.append(reader.getText());
                case XMLStreamConstants.END_ELEMENT -> {
                    if (leaf && texts.putIfAbsent(String.join("/", path), text.toString()) != null) {
                        throw new IllegalArgumentException("the answer says one thing twice");
                    }
                    path.remove(path.size() - 1);
                    leaf = false;
                }
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                    throw new IllegalArgumentException("the answer declares or uses entities");
                default -> {
                    // Comments, processing instructions and the document's ends say nothing.
                }
            }
        }
        return texts;
    }
}
