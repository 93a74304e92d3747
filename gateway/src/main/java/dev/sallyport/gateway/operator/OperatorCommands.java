package dev.sallyport.gateway.operator;

import dev.sallyport.gateway.audit.Issuances;
import dev.sallyport.gateway.state.DataDirectory;
import dev.sallyport.gateway.state.Database;
import dev.sallyport.gateway.state.KnownIdentities;
import dev.sallyport.gateway.state.KnownRevocations;
import java.util.List;

/** Every command there is: what a running gateway takes and what works on its data directory. A new one is added here. */
public final class OperatorCommands {
    private OperatorCommands() {}

    /** @param isRunning whether a gateway performs them, so that what is revoked is refused from then on */
    public static List<OperatorCommand> all(
            DataDirectory data, Database database, KnownRevocations revocations, boolean isRunning) {
        Issuances issuances = new Issuances(data.audit());
        return List.of(
                new ListSessions(issuances, revocations),
                new Revoke(new KnownIdentities(database), revocations, isRunning));
    }
}
