package dev.sallyport.benchmarks.flood;

import dev.sallyport.identity.AccessKeyId;
import dev.sallyport.identity.SecretAccessKey;
import dev.sallyport.sigv4.HeaderField;
import dev.sallyport.sigv4.PathForm;
import dev.sallyport.sigv4.RequestHead;
import dev.sallyport.sigv4.RequestSigner;
import dev.sallyport.sigv4.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who sends, from which address of this machine: a source for each, as the gateway sees it. */
enum Sender {
    CALM("AKIARTX3GSDS4R4CQSP2", "aSecretForBenchmarksThatOpensNothing0123", 1, "a user of the gateway"),
    USER(
            "AKIARTX3GSDSVNXJVXGB",
            "anotherSecretForBenchmarksThatOpensNone0",
            2,
            "another user, whose requests are signed well"),
    STRANGER(
            "AKIANOBODYNOBODYNOBO",
            "noSecretAtAllForNobodyKnowsThisKeyHere00",
            3,
            "a stranger, whose key nobody knows");

    private static final String TARGET = "Action=GetCallerIdentity&Version=2011-06-15";

    private final String accessKeyId;
    private final String secret;
    private final int lastByte;
    private final String description;

    Sender(String accessKeyId, String secret, int lastByte, String description) {
        this.accessKeyId = accessKeyId;
        this.secret = secret;
        this.lastByte = lastByte;
        this.description = description;
    }

    String accessKeyId() {
        return accessKeyId;
    }

    String secret() {
        return secret;
    }

    byte[] address() {
        return new byte[] {127, 0, 0, (byte) lastByte};
    }

    String description() {
        return description;
    }

    /** The bytes of a signed {@code GetCallerIdentity}. */
    byte[] request(int port, Instant now) {
        List<HeaderField> headers = new ArrayList<>(List.of(new HeaderField("host", "localhost:" + port)));
        headers.addAll(RequestSigner.sign(
                new RequestHead("GET", "/", Optional.of(TARGET), headers),
                new AccessKeyId(accessKeyId),
                SecretAccessKey.of(secret),
                Optional.empty(),
                "us-east-1",
                "sts",
                Sha256.OF_NOTHING,
                PathForm.NORMALIZED_ENCODED_TWICE,
                now));
        StringBuilder text = new StringBuilder("GET /?" + TARGET + " HTTP/1.1\r\n");
        headers.forEach(field ->
                text.append(field.name()).append(": ").append(field.value()).append("\r\n"));
        return text.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
    }
}
