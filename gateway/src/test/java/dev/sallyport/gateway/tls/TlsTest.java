package dev.sallyport.gateway.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.gateway.files.FileFault;
import dev.sallyport.gateway.http.Endpoint;
import dev.sallyport.gateway.http.Exchange;
import dev.sallyport.gateway.http.Listener;
import java.io.IOException;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class TlsTest {
    @TempDir
    Path temp;

    private final Endpoint endpoint = new Endpoint() {
        @Override
        public void serve(Exchange exchange) throws IOException {
            exchange.answer(exchange.isSecure() ? 200 : 500, List.of(), "secure".getBytes(StandardCharsets.US_ASCII));
        }

        @Override
        public ErrorBody refused(int status, String reason) {
            return new ErrorBody("text/plain", reason);
        }
    };

    @ParameterizedTest
    @CsvSource({"RSA, 2048", "EC, 256"})
    void aListenerAnswersWithItsCertificate(String algorithm, int bits) throws Exception {
        SelfSigned.make(algorithm, bits).write(temp, "own");
        Tls.Server tls = Tls.server(temp.resolve("own.pem"), temp.resolve("own.key"));
        assertThat(tls.expires()).isEqualTo(SelfSigned.EXPIRES);

        try (Listener listener = listener(tls)) {
            assertThat(get(listener, Tls.clientTrusting(temp.resolve("own.pem")), "TLSv1.3")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(get(listener, Tls.clientTrusting(temp.resolve("own.pem")), "TLSv1.2")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void aClientTrustsItsAuthoritiesAndNoOthers() throws Exception {
        SelfSigned.make("EC", 256).write(temp, "own");
        SelfSigned.make("EC", 256).write(temp, "other");

        try (Listener listener = listener(Tls.server(temp.resolve("own.pem"), temp.resolve("own.key")))) {
            assertThatThrownBy(() -> get(listener, Tls.clientTrusting(temp.resolve("other.pem")), "TLSv1.3"))
                    .isInstanceOf(SSLHandshakeException.class);
            assertThatThrownBy(() -> get(listener, SSLContext.getDefault(), "TLSv1.3"))
                    .isInstanceOf(SSLHandshakeException.class);
        }
        assertThatThrownBy(() -> Tls.clientTrusting(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aReplacedCertificateIsPresentedToNewConnections() throws Exception {
        SelfSigned.make("EC", 256).write(temp, "old");
        SelfSigned.make("EC", 256).write(temp, "new");

        try (Listener listener = listener(Tls.server(temp.resolve("old.pem"), temp.resolve("old.key")))) {
            listener.replaceTls(
                    Tls.server(temp.resolve("new.pem"), temp.resolve("new.key")).context());
            assertThat(get(listener, Tls.clientTrusting(temp.resolve("new.pem")), "TLSv1.3")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void aKeyFromElsewhereThanAFileIsTaken() throws Exception {
        SelfSigned own = SelfSigned.make("RSA", 2048);
        own.write(temp, "own");

        assertThat(Tls.server(temp.resolve("own.pem"), "env:TLS_KEY", own.keyPem())
                        .context())
                .isNotNull();
    }

    @Test
    void anEcKeyInTheOlderFormIsTaken() throws Exception {
        SelfSigned own = SelfSigned.make("EC", 256);
        own.write(temp, "own");

        assertThat(Tls.server(temp.resolve("own.pem"), "env:TLS_KEY", own.sec1KeyPem())
                        .context())
                .isNotNull();
    }

    @Test
    void aKeyThatOthersCanReadIsRefused() throws Exception {
        SelfSigned.make("EC", 256).write(temp, "own");
        Files.setPosixFilePermissions(temp.resolve("own.key"), PosixFilePermissions.fromString("rw-r--r--"));

        assertRefused("own", "own", "chmod 600");
    }

    @Test
    void aKeyOfAnotherCertificateIsRefused() throws Exception {
        SelfSigned.make("EC", 256).write(temp, "own");
        SelfSigned.make("EC", 256).write(temp, "other");
        SelfSigned.make("RSA", 2048).write(temp, "rsa");

        assertRefused("own", "other", "does not belong");
        assertRefused("own", "rsa", "does not belong");
    }

    @Test
    void missingEmptyBrokenAndExchangedFilesAreRefused() throws Exception {
        SelfSigned own = SelfSigned.make("EC", 256);
        own.write(temp, "own");
        assertRefused("missing", "own", "there is no file");
        assertRefused("own", "missing", "there is no file");

        Files.writeString(temp.resolve("empty.pem"), "");
        Files.createFile(
                temp.resolve("empty.key"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        assertRefused("empty", "own", "holds no certificate");
        assertRefused("own", "empty", "holds 0 private keys");

        Files.writeString(temp.resolve("exchanged.pem"), own.keyPem());
        assertRefused("exchanged", "own", "holds no certificate");

        Files.writeString(temp.resolve("empty.key"), own.keyPem() + own.keyPem());
        assertRefused("own", "empty", "holds 2 private keys");

        Files.writeString(temp.resolve("broken.pem"), own.certificatePem().replace("MII", "M!I"));
        assertRefused("broken", "own", "is not PEM");
        Files.write(temp.resolve("binary.pem"), own.certificate().getEncoded());
        assertRefused("binary", "own", "is not PEM");
    }

    @Test
    void anEncryptedKeyIsRefusedByName() throws Exception {
        SelfSigned own = SelfSigned.make("EC", 256);
        own.write(temp, "own");
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(new JcaPKCS8Generator(
                    own.keys().getPrivate(),
                    new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.PBE_SHA1_3DES)
                            .setPassword("secret".toCharArray())
                            .build()));
        }

        assertThatThrownBy(() -> Tls.server(temp.resolve("own.pem"), "env:TLS_KEY", text.toString()))
                .isInstanceOf(FileFault.class)
                .hasMessageContaining("`env:TLS_KEY` is encrypted");
    }

    @Test
    void aShortKeyIsRefused() throws Exception {
        SelfSigned.make("RSA", 1024).write(temp, "short");

        assertRefused("short", "short", "too short");
    }

    private void assertRefused(String chain, String key, String text) {
        assertThatThrownBy(() -> Tls.server(temp.resolve(chain + ".pem"), temp.resolve(key + ".key")))
                .isInstanceOf(FileFault.class)
                .hasMessageContaining(text);
    }

    private Listener listener(Tls.Server tls) throws Exception {
        return Listener.start(
                "tls",
                Listener.Settings.of(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Optional.of(tls.context())),
                endpoint);
    }

    private static HttpResponse<String> get(Listener listener, SSLContext trust, String protocol) throws Exception {
        SSLParameters parameters = new SSLParameters();
        parameters.setProtocols(new String[] {protocol});
        HttpClient client = HttpClient.newBuilder()
                .sslContext(trust)
                .sslParameters(parameters)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        URI uri = URI.create("https://localhost:" + listener.port() + "/");
        return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
}
