package dev.sallyport.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenExplainCommandTest {
    private static final String CI_DEPLOY = "arn:aws:iam::111122223333:role/ci-deploy";
    private static final String MAIN = "repo:octo-org/octo-repo:ref:refs/heads/main";

    private static KeyPair keys;

    @TempDir
    private Path checkout;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private String serverFile = "";

    @BeforeAll
    static void makeKeys() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        keys = generator.generateKeyPair();
    }

    @BeforeEach
    void copyDemoWithSecrets() throws IOException {
        Path original = Path.of(System.getProperty("sallyport.root", "..")).resolve("config/demo");
        Path copy = checkout.resolve("config/demo");
        try (Stream<Path> files = Files.walk(original)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path target = copy.resolve(original.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
        serverFile = copy.resolve("sallyport.yaml").toString();
        Files.createDirectories(checkout.resolve(".demo"));
        secret("root-key", "q0Yf2mGmJ8vJ3b0w1k7s5nXo9tPzL4RrD6cHhE2uAaM=");
        secret("alice-secret-key", "abcdefghijklmnopqrstuvwxyz0123456789ABCD");
        secret("alice-mfa-seed", "MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U");
        secret("payments-filter-secret-key", "0123456789abcdefghijklmnopqrstuvwxyzABCD");
    }

    @Test
    void goodTokenIsToldItsClaimsAndTheRolesItCouldAssume() throws Exception {
        assertThat(explain(token(MAIN, ""), "--keys", keyFile())).isEqualTo(ExitStatus.DONE);
        assertThat(out.toString())
                .contains("issuer     http://localhost:7071\n", "key        RS256, kid `k1`\n", "signature  good\n")
                .contains("audience   sallyport-demo\n", "claim      localhost:7071:sub = `" + MAIN + "`\n")
                .contains("explain-to met", "may assume " + CI_DEPLOY + "\n")
                .contains("may not    arn:aws:iam::111122223333:role/break-glass: ");
    }

    @Test
    void otherTokenIsToldTheConditionThatFails() throws Exception {
        assertThat(explain(token("repo:octo-org/octo-repo:ref:x", ""), "--keys", keyFile()))
                .isEqualTo(ExitStatus.FINDINGS);
        assertThat(out.toString())
                .contains("may not    " + CI_DEPLOY + ": ")
                .contains("StringEquals localhost:7071:sub: expected [" + MAIN
                        + "], actual [repo:octo-org/octo-repo:ref:x]");
    }

    @Test
    void withoutKeysTheSignatureIsSaidToBeUnchecked() throws Exception {
        assertThat(explain(token(MAIN, ""))).isEqualTo(ExitStatus.DONE);
        assertThat(out.toString()).contains("signature  NOT CHECKED");
    }

    @Test
    void tokenOfAnotherKeyAssumesNothing() throws Exception {
        String token = token(MAIN, "");
        makeKeys();
        assertThat(explain(token, "--keys", keyFile())).isEqualTo(ExitStatus.FINDINGS);
        assertThat(out.toString()).contains("the signature does not match").doesNotContain("may assume");
    }

    @Test
    void claimsCannotWriteToTheTerminal() throws Exception {
        explain(token(MAIN, ",\"a\":\"\\u001b[2J\\n\\u202e\""));
        assertThat(out.toString())
                .contains("localhost:7071:a = `\ufffd[2J\ufffd\ufffd`")
                .doesNotContain("\u001b");
    }

    @Test
    void tokenThatIsNoneAndAnIssuerThatNobodyKnowsAreSaid() throws Exception {
        assertThat(explain("nonsense")).isEqualTo(ExitStatus.FINDINGS);
        assertThat(out.toString()).contains("token      The ID Token provided is not a valid JWT");
        assertThat(explain("")).isEqualTo(ExitStatus.USAGE);
        assertThat(err.toString()).contains("no token on standard input");
        assertThat(explain(token(MAIN, "")
                        .replaceFirst("\\.[^.]*\\.", "." + encoded("{\"iss\":\"https://x.example\"}") + ".")))
                .isEqualTo(ExitStatus.FINDINGS);
        assertThat(out.toString()).contains("no account has one for this issuer");
    }

    private int explain(String token, String... more) {
        List<String> arguments = new ArrayList<>(List.of("token", "explain", "--config", serverFile));
        arguments.addAll(List.of(more));
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream((token + "\n").getBytes(StandardCharsets.UTF_8)));
        try {
            return Main.commandLine()
                    .setOut(new PrintWriter(out))
                    .setErr(new PrintWriter(err))
                    .execute(arguments.toArray(new String[0]));
        } finally {
            System.setIn(before);
        }
    }

    private String token(String subject, String moreClaims) throws Exception {
        long now = Instant.now().getEpochSecond();
        String input = encoded("{\"alg\":\"RS256\",\"kid\":\"k1\"}") + "."
                + encoded("{\"iss\":\"http://localhost:7071\",\"aud\":\"sallyport-demo\",\"sub\":\"" + subject
                        + "\",\"iat\":" + now + ",\"exp\":" + (now + 300) + moreClaims + "}");
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(keys.getPrivate());
        signature.update(input.getBytes(StandardCharsets.US_ASCII));
        return input + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
    }

    private String keyFile() throws IOException {
        RSAPublicKey key = (RSAPublicKey) keys.getPublic();
        byte[] modulus = key.getModulus().toByteArray();
        String n = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Arrays.copyOfRange(modulus, modulus.length - 256, modulus.length));
        Path file = checkout.resolve("keys.json");
        Files.writeString(
                file,
                "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"k1\",\"alg\":\"RS256\",\"use\":\"sig\",\"e\":\"AQAB\",\"n\":\""
                        + n + "\"}]}");
        return file.toString();
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private void secret(String name, String text) throws IOException {
        Path file = checkout.resolve(".demo").resolve(name);
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
