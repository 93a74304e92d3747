package dev.sallyport.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class XmlResponseTest {
    private static final String REQUEST_ID = "c6104cbe-af31-11e0-8154-cbc7ccf896c7";

    @Test
    void successHasTheShapeClientsExpect() {
        XmlResponse response = XmlResponse.success(
                QueryApi.STS,
                "GetCallerIdentity",
                REQUEST_ID,
                result -> result.element("Arn", "arn:aws:iam::123456789012:user/alice")
                        .element("Account", "123456789012"));
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.xml())
                .isEqualTo("<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">"
                        + "<GetCallerIdentityResult>"
                        + "<Arn>arn:aws:iam::123456789012:user/alice</Arn><Account>123456789012</Account>"
                        + "</GetCallerIdentityResult>"
                        + "<ResponseMetadata><RequestId>" + REQUEST_ID + "</RequestId></ResponseMetadata>"
                        + "</GetCallerIdentityResponse>");
    }

    @Test
    void errorHasItsRequestIdOutsideAndNoReason() {
        XmlResponse response = XmlResponse.error(
                QueryApi.STS, new ApiException(ApiError.ACCESS_DENIED, "denied <b>", "the whole reason"), REQUEST_ID);
        assertThat(response.status()).isEqualTo(403);
        assertThat(response.xml())
                .isEqualTo("<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">"
                        + "<Error><Type>Sender</Type><Code>AccessDenied</Code><Message>denied &lt;b&gt;</Message></Error>"
                        + "<RequestId>" + REQUEST_ID + "</RequestId></ErrorResponse>");
    }

    @Test
    void absentValueIsLeftOutAndEmptyListIsNot() {
        XmlWriter writer = new XmlWriter();
        writer.element("SourceIdentity", Optional.empty())
                .element("Name", Optional.of("n"))
                .element("Size", 8)
                .element("Flag", true)
                .element("Expiration", Instant.parse("2026-11-22T05:07:44.999Z"))
                .list("Roles", List.<String>of(), (member, role) -> member.element("Name", role))
                .list("Users", List.of("a", "b"), (member, user) -> member.element("Name", user));
        assertThat(writer.xml())
                .isEqualTo("<Name>n</Name><Size>8</Size><Flag>true</Flag><Expiration>2026-11-22T05:07:44Z</Expiration>"
                        + "<Roles></Roles>"
                        + "<Users><member><Name>a</Name></member><member><Name>b</Name></member></Users>");
    }

    @Test
    void elementNameIsNeverText() {
        assertThatThrownBy(() -> new XmlWriter().element("a b", "")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new XmlWriter().structure("", writer -> {}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void documentDoesNotPrint() {
        assertThat(XmlResponse.success(
                        QueryApi.STS, "AssumeRole", REQUEST_ID, result -> result.element("SecretAccessKey", "s3cret")))
                .asString()
                .doesNotContain("s3cret");
    }

    @Test
    void hostileTextArrivesAsItIsOrReplaced() throws Exception {
        for (int c = 0; c <= 0xffff; c++) {
            String text = "a" + (char) c + "b";
            boolean isXmlCharacter = c == '\t' || c == '\n' || c == '\r' || (c >= ' ' && !isSurrogate(c) && c < 0xfffe);
            boolean isNearALimit = c < 0x100 || (c >= 0xd7f0 && c <= 0xe010) || c >= 0xfff0;
            if (isNearALimit) {
                assertThat(readBack(text)).as("U+%04X", c).isEqualTo(isXmlCharacter ? text : "a\ufffdb");
            }
        }
        for (String text : List.of(
                "]]>",
                "<![CDATA[x]]>",
                "<!--",
                "&amp;",
                "&#0;",
                "\r\n",
                " a ",
                "\ud83d\udd11",
                "\ud83d",
                "\udd11\ud83d",
                "</Message><Code>X</Code>",
                "\u0085\u2028\u2029")) {
            String expected = text.chars().filter(c -> isSurrogate(c)).count() == 2 && text.charAt(0) == '\ud83d'
                    ? text
                    : text.replaceAll("[\ud800-\udfff]", "\ufffd");
            assertThat(readBack(text)).isEqualTo(expected);
        }
    }

    @Test
    void naughtyStringsMakeWellFormedAnswers() throws Exception {
        Path file = Path.of(System.getProperty("sallyport.shared", "../shared"), "vectors/strings/blns.json");
        if (!Files.exists(file)) {
            System.out.println("MISSING, nothing is tested: " + file);
        }
        assumeTrue(Files.exists(file));
        int passed = 0;
        List<String> failed = new ArrayList<>();
        for (JsonNode node : JsonMapper.shared().readTree(Files.readString(file))) {
            String text = node.asString();
            String expected = text.codePoints()
                    .map(c -> c < ' ' && c != '\t' && c != '\n' && c != '\r' || c == 0xfffe || c == 0xffff ? 0xfffd : c)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            if (readBack(text).equals(expected)) {
                passed++;
            } else {
                failed.add(text);
            }
        }
        System.out.printf(
                "strings/blns.json as XML: passed %d, failed %d, skipped 0, total %d%n",
                passed, failed.size(), passed + failed.size());
        assertThat(failed).isEmpty();
        assertThat(passed).isPositive();
    }

    private static String readBack(String text) throws Exception {
        XmlResponse response =
                XmlResponse.error(QueryApi.STS, new ApiException(ApiError.VALIDATION_ERROR, text), REQUEST_ID);
        Document document = DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(response.body()));
        assertThat(document.getElementsByTagName("Code").getLength()).isEqualTo(1);
        return document.getElementsByTagName("Message").item(0).getTextContent();
    }

    private static boolean isSurrogate(int c) {
        return c >= 0xd800 && c <= 0xdfff;
    }
}
