package dev.sallyport.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import tools.jackson.databind.JsonNode;

/** What a client made of the gateway's answer: its members by the API's names, or the error as the client's users see it. */
record ClientOutcome(Optional<JsonNode> answer, Optional<Failure> failure) {
    /**
     * @param type the class of the exception, or empty where the client has none
     * @param code the error code that the client read
     */
    record Failure(String type, String code, String message) {}

    static ClientOutcome answered(JsonNode answer) {
        return new ClientOutcome(Optional.of(answer), Optional.empty());
    }

    static ClientOutcome failed(String type, String code, String message) {
        return new ClientOutcome(Optional.empty(), Optional.of(new Failure(type, code, message)));
    }

    /** The member at {@code path}, such as {@code AssumedRoleUser.Arn}, of a call that must have been answered. */
    String text(String path) {
        assertThat(failure).as("a refusal").isEmpty();
        JsonNode node = answer.orElseThrow().at("/" + path.replace('.', '/'));
        assertThat(node.isMissingNode()).as("no `%s` in %s", path, answer).isFalse();
        return node.asString();
    }

    Instant moment(String path) {
        return OffsetDateTime.parse(text(path)).toInstant();
    }

    AwsCredentials credentials() {
        return AwsSessionCredentials.create(
                text("Credentials.AccessKeyId"), text("Credentials.SecretAccessKey"), text("Credentials.SessionToken"));
    }

    /** How a call that must have been refused was refused. */
    Failure refusal() {
        assertThat(answer).as("an answer").isEmpty();
        return failure.orElseThrow();
    }
}
