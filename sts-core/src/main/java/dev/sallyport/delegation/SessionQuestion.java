package dev.sallyport.delegation;

import dev.sallyport.json.JsonWriter;
import dev.sallyport.sigv4.HeaderField;
import dev.sallyport.sigv4.RequestHead;
import dev.sallyport.sigv4.Sha256;
import dev.sallyport.sigv4.SignedRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Whose signature is this, asks a filter: the head of a request as it arrived at the application, and the hash of the body
 * that came with it. Access key id, signature and session token are where the client put them, among the headers, so that
 * no second copy can say something else.
 *
 * @param service the service name that is the filter's
 * @param head with every field that verification reads; what the client did not sign and nobody checks stays behind
 * @param bodySha256 64 lower-case hex digits
 */
public record SessionQuestion(String service, RequestHead head, String bodySha256) {
    /** Fields that the verifier looks at, signed or not. */
    private static final Set<String> ALWAYS_SENT =
            Set.of("authorization", "host", "date", "content-type", "content-length", "content-encoding");

    private static final String WHAT = "the session question";

    /** @throws IllegalArgumentException when {@code bodySha256} is no hash */
    public SessionQuestion {
        if (!Sha256.isHex(bodySha256)) {
            throw new IllegalArgumentException("the hash of a body is 64 lower-case hex digits");
        }
    }

    public static SessionQuestion of(String service, SignedRequest request, String bodySha256) {
        RequestHead head = request.head();
        List<String> signed = request.authorization().signedHeaders();
        List<HeaderField> sent = head.headers().stream()
                .filter(field -> isSent(field.name().toLowerCase(Locale.ROOT), signed))
                .toList();
        return new SessionQuestion(
                service, new RequestHead(head.method(), head.rawPath(), head.rawQuery(), sent), bodySha256);
    }

    // A look-alike such as `x_amz_target` is refused by the verifier, which must therefore see it.
    private static boolean isSent(String lowerCaseName, List<String> signedHeaders) {
        return ALWAYS_SENT.contains(lowerCaseName)
                || signedHeaders.contains(lowerCaseName)
                || lowerCaseName.replace('_', '-').replace('.', '-').startsWith("x-amz-");
    }

    /** @throws MalformedMessageException when {@code json} is not a question */
    public static SessionQuestion parse(byte[] json) {
        Members members = Members.of(WHAT, json, FilterProtocol.MAX_QUESTION_BYTES);
        String service = members.text("service");
        String method = members.text("method");
        String target = members.text("target");
        List<HeaderField> headers = new ArrayList<>();
        for (Members field : members.objects("headers", RequestHead.MAX_HEADERS)) {
            String name = field.text("name");
            String value = field.text("value");
            headers.add(field.built("value", () -> new HeaderField(name, value)));
            field.end();
        }
        RequestHead head = members.built("headers", () -> RequestHead.ofTarget(method, target, headers));
        String bodySha256 = members.text("bodySha256");
        members.end();
        return members.built("bodySha256", () -> new SessionQuestion(service, head, bodySha256));
    }

    public byte[] json() {
        JsonWriter json = new JsonWriter()
                .beginObject()
                .field("version", FilterProtocol.VERSION)
                .field("service", service)
                .field("method", head.method())
                .field(
                        "target",
                        head.rawPath()
                                + head.rawQuery().map(query -> "?" + query).orElse(""))
                .name("headers")
                .beginArray();
        for (HeaderField field : head.headers()) {
            json.beginObject()
                    .field("name", field.name())
                    .field("value", field.value())
                    .endObject();
        }
        return json.endArray()
                .field("bodySha256", bodySha256)
                .endObject()
                .text()
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Without the head: it holds a signature and a session token. */
    @Override
    public String toString() {
        return "SessionQuestion[" + service + ", " + head.method() + " " + head.rawPath() + "]";
    }
}
