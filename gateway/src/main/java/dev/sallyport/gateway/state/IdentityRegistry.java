package dev.sallyport.gateway.state;

import dev.sallyport.error.ApiException;
import dev.sallyport.gateway.files.FileFault;
import dev.sallyport.identity.Arn;
import dev.sallyport.identity.UniqueId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
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

    /**
     * Lets the role trust whoever bears the name of {@code principal} now, where its trust policy means a predecessor. A
     * running gateway knows of it once it has loaded its configuration again.
     *
     * @param record takes the record of it, before it is durable; when that throws, nothing has changed
     * @return the id that is trusted now; empty when there is no such role, no such principal in its trust policy, or
     *     nobody of that name
     */
    public Optional<UniqueId> acceptPrincipal(Arn role, Arn principal, Consumer<UniqueId> record) {
        return database.write(transaction -> {
            Optional<UniqueId> accepted =
                    new PrincipalResolutions(transaction).rebind(role, principal, new UniqueIds(transaction).inUse());
            accepted.ifPresent(record);
            return accepted;
        });
    }
}
