package dev.sallyport.benchmarks.sts;

import dev.sallyport.identity.AccessKeyId;
import dev.sallyport.identity.SecretAccessKey;
import dev.sallyport.sigv4.HeaderField;
import dev.sallyport.sigv4.PathForm;
import dev.sallyport.sigv4.RequestHead;
import dev.sallyport.sigv4.RequestSigner;
import dev.sallyport.sigv4.Sha256;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** HTTP requests as bytes, and what to look for in answers. */
final class Requests {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String REGION = "us-east-1";

    private Requests() {}

    /** @param sessionToken of temporary credentials */
    record Credentials(String accessKeyId, String secret, Optional<String> sessionToken) {
        /** Those in an answer of STS in XML. */
        static Credentials of(String xml) throws IOException {
            return new Credentials(
                    element(xml, "AccessKeyId"),
                    element(xml, "SecretAccessKey"),
                    Optional.of(element(xml, "SessionToken")));
        }

        @Override
        public String toString() {
            return "Credentials[" + accessKeyId + "]";
        }
    }

    static String form(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    static byte[] post(int port, String path, String form) {
        return bytes("POST", path, head(port, true), form);
    }

    /** A form that is signed for STS. */
    static byte[] signedPost(int port, String form, Credentials credentials, Instant now) {
        return signed("POST", head(port, true), form, "sts", credentials, now);
    }

    /** Lists buckets. */
    static byte[] signedGet(int port, Credentials credentials, Instant now) {
        List<HeaderField> head = head(port, false);
        head.add(new HeaderField("X-Amz-Content-Sha256", Sha256.hex(new byte[0])));
        return signed("GET", head, "", "s3", credentials, now);
    }

    private static byte[] signed(
            String method, List<HeaderField> head, String body, String service, Credentials credentials, Instant now) {
        List<HeaderField> all = new ArrayList<>(head);
        all.addAll(RequestSigner.sign(
                RequestHead.ofTarget(method, "/", head),
                new AccessKeyId(credentials.accessKeyId()),
                SecretAccessKey.of(credentials.secret()),
                credentials.sessionToken(),
                REGION,
                service,
                Sha256.hex(body.getBytes(StandardCharsets.UTF_8)),
                PathForm.ofService(service),
                now));
        return bytes(method, "/", all, body);
    }

    private static List<HeaderField> head(int port, boolean form) {
        List<HeaderField> head = new ArrayList<>();
        head.add(new HeaderField("Host", "localhost:" + port));
        if (form) {
            head.add(new HeaderField("Content-Type", FORM));
        }
        return head;
    }

    private static byte[] bytes(String method, String path, List<HeaderField> head, String body) {
        StringBuilder request =
                new StringBuilder(method).append(' ').append(path).append(" HTTP/1.1\r\n");
        head.forEach(field ->
                request.append(field.name()).append(": ").append(field.value()).append("\r\n"));
        if (!body.isEmpty()) {
            request.append("Content-Length: ").append(body.length()).append("\r\n");
        }
        return request.append("\r\n").append(body).toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** The text of the first element of that name. */
    static String element(String xml, String name) throws IOException {
        Matcher matcher = Pattern.compile("<" + name + ">([^<]+)</").matcher(xml);
        if (!matcher.find()) {
            throw new IOException("the answer has no `" + name + "`");
        }
        return matcher.group(1);
    }

    /** @throws IOException unless the answer is 200 and has the text */
    static String requireSuccess(HttpLoad.Answer answer, String text) throws IOException {
        if (answer.status() != 200 || !answer.body().contains(text)) {
            throw new IOException("an answer has status " + answer.status() + " or lacks `" + text + "`: "
                    + answer.body().lines().limit(4).collect(Collectors.joining(" ")));
        }
        return answer.body();
    }

    static void requireRefusal(HttpLoad.Answer answer) throws IOException {
        if (answer.status() < 400 || answer.status() > 403) {
            throw new IOException("a request that is not authentic got status " + answer.status());
        }
    }
}
