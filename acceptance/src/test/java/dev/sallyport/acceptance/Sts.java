package dev.sallyport.acceptance;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/** The AWS SDK's STS client, pointed at the gateway and otherwise as it comes. */
final class Sts {
    private Sts() {}

    static StsClient as(URI endpoint, AwsCredentials credentials) {
        return client(endpoint, StaticCredentialsProvider.create(credentials));
    }

    static StsClient anonymous(URI endpoint) {
        return client(endpoint, AnonymousCredentialsProvider.create());
    }

    static AwsCredentials alice() {
        return AwsBasicCredentials.create(Installation.ALICE_KEY, Installation.ALICE_SECRET);
    }

    static AwsCredentials bob() {
        return AwsBasicCredentials.create(Installation.BOB_KEY, Installation.BOB_SECRET);
    }

    static AwsSessionCredentials session(Credentials issued) {
        return AwsSessionCredentials.create(issued.accessKeyId(), issued.secretAccessKey(), issued.sessionToken());
    }

    private static StsClient client(URI endpoint, AwsCredentialsProvider credentials) {
        return StsClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(credentials)
                .httpClient(UrlConnectionHttpClient.create())
                .overrideConfiguration(configuration -> configuration.retryStrategy(RetryMode.STANDARD))
                .build();
    }
}
