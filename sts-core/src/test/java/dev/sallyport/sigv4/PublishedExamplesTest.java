package dev.sallyport.sigv4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sallyport.identity.SecretAccessKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The worked examples of AWS's documentation, where they are present: from canonical request to signature. */
class PublishedExamplesTest {
    private static final Path FILE = SigningSuiteCase.SUITE.resolve("s3-doc-examples.json");
    private static final Pattern CREDENTIALS =
            Pattern.compile("credentials (\\S+) / (\\S+), scope (\\d{8})/([a-z0-9-]+)/([a-z0-9-]+)$");
    private static final Pattern AMZ_DATE = Pattern.compile("(?:\nx-amz-date:|&X-Amz-Date=)(\\d{8}T\\d{6}Z)");

    @TestFactory
    Stream<DynamicTest> canonicalRequestHasThePublishedSignature() throws IOException {
        JsonNode file = file();
        Matcher credentials = CREDENTIALS.matcher(file.path("what").asString());
        assertThat(credentials.find()).isTrue();
        CredentialScope scope = new CredentialScope(credentials.group(3), credentials.group(4), credentials.group(5));
        SigningKey key = SigningKey.derive(SecretAccessKey.of(credentials.group(2)), scope);
        VectorTally tally = new VectorTally("aws-sigv4/s3-doc-examples.json");
        Stream<DynamicTest> tests = file.path("examples")
                .valueStream()
                .map(example -> DynamicTest.dynamicTest(
                        example.path("name").asString(),
                        () -> tally.count(() -> {
                            String canonicalRequest =
                                    example.path("canonicalRequest").asString();
                            Matcher date = AMZ_DATE.matcher(canonicalRequest);
                            assertThat(date.find()).isTrue();
                            String hash = Sha256.hex(canonicalRequest.getBytes(StandardCharsets.UTF_8));
                            assertThat(key.sign(new StringToSign(date.group(1), scope, hash).text()))
                                    .isEqualTo(example.path("signature").asString());
                        })));
        return Stream.concat(tests, Stream.of(DynamicTest.dynamicTest("summary", tally::print)));
    }

    @Test
    void signingKeyIsThePublishedOne() throws IOException {
        JsonNode published = file().path("signingKey");
        SigningKey key = SigningKey.derive(
                SecretAccessKey.of(published.path("secret").asString()),
                new CredentialScope(
                        published.path("date").asString(),
                        published.path("region").asString(),
                        published.path("service").asString()));
        assertThat(HexFormat.of().formatHex(key.bytes()))
                .isEqualTo(published.path("kSigningHex").asString());
    }

    private static JsonNode file() throws IOException {
        if (!Files.exists(FILE)) {
            System.out.println("MISSING, nothing is tested: " + FILE);
        }
        assumeTrue(Files.exists(FILE));
        return JsonMapper.shared().readTree(Files.readString(FILE));
    }
}
