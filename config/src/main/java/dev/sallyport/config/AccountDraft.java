package dev.sallyport.config;

import dev.sallyport.config.yaml.Place;
import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.Arn;
import dev.sallyport.identity.Tags;
import dev.sallyport.oidc.OidcProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An account as its files say it, before names are looked up. Filled file by file; what is faulty in itself is only
 * remembered by name, so that references to it are not reported as dangling on top.
 */
final class AccountDraft {
    record User(
            Place place,
            String path,
            String name,
            Tags tags,
            List<Located<String>> groups,
            PolicyAttachments policies,
            Optional<Located<String>> boundary,
            List<Located<AccessKeyEntry>> accessKeys,
            List<Located<MfaDeviceEntry>> mfaDevices) {}

    record Group(Place place, String path, String name, PolicyAttachments policies) {}

    record Role(
            Place place,
            String path,
            String name,
            ParsedPolicy trust,
            Duration maxSessionDuration,
            PolicyAttachments policies,
            Optional<Located<String>> boundary,
            Tags tags,
            Optional<Located<String>> unpinnedSubjectReason,
            boolean singleUseTokens,
            Optional<BreakGlassEntry> breakGlass) {}

    record Managed(Place place, String path, String name, ParsedPolicy document) {}

    /** @param shared whether the file calls the issuer shared; what is known of it is looked at later */
    record Provider(Place place, OidcProvider provider, boolean shared) {}

    private final AccountId id;
    final List<Located<String>> aliases = new ArrayList<>();
    final List<Located<Boolean>> outboundWebIdentity = new ArrayList<>();
    final List<User> users = new ArrayList<>();
    final List<Group> groups = new ArrayList<>();
    final List<Role> roles = new ArrayList<>();
    final List<Managed> policies = new ArrayList<>();
    final List<Provider> providers = new ArrayList<>();

    /** ARNs of everything that the files name, faulty or not. */
    final Set<Arn> declared = new LinkedHashSet<>();

    AccountDraft(AccountId id) {
        this.id = id;
    }

    AccountId id() {
        return id;
    }

    Arn arn(String kind, String path, String name) {
        return Arn.iam(id, kind + path + name);
    }

    /** Every policy of this account with its text. */
    List<ParsedPolicy> allPolicies() {
        List<ParsedPolicy> all = new ArrayList<>();
        users.forEach(user -> all.addAll(user.policies().inline()));
        groups.forEach(group -> all.addAll(group.policies().inline()));
        roles.forEach(role -> {
            all.add(role.trust());
            all.addAll(role.policies().inline());
        });
        policies.forEach(policy -> all.add(policy.document()));
        return all;
    }
}
