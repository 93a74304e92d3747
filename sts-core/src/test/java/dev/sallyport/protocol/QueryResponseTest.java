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

class QueryResponseTest {
    private static final String REQUEST_ID = "c6104cbe-af31-11e0-8154-cbc7ccf896c7";

    @Test
    void successHasTheShapeClientsExpect() {
        QueryResponse response = QueryResponse.success(
                QueryApi.STS,
                AnswerForm.XML,
                "GetCallerIdentity",
                REQUEST_ID,
                result -> result.element("Arn", "arn:aws:iam::123456789012:user/alice")
                        .element("Account", "123456789012"));
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.document())
                .isEqualTo("<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">"
                        + "<GetCallerIdentityResult>"
                        + "<Arn>arn:aws:iam::123456789012:user/alice</Arn><Account>123456789012</Account>"
                        + "</GetCallerIdentityResult>"
                        + "<ResponseMetadata><RequestId>" + REQUEST_ID + "</RequestId></ResponseMetadata>"
                        + "</GetCallerIdentityResponse>");
    }

    @Test
    void errorHasItsRequestIdOutsideAndNoReason() {
        QueryResponse response = QueryResponse.error(
                QueryApi.STS,
                AnswerForm.XML,
                new ApiException(ApiError.ACCESS_DENIED, "denied <b>", "the whole reason"),
                Optional.empty(),
                REQUEST_ID);
        assertThat(response.status()).isEqualTo(403);
        assertThat(response.document())
                .isEqualTo("<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">"
                        + "<Error><Type>Sender</Type><Code>AccessDenied</Code><Message>denied &lt;b&gt;</Message></Error>"
                        + "<RequestId>" + REQUEST_ID + "</RequestId></ErrorResponse>");
    }

    @Test
    void jsonHasTheSameMembersInTheSameWrappers() {
        QueryResponse response = QueryResponse.success(
                QueryApi.STS,
                AnswerForm.JSON,
                "GetSessionToken",
                REQUEST_ID,
                result -> result.structure(
                        "Credentials",
                        credentials -> credentials
                                .element("AccessKeyId", "ASIA\"")
                                .element("SourceIdentity", Optional.empty())
                                .element("Size", 8)
                                .element("Flag", true)
                                .element("Expiration", Instant.parse("2026-11-22T05:07:44.999Z"))
                                .list("Users", List.of("a"), (member, user) -> member.element("Name", user))));
        assertThat(response.document())
                .isEqualTo("{\"GetSessionTokenResponse\":{\"GetSessionTokenResult\":{\"Credentials\":{"
                        + "\"AccessKeyId\":\"ASIA\\\"\",\"Size\":8,\"Flag\":true,\"Expiration\":1795324064,"
                        + "\"Users\":[{\"Name\":\"a\"}]}},"
                        + "\"ResponseMetadata\":{\"RequestId\":\"" + REQUEST_ID + "\"}}}");
        assertThat(response.form().contentType()).isEqualTo("application/json");
    }

    @Test
    void jsonErrorHasNoWrapper() {
        QueryResponse response = QueryResponse.error(
                QueryApi.STS,
                AnswerForm.JSON,
                new ApiException(ApiError.INTERNAL_FAILURE, "no", "the whole reason"),
                Optional.of("sealed"),
                REQUEST_ID);
        assertThat(response.document())
                .isEqualTo(
                        "{\"Error\":{\"Type\":\"Receiver\",\"Code\":\"InternalFailure\",\"Message\":\"no\",\"EncodedMessage\":\"sealed\"},"
                                + "\"RequestId\":\"" + REQUEST_ID + "\"}");
    }

    @Test
    void jsonIsForWhoeverAsksForItAndNotForXml() {
        assertThat(AnswerForm.accepted(List.of("application/json"))).isEqualTo(AnswerForm.JSON);
        assertThat(AnswerForm.accepted(List.of("*/*;q=0.1, Application/JSON ; q=1")))
                .isEqualTo(AnswerForm.JSON);
        for (String accept : List.of(
                "*/*", "", "application/json, text/xml", "application/xml, application/json", "application/jsonx")) {
            assertThat(AnswerForm.accepted(List.of(accept))).as(accept).isEqualTo(AnswerForm.XML);
        }
        assertThat(AnswerForm.accepted(List.of())).isEqualTo(AnswerForm.XML);
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
        assertThat(QueryResponse.success(
                        QueryApi.STS,
                        AnswerForm.XML,
                        "AssumeRole",
                        REQUEST_ID,
                        result -> result.element("SecretAccessKey", "s3cret")))
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
        QueryResponse response = QueryResponse.error(
                QueryApi.STS,
                AnswerForm.XML,
                new ApiException(ApiError.VALIDATION_ERROR, text),
                Optional.empty(),
                REQUEST_ID);
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
