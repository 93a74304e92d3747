package dev.sallyport.gateway.cli;

import dev.sallyport.config.AccountEntry;
import dev.sallyport.config.Configuration;
import dev.sallyport.config.ConfigurationException;
import dev.sallyport.config.ConfigurationLoader;
import dev.sallyport.config.ConfiguredPolicy;
import dev.sallyport.config.GroupEntry;
import dev.sallyport.config.RoleEntry;
import dev.sallyport.config.UserEntry;
import dev.sallyport.identity.Arn;
import dev.sallyport.identity.Principal;
import dev.sallyport.identity.Tags;
import dev.sallyport.oidc.OidcProvider;
import dev.sallyport.policy.ConditionContext;
import dev.sallyport.policy.Policy;
import dev.sallyport.policy.lint.KnownRequests;
import dev.sallyport.policy.simulate.NamedPrincipal;
import dev.sallyport.route.Route;
import dev.sallyport.route.TagTemplate;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The policies that a configuration holds, and whose they are. */
final class ConfiguredPolicies {
    private static final String SESSION = "assumed-role/";
    private static final String PROVIDER = "oidc-provider/";

    /**
     * What one user, group or role may do. A group asks as a user of its account who is nobody else.
     *
     * @param keys the condition keys that come from who it is
     */
    record Attached(Principal principal, List<Policy> policies, Optional<Policy> boundary, ConditionContext keys) {
        Attached {
            policies = List.copyOf(policies);
        }
    }

    private final Configuration configuration;
    private final List<AccountEntry> accounts;

    private ConfiguredPolicies(Configuration configuration) {
        this.configuration = configuration;
        this.accounts = List.copyOf(configuration.identities().accounts().values());
    }

    /** @throws UnusableInputException with every fault of the configuration */
    static ConfiguredPolicies load(Path serverFile) throws UnusableInputException {
        try {
            // Nothing is started here, so a demonstration may be asked about by anybody.
            return new ConfiguredPolicies(
                    ConfigurationLoader.load(serverFile, name -> Optional.ofNullable(System.getenv(name)), true));
        } catch (ConfigurationException e) {
            throw new UnusableInputException(e.report() + e.getMessage());
        }
    }

    /**
     * The policies of the user, group or role of this ARN, or of the role that it is a session of. Whoever has a token of
     * an OIDC provider has none.
     */
    Optional<Attached> of(Arn arn) {
        for (AccountEntry account : accounts) {
            for (UserEntry user : account.users()) {
                if (user.arn().equals(arn)) {
                    return Optional.of(attached(arn, user.tags(), user.policies(), user.boundary()));
                }
            }
            for (GroupEntry group : account.groups()) {
                if (group.arn().equals(arn)) {
                    Principal member = NamedPrincipal.of(Arn.iam(group.account(), "user/member-of-" + group.name()));
                    return Optional.of(new Attached(
                            member, group.policies(), Optional.empty(), CallerContext.ofSomeUser(group.account())));
                }
            }
            for (RoleEntry role : account.roles()) {
                if (role.arn().equals(arn) || isSessionOf(arn, role)) {
                    return Optional.of(attached(arn, role.tags(), role.policies(), role.boundary()));
                }
            }
            for (OidcProvider provider : account.oidcProviders()) {
                if (provider.arn().equals(arn)) {
                    return Optional.of(attached(arn, Tags.NONE, List.of(), Optional.empty()));
                }
            }
        }
        return Optional.empty();
    }

    private static Attached attached(Arn arn, Tags tags, List<Policy> policies, Optional<Policy> boundary) {
        Principal principal = NamedPrincipal.of(arn);
        return new Attached(principal, policies, boundary, CallerContext.of(principal, tags));
    }

    /** The role of this ARN. */
    Optional<RoleEntry> role(String arn) {
        return accounts.stream()
                .flatMap(account -> account.roles().stream())
                .filter(role -> role.arn().toString().equals(arn))
                .findFirst();
    }

    private static boolean isSessionOf(Arn arn, RoleEntry role) {
        return arn.service().equals("sts")
                && arn.account().equals(role.account().toString())
                && arn.resource().startsWith(SESSION + role.name() + "/");
    }

    /** Every policy once, with the place of its text. */
    List<ConfiguredPolicy> all() {
        return configuration.policies();
    }

    /** What the proxy and the filters decide on, and what those requests carry. */
    KnownRequests requests() {
        List<Route> routes = new ArrayList<>();
        configuration.server().routes().forEach(route -> routes.add(route.route()));
        configuration.server().filters().forEach(filter -> routes.addAll(filter.routes()));
        List<KnownRequests.Operation> operations = routes.stream()
                .flatMap(route -> route.operations().stream())
                .map(operation -> new KnownRequests.Operation(
                        operation.action(),
                        operation.resourceTags().stream().map(TagTemplate::key).collect(Collectors.toSet())))
                .toList();
        Set<String> roleTags = new HashSet<>();
        Set<String> providers = new HashSet<>();
        for (AccountEntry account : accounts) {
            account.roles().forEach(role -> role.tags().all().forEach(tag -> roleTags.add(tag.key())));
            account.oidcProviders()
                    .forEach(provider -> providers.add(provider.arn().resource().substring(PROVIDER.length())));
        }
        return new KnownRequests(operations, roleTags, providers);
    }
}
