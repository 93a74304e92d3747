package dev.sallyport.gateway.operator;

import dev.sallyport.gateway.audit.Issuances;
import dev.sallyport.gateway.state.DataDirectory;
import dev.sallyport.gateway.state.Database;
import dev.sallyport.gateway.state.KnownIdentities;
import dev.sallyport.gateway.state.KnownRevocations;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Every command there is: what a running gateway takes and what works on its data directory. A new one is added here. */
public final class OperatorCommands {
    private OperatorCommands() {}

    /** @param running the gateway that performs them, so that what is revoked is refused from then on */
    public static List<OperatorCommand> all(
            DataDirectory data, Database database, KnownRevocations revocations, Optional<Running> running) {
        Issuances issuances = new Issuances(data.audit());
        List<OperatorCommand> commands = new ArrayList<>(List.of(
                new ListSessions(issuances, revocations),
                new Revoke(new KnownIdentities(database), revocations, running.isPresent()),
                new ReadMetrics(running)));
        running.ifPresent(gateway -> commands.addAll(DeviceOrders.all(gateway.enrolments())));
        return List.copyOf(commands);
    }
}
