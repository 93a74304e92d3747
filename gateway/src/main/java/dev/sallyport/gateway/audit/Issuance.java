package dev.sallyport.gateway.audit;

import dev.sallyport.session.Origin;
import dev.sallyport.session.SessionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A session that was issued, as its audit record says.
 *
 * @param principal whose the session is
 * @param issuedTo who asked for it; absent for a web identity, which has a provider and a subject
 * @param origins where it came from and whose it is
 */
public record Issuance(
        SessionId id,
        List<SessionId> ancestors,
        List<Origin> origins,
        Instant issued,
        Instant expires,
        String principal,
        Optional<String> accessKeyId,
        Optional<String> issuedTo,
        Optional<String> provider,
        Optional<String> subject,
        Optional<String> role,
        Optional<String> sourceIp,
        Optional<String> reason,
        Optional<String> mfaDevice) {
    public Issuance {
        ancestors = List.copyOf(ancestors);
        origins = List.copyOf(origins);
    }

    /** The session and those it descends from. */
    public List<SessionId> lineage() {
        List<SessionId> lineage = new ArrayList<>(ancestors);
        lineage.add(id);
        return List.copyOf(lineage);
    }

    /** Whether the user of this name or ARN asked for it or has it. */
    public boolean isOfUser(String nameOrArn) {
        return is(issuedTo, ":user/", nameOrArn) || is(Optional.of(principal), ":user/", nameOrArn);
    }

    public boolean isOfRole(String nameOrArn) {
        return is(role, ":role/", nameOrArn);
    }

    /** By the provider's ARN, or by the host and path in it. */
    public boolean isOfIssuer(String nameOrArn) {
        return provider.filter(arn -> arn.equals(nameOrArn) || arn.endsWith(":oidc-provider/" + nameOrArn))
                .isPresent();
    }

    private static boolean is(Optional<String> arn, String kind, String nameOrArn) {
        return arn.filter(text -> text.contains(kind)
                        && (text.equals(nameOrArn) || nameOrArn.indexOf('/') < 0 && text.endsWith("/" + nameOrArn)))
                .isPresent();
    }
}
