package dev.sallyport.sigv4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sallyport.error.ApiException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The AWS signing test suite, where it is present: what is signed there is verified here, and the other way round. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SigningSuiteTest {
    /** The form a token takes that is added after signing. */
    private static final String UNSIGNED_TOKEN = "not signed: `x-amz-security-token`";

    @BeforeAll
    void suiteIsThere() {
        if (!Files.isDirectory(SigningSuiteCase.SUITE)) {
            System.out.println("MISSING, nothing is tested: " + SigningSuiteCase.SUITE);
        }
        assumeTrue(Files.isDirectory(SigningSuiteCase.SUITE));
    }

    @TestFactory
    Stream<DynamicTest> headerSignedRequestIsVerified() {
        return each("v4 verified", folders("v4"), this::verifies);
    }

    @TestFactory
    Stream<DynamicTest> requestIsSignedAsTheSuiteSays() {
        return each("v4 signed", folders("v4"), this::signs);
    }

    @TestFactory
    Stream<DynamicTest> changedByteIsRefused() {
        return each("v4 changed", folders("v4"), this::refusesEachChange);
    }

    @TestFactory
    Stream<DynamicTest> presignedRequestIsRefusedByName() {
        return each("v4 presigned", folders("v4"), suiteCase -> {
            RequestHead head = RawRequest.parse(suiteCase.text("query-signed-request.txt"), true)
                    .head();
            assertThat(Authorization.isPresent(head)).isTrue();
            assertThatThrownBy(() -> Authorization.parse(head))
                    .isInstanceOf(ApiException.class)
                    .hasMessageContaining("presigned requests are not supported yet");
        });
    }

    @TestFactory
    Stream<DynamicTest> asymmetricSignatureIsRefused() {
        return each("v4a refused", folders("v4a"), suiteCase -> {
            if (suiteCase.files().keySet().equals(Set.of("context.json", "request.txt"))) {
                return; // Only the input: nothing is signed.
            }
            RequestHead head = RawRequest.parse(suiteCase.text("header-signed-request.txt"), true)
                    .head();
            assertThatThrownBy(() -> Authorization.parse(head))
                    .isInstanceOf(ApiException.class)
                    .hasMessageContaining("scheme is not `AWS4-HMAC-SHA256`");
        });
    }

    @TestFactory
    Stream<DynamicTest> collectedCaseIsVerifiedAndSigned() throws IOException {
        List<SigningSuiteCase> cases = new ArrayList<>();
        JsonNode collection =
                JsonMapper.shared().readTree(Files.readString(SigningSuiteCase.SUITE.resolve("all-cases.json")));
        for (JsonNode entry : collection) {
            TreeMap<String, String> files = new TreeMap<>();
            entry.properties().forEach(file -> files.put(file.getKey(), latin1(file.getValue())));
            String suite = files.remove("suite");
            String name = files.remove("case");
            if ("v4".equals(suite)) {
                cases.add(new SigningSuiteCase(name, files));
            } else {
                assertThat(suite).isEqualTo("v4a");
            }
        }
        return each("all-cases.json v4", cases, suiteCase -> {
            verifies(suiteCase);
            signs(suiteCase);
        });
    }

    private void verifies(SigningSuiteCase suiteCase) {
        RawRequest signed = suiteCase.headerSignedRequest();
        if (suiteCase.tokenIsAddedAfterSigning()) {
            assertThatThrownBy(() -> verify(signed, suiteCase))
                    .isInstanceOf(ApiException.class)
                    .hasMessageContaining(UNSIGNED_TOKEN);
            return;
        }
        verify(signed, suiteCase);
        SignedRequest checked = check(signed, suiteCase);
        assertThat(checked.stringToSign(signed.bodySha256()))
                .isEqualTo(suiteCase.text("header-string-to-sign.txt").replace("\r\n", "\n"));
    }

    private void signs(SigningSuiteCase suiteCase) {
        RawRequest request = suiteCase.request();
        if (suiteCase.bodyHashIsSent()) {
            request = request.withHeaders(List.of(new HeaderField("x-amz-content-sha256", request.bodySha256())));
        }
        List<HeaderField> added = RequestSigner.sign(
                request.head(),
                suiteCase.accessKeyId(),
                suiteCase.secret(),
                suiteCase.token().filter(token -> !suiteCase.tokenIsAddedAfterSigning()),
                suiteCase.region(),
                suiteCase.service(),
                request.bodySha256(),
                suiteCase.pathForm(),
                suiteCase.time());
        RequestHead signed = request.withHeaders(added).head();
        Authorization authorization = Authorization.parse(signed);
        assertThat(CanonicalRequest.of(
                                signed, authorization.signedHeaders(), request.bodySha256(), suiteCase.pathForm())
                        .text())
                .isEqualTo(suiteCase.text("header-canonical-request.txt").replace("\r\n", "\n"));
        assertThat(authorization.signature())
                .isEqualTo(suiteCase.text("header-signature.txt").strip());
        assertThat(signed.values("authorization"))
                .isEqualTo(suiteCase.headerSignedRequest().head().values("authorization"));
    }

    /**
     * Every byte of method, path, query, signed headers, body, scope and signature, one after the other. A segment before
     * {@code /..} is in no canonical path, so no signature covers it; whoever forwards such paths must refuse them.
     */
    private void refusesEachChange(SigningSuiteCase suiteCase) {
        RawRequest signed = suiteCase.headerSignedRequest();
        List<RawRequest> changes = new ArrayList<>();
        changedTexts(signed.method()).forEach(text -> changes.add(signed.withMethod(text)));
        changedTexts(signed.target())
                .filter(text -> !suiteCase.isSamePathBySpecification(signed.target(), text))
                .forEach(text -> changes.add(signed.withTarget(text)));
        changes.add(signed.withTarget(signed.target() + "x"));
        changedTexts(signed.body()).forEach(text -> changes.add(signed.withBody(text)));
        changes.add(signed.withBody(signed.body() + "x"));
        changes.add(signed.withHeaders(List.of(new HeaderField("X-Amz-Meta-Role", "admin"))));
        changes.add(signed.withHeaders(List.of(new HeaderField("Host", "example.amazonaws.com"))));
        changes.add(signed.withHeaders(List.of(new HeaderField("X-Amz-Date", "20150830T123600Z"))));
        for (int i = 0; i < signed.headers().size(); i++) {
            int index = i;
            String name = signed.headers().get(i).getKey();
            String value = signed.headers().get(i).getValue();
            if (name.equals("Authorization")) {
                // The access key id chooses the key and is covered by that alone.
                int scope = value.indexOf('/');
                changedTexts(value.substring(scope))
                        .forEach(text -> changes.add(signed.withHeader(index, name, value.substring(0, scope) + text)));
            } else if (Authorization.parse(signed.head()).signedHeaders().contains(name.toLowerCase(Locale.ROOT))) {
                changedTexts(value).forEach(text -> changes.add(signed.withHeader(index, name, text)));
                changedTexts(name).forEach(text -> changes.add(signed.withHeader(index, text, value)));
            }
        }
        assertThat(changes).hasSizeGreaterThan(100);
        for (RawRequest changed : changes) {
            assertThatThrownBy(() -> verify(changed, suiteCase))
                    .as(changed.toString())
                    .isInstanceOf(ApiException.class);
        }
    }

    private static Stream<String> changedTexts(String text) {
        return Stream.iterate(0, i -> i < text.length(), i -> i + 1)
                .filter(i -> text.charAt(i) != '\n')
                .map(i -> text.substring(0, i) + (text.charAt(i) == '7' ? '8' : '7') + text.substring(i + 1));
    }

    private static void verify(RawRequest request, SigningSuiteCase suiteCase) {
        SignedRequest checked = check(request, suiteCase);
        SigningKey key =
                SigningKey.derive(suiteCase.secret(), checked.authorization().scope());
        checked.verify(key, request.bodySha256());
    }

    private static SignedRequest check(RawRequest request, SigningSuiteCase suiteCase) {
        RequestHead head = request.head();
        return SignatureVerifier.checkHead(
                head,
                Authorization.parse(head),
                suiteCase.service(),
                suiteCase.pathForm(),
                suiteCase.region()::equals,
                suiteCase.time());
    }

    private static List<SigningSuiteCase> folders(String suite) {
        try (Stream<Path> folders = Files.list(SigningSuiteCase.SUITE.resolve(suite))) {
            return folders.sorted().map(SigningSuiteCase::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<DynamicTest> each(
            String what, List<SigningSuiteCase> cases, Consumer<SigningSuiteCase> test) {
        assertThat(cases).isNotEmpty();
        VectorTally tally = new VectorTally("aws-sigv4/" + what);
        Stream<DynamicTest> tests = cases.stream()
                .map(suiteCase ->
                        DynamicTest.dynamicTest(suiteCase.name(), () -> tally.count(() -> test.accept(suiteCase))));
        return Stream.concat(tests, Stream.of(DynamicTest.dynamicTest("summary", tally::print)));
    }

    /** The collection holds text, and the context as JSON; files hold bytes. */
    private static String latin1(JsonNode file) {
        String text = file.isObject() ? file.toString() : file.asString();
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
