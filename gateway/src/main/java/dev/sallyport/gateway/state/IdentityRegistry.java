package dev.sallyport.gateway.state;

import dev.sallyport.error.ApiException;
import dev.sallyport.gateway.files.FileFault;
import dev.sallyport.identity.Arn;
import dev.sallyport.identity.UniqueId;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Remembers who was who. A name that disappears from one accepted configuration and comes back in a later one is somebody
 * else: it gets another unique id, and no trust policy that was written for its predecessor takes it.
 */
public final class IdentityRegistry {
    private final Database database;

    public IdentityRegistry(Database database) {
        this.database = database;
    }

    /**
     * Accepts a configuration: gives ids to those seen for the first time, retires the ids of those no longer declared,
     * and resolves the principals of every trust policy whose text is new for its role.
     *
     * <p>{@code build} makes what will run from the result, inside the same transaction: when it throws, nothing was
     * accepted and nothing changed.
     *
     * @throws FileFault when an MFA device stands in the files and was enrolled too
     * @throws ApiException 503 when the database did not take the change
     */
    public <T> T accept(
            DeclaredIdentities declared, RandomGenerator random, Instant now, Function<AcceptedIdentities, T> build) {
        return database.write(transaction -> {
            Map<Arn, UniqueId> uniqueIds = new UniqueIds(transaction).accept(declared.entities(), random, now);
            Map<Arn, Map<Arn, UniqueId>> principals =
                    new PrincipalResolutions(transaction).accept(declared.trusts(), uniqueIds, now);
            MfaDevices.refuseThoseOfFiles(transaction, declared.mfaDevices());
            return build.apply(new AcceptedIdentities(uniqueIds, principals));
        });
    }
}
