package dev.sallyport.acceptance;

import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/** A stock client that was started with an environment and calls STS. */
interface ClientSession extends AutoCloseable {
    /**
     * @param parameters members of the request by the API's names
     * @param signer whose credentials to sign with; without any, the client finds some by itself
     * @param mfaCode the answer to a question for one
     */
    ClientOutcome call(
            String action, Map<String, ?> parameters, Optional<AwsCredentials> signer, Optional<String> mfaCode)
            throws Exception;

    default ClientOutcome call(String action, Map<String, ?> parameters, AwsCredentials signer) throws Exception {
        return call(action, parameters, Optional.of(signer), Optional.empty());
    }

    /** Who the gateway says it is, with credentials that the client found by itself. */
    default ClientOutcome identity() throws Exception {
        return call("GetCallerIdentity", Map.of(), Optional.empty(), Optional.empty());
    }

    @Override
    void close();
}
