package dev.sallyport.gateway.state;

import dev.sallyport.identity.Arn;
import dev.sallyport.identity.UniqueId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who exists according to a configuration that passed every check: the input of {@link IdentityRegistry#accept}.
 *
 * @param entities every user, group and role by its ARN
 * @param trusts the trust policy of every role
 * @param mfaDevices the serial number of every MFA device
 */
public record DeclaredIdentities(Map<Arn, UniqueId.Kind> entities, List<Trust> trusts, Set<Arn> mfaDevices) {
    /**
     * @param role the role's ARN
     * @param policyText the trust policy's text as given; its SHA-256 says whether it changed
     * @param principals every user, role and assumed-role session ARN it names as a principal
     */
    public record Trust(Arn role, String policyText, Set<Arn> principals) {
        public Trust {
            principals = Set.copyOf(principals);
        }
    }

    /** @throws IllegalArgumentException when a trust policy belongs to something that is not a declared role */
    public DeclaredIdentities {
        entities = Map.copyOf(entities);
        trusts = List.copyOf(trusts);
        mfaDevices = Set.copyOf(mfaDevices);
        for (Trust trust : trusts) {
            if (entities.get(trust.role()) != UniqueId.Kind.ROLE) {
                throw new IllegalArgumentException("the trust policy of `" + trust.role() + "` belongs to no role");
            }
        }
    }
}
