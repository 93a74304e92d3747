package dev.sallyport.gateway.operator;

import dev.sallyport.gateway.audit.Issuance;
import dev.sallyport.gateway.audit.Issuances;
import dev.sallyport.gateway.state.KnownRevocations;
import dev.sallyport.json.JsonWriter;
import dev.sallyport.session.Revocation;
import dev.sallyport.session.Revocations;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** {@code sessions}: what was issued, oldest first, from the record of issuance. */
final class ListSessions implements OperatorCommand {
    private final Issuances issuances;
    private final KnownRevocations revocations;

    ListSessions(Issuances issuances, KnownRevocations revocations) {
        this.issuances = issuances;
        this.revocations = revocations;
    }

    @Override
    public String name() {
        return "sessions";
    }

    @Override
    public Set<String> arguments() {
        return Set.of("live", "user", "role", "issuer");
    }

    @Override
    public Set<String> audited() {
        return arguments();
    }

    @Override
    public void perform(OperatorCall call) {
        boolean live = call.argument("live").isPresent();
        Revocations revoked = revocations.current();
        try {
            issuances.forEach(live ? Optional.of(call.now()) : Optional.empty(), issuance -> {
                if (isAskedFor(issuance, call)) {
                    Optional<Revocation> revocation = revoked.of(issuance.lineage(), issuance.origins());
                    boolean over = !call.now().isBefore(issuance.expires());
                    if (!live || !over && revocation.isEmpty()) {
                        call.answer(json ->
                                write(json, issuance, over ? "expired" : revocation.isEmpty() ? "live" : "revoked"));
                    }
                }
            });
        } catch (IOException e) {
            throw new OperatorRefusal("the record of issuance cannot be read (" + e.getMessage() + ")");
        }
    }

    private static boolean isAskedFor(Issuance issuance, OperatorCall call) {
        return call.argument("user").map(issuance::isOfUser).orElse(true)
                && call.argument("role").map(issuance::isOfRole).orElse(true)
                && call.argument("issuer").map(issuance::isOfIssuer).orElse(true);
    }

    private static void write(JsonWriter json, Issuance issuance, String state) {
        json.field("session", issuance.id().toString()).field("state", state);
        text(json, "accessKeyId", issuance.accessKeyId());
        json.field("principal", issuance.principal());
        text(json, "issuedTo", issuance.issuedTo());
        text(json, "provider", issuance.provider());
        text(json, "subject", issuance.subject());
        text(json, "role", issuance.role());
        json.field(
                "ancestors", issuance.ancestors().stream().map(Object::toString).toList());
        text(json, "sourceIp", issuance.sourceIp());
        time(json, "issued", issuance.issued());
        time(json, "expires", issuance.expires());
        text(json, "reason", issuance.reason());
        text(json, "mfaDevice", issuance.mfaDevice());
    }

    private static void text(JsonWriter json, String name, Optional<String> value) {
        value.ifPresent(present -> json.field(name, present));
    }

    private static void time(JsonWriter json, String name, Instant value) {
        json.field(name, value.toString());
    }
}
