package dev.sallyport.gateway.cli;

import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.Arn;
import dev.sallyport.identity.Principal;
import dev.sallyport.identity.Tags;
import dev.sallyport.policy.ConditionContext;
import dev.sallyport.policy.MalformedPolicyException;
import dev.sallyport.policy.Policy;
import dev.sallyport.policy.PolicySet;
import dev.sallyport.policy.PolicyType;
import dev.sallyport.policy.simulate.NamedPrincipal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options by which a command is told policies, who asks and what the request has. */
final class PolicyQuestion {
    private static final String SOMEBODY = "arn:aws:iam::123456789012:user/somebody";

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "The server file of a configuration: the principal has the policies and the boundary it has there.")
    private @Nullable Path config;

    @Option(names = "--policy", paramLabel = "FILE", description = "An identity policy; as often as there are.")
    private List<Path> policies = List.of();

    @Option(names = "--boundary", paramLabel = "FILE", description = "The permissions boundary.")
    private @Nullable Path boundary;

    @Option(names = "--session-policy", paramLabel = "FILE", description = "A session policy; may be repeated.")
    private List<Path> sessionPolicies = List.of();

    @Option(names = "--resource-policy", paramLabel = "FILE", description = "The policy of the resource.")
    private @Nullable Path resourcePolicy;

    @Option(names = "--trust-policy", paramLabel = "FILE", description = "The trust policy of the role to be assumed.")
    private @Nullable Path trustPolicy;

    @Option(names = "--scp", paramLabel = "FILE", description = "A service control policy: a level each, root first.")
    private List<Path> serviceControl = List.of();

    @Option(names = "--rcp", paramLabel = "FILE", description = "A resource control policy: a level each, root first.")
    private List<Path> resourceControl = List.of();

    @Option(names = "--endpoint-policy", paramLabel = "FILE", description = "An endpoint's policy; may be repeated.")
    private List<Path> endpointPolicies = List.of();

    @Option(
            names = "--principal",
            paramLabel = "ARN",
            description = {
                "Who asks: a user, role, session, federated user, account root, or an OIDC provider for whoever has its",
                "token; without it, a user of whom nothing is known."
            })
    private @Nullable String principal;

    @Option(
            names = "--resource-account",
            paramLabel = "ACCOUNT",
            description = "The account that owns the resource; the principal's own without it.")
    private @Nullable String resourceAccount;

    @Option(
            names = "--context",
            paramLabel = "KEY=VALUE",
            description = "A condition key of the request; a key that is given several times has several values.")
    private List<String> context = List.of();

    @Option(
            names = "--multi-valued",
            paramLabel = "KEY",
            description = "A condition key that may have several values, though it has one.")
    private List<String> multiValued = List.of();

    /**
     * Who asks, and every policy that counts.
     *
     * @param context the condition keys of the request: those given, and else those that come from who asks
     */
    record Asker(Principal principal, PolicySet policies, ConditionContext context) {}

    Asker asker() throws UnusableInputException {
        if (resourcePolicy != null && trustPolicy != null) {
            throw new UnusableInputException("a resource has a resource policy or a trust policy: leave one out");
        }
        Optional<ConfiguredPolicies.Attached> attached = attached();
        List<Policy> identity = new ArrayList<>();
        attached.ifPresent(configured -> identity.addAll(configured.policies()));
        identity.addAll(all(policies, PolicyType.IDENTITY));
        Optional<Policy> bounds = one(boundary, PolicyType.BOUNDARY);
        Optional<Policy> resource = one(resourcePolicy, PolicyType.RESOURCE);
        PolicySet set = new PolicySet(
                identity,
                bounds.isPresent() ? bounds : attached.flatMap(ConfiguredPolicies.Attached::boundary),
                all(sessionPolicies, PolicyType.SESSION),
                resource.isPresent() ? resource : one(trustPolicy, PolicyType.TRUST),
                levels(serviceControl, PolicyType.SERVICE_CONTROL),
                levels(resourceControl, PolicyType.RESOURCE_CONTROL),
                all(endpointPolicies, PolicyType.ENDPOINT));
        if (attached.isPresent()) {
            return new Asker(
                    attached.get().principal(),
                    set,
                    CallerContext.join(context(), attached.get().keys()));
        }
        Principal named = named();
        ConditionContext keys = principal == null ? ConditionContext.EMPTY : CallerContext.of(named, Tags.NONE);
        return new Asker(named, set, CallerContext.join(context(), keys));
    }

    private Optional<ConfiguredPolicies.Attached> attached() throws UnusableInputException {
        if (config == null) {
            return Optional.empty();
        }
        if (principal == null) {
            throw new UnusableInputException("`--config` needs `--principal`: say whose policies are meant");
        }
        Optional<ConfiguredPolicies.Attached> attached =
                ConfiguredPolicies.load(config).of(arn(principal));
        if (attached.isEmpty()) {
            throw new UnusableInputException(
                    "`--principal " + principal + "` is not in the configuration: name a user, group or role of it");
        }
        return attached;
    }

    private Principal named() throws UnusableInputException {
        String name = principal == null ? SOMEBODY : principal;
        try {
            return NamedPrincipal.of(arn(name));
        } catch (IllegalArgumentException e) {
            throw new UnusableInputException("`--principal " + name + "`: " + e.getMessage());
        }
    }

    private static Arn arn(String name) throws UnusableInputException {
        try {
            return Arn.parse(name);
        } catch (IllegalArgumentException e) {
            throw new UnusableInputException("`--principal " + name + "`: " + e.getMessage());
        }
    }

    Optional<AccountId> resourceAccount() throws UnusableInputException {
        if (resourceAccount == null) {
            return Optional.empty();
        }
        if (!AccountId.isValid(resourceAccount)) {
            throw new UnusableInputException("`--resource-account " + resourceAccount + "` is not twelve digits");
        }
        return Optional.of(new AccountId(resourceAccount));
    }

    private ConditionContext context() throws UnusableInputException {
        Map<String, List<String>> keys = new LinkedHashMap<>();
        for (String entry : context) {
            int equals = entry.indexOf('=');
            if (equals <= 0) {
                throw new UnusableInputException("`--context " + entry + "` is not KEY=VALUE");
            }
            keys.computeIfAbsent(entry.substring(0, equals), key -> new ArrayList<>())
                    .add(entry.substring(equals + 1));
        }
        ConditionContext.Builder builder = ConditionContext.builder();
        try {
            for (Map.Entry<String, List<String>> key : keys.entrySet()) {
                boolean several = key.getValue().size() > 1
                        || multiValued.stream().anyMatch(name -> name.equalsIgnoreCase(key.getKey()));
                if (several) {
                    builder.putAll(key.getKey(), key.getValue());
                } else {
                    builder.put(key.getKey(), key.getValue().get(0));
                }
            }
        } catch (IllegalArgumentException twice) {
            throw new UnusableInputException("`--context`: " + twice.getMessage());
        }
        return builder.build();
    }

    private static Optional<Policy> one(@Nullable Path file, PolicyType type) throws UnusableInputException {
        return file == null ? Optional.empty() : Optional.of(read(file, type));
    }

    private static List<Policy> all(List<Path> files, PolicyType type) throws UnusableInputException {
        List<Policy> all = new ArrayList<>();
        for (Path file : files) {
            all.add(read(file, type));
        }
        return all;
    }

    private static List<List<Policy>> levels(List<Path> files, PolicyType type) throws UnusableInputException {
        return all(files, type).stream().map(List::of).toList();
    }

    /** A policy is called by its file in every reason. */
    private static Policy read(Path file, PolicyType type) throws UnusableInputException {
        try {
            return Policy.parse(type, file.toString(), InputFile.policy(file));
        } catch (MalformedPolicyException e) {
            throw new UnusableInputException(file + ":" + e.line() + ":" + e.column() + ": " + e.detail());
        }
    }
}
