package dev.sallyport.config;

import dev.sallyport.config.yaml.Place;
import dev.sallyport.identity.Arn;
import dev.sallyport.policy.Policy;
import dev.sallyport.policy.PolicyType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Makes an account of its draft: looks names up, and reports those that are doubled or lead nowhere. */
final class AccountLinker {
    private final AccountDraft draft;
    private final Findings findings;
    private final Map<String, ManagedPolicy> policiesByName = new LinkedHashMap<>();
    private final Map<Arn, ManagedPolicy> policiesByArn = new LinkedHashMap<>();
    private final Map<String, GroupEntry> groupsByName = new LinkedHashMap<>();

    AccountLinker(AccountDraft draft, Findings findings) {
        this.draft = draft;
        this.findings = findings;
    }

    AccountEntry link() {
        refuseDoubles();
        for (AccountDraft.Managed policy : draft.policies) {
            ManagedPolicy managed = new ManagedPolicy(
                    draft.id(), policy.path(), policy.name(), policy.document().policy());
            policiesByName.putIfAbsent(policy.name(), managed);
            policiesByArn.putIfAbsent(managed.arn(), managed);
        }
        for (AccountDraft.Group group : draft.groups) {
            groupsByName.putIfAbsent(
                    group.name(), new GroupEntry(draft.id(), group.path(), group.name(), policies(group.policies())));
        }
        return new AccountEntry(
                draft.id(),
                draft.aliases.stream().map(Located::value).findFirst(),
                draft.outboundWebIdentity.stream().anyMatch(Located::value),
                draft.users.stream().map(this::user).toList(),
                List.copyOf(groupsByName.values()),
                draft.roles.stream().map(this::role).toList(),
                List.copyOf(policiesByName.values()),
                draft.providers.stream().map(AccountDraft.Provider::provider).toList());
    }

    private UserEntry user(AccountDraft.User user) {
        List<Policy> policies = new ArrayList<>(policies(user.policies()));
        List<String> groups = new ArrayList<>();
        for (Located<String> reference : user.groups()) {
            Optional<GroupEntry> group = group(reference);
            if (group.isPresent() && groups.contains(group.get().name())) {
                findings.add(reference.place(), "the group `" + reference.value() + "` stands twice");
            } else if (group.isPresent()) {
                groups.add(group.get().name());
                policies.addAll(group.get().policies());
            }
        }
        return new UserEntry(
                draft.id(),
                user.path(),
                user.name(),
                user.tags(),
                groups,
                policies,
                boundary(user.boundary()),
                user.accessKeys().stream().map(Located::value).toList(),
                user.mfaDevices().stream().map(Located::value).toList());
    }

    private RoleEntry role(AccountDraft.Role role) {
        return new RoleEntry(
                draft.id(),
                role.path(),
                role.name(),
                role.trust().policy(),
                role.maxSessionDuration(),
                policies(role.policies()),
                boundary(role.boundary()),
                role.tags(),
                role.singleUseTokens(),
                role.breakGlass());
    }

    private List<Policy> policies(PolicyAttachments attachments) {
        List<Policy> policies = new ArrayList<>();
        attachments.inline().forEach(inline -> policies.add(inline.policy()));
        Map<Arn, Place> attached = new HashMap<>();
        for (Located<String> reference : attachments.attached()) {
            Optional<ManagedPolicy> managed = managed(reference);
            if (managed.isPresent() && attached.putIfAbsent(managed.get().arn(), reference.place()) != null) {
                findings.add(reference.place(), "the policy `" + reference.value() + "` is attached twice");
            } else {
                managed.ifPresent(policy -> policies.add(policy.document()));
            }
        }
        return policies;
    }

    private Optional<Policy> boundary(Optional<Located<String>> reference) {
        return reference.flatMap(this::managed).map(policy -> policy.as(PolicyType.BOUNDARY));
    }

    private Optional<GroupEntry> group(Located<String> reference) {
        GroupEntry group = groupsByName.get(reference.value());
        if (group == null && !isDeclared("group/", reference.value())) {
            findings.addDangling(
                    reference.place(),
                    "there is no group `" + reference.value() + "` in account " + draft.id()
                            + NearestName.suggestion(reference.value(), groupsByName.keySet()));
        }
        return Optional.ofNullable(group);
    }

    /** A managed policy by name or ARN. */
    private Optional<ManagedPolicy> managed(Located<String> reference) {
        String text = reference.value();
        if (!text.startsWith("arn:")) {
            return known(reference, Optional.ofNullable(policiesByName.get(text)), isDeclared("policy/", text));
        }
        Arn arn;
        try {
            arn = Arn.parse(text);
        } catch (IllegalArgumentException e) {
            findings.add(reference.place(), "`" + text + "` is no ARN of a policy");
            return Optional.empty();
        }
        if (arn.account().equals("aws")) {
            findings.add(
                    reference.place(),
                    "policies managed by AWS are not here; write `" + text + "` out under `policies`");
            return Optional.empty();
        }
        return known(reference, Optional.ofNullable(policiesByArn.get(arn)), draft.declared.contains(arn));
    }

    private Optional<ManagedPolicy> known(Located<String> reference, Optional<ManagedPolicy> policy, boolean declared) {
        if (policy.isEmpty() && !declared) {
            List<String> names = new ArrayList<>(policiesByName.keySet());
            policiesByArn.keySet().forEach(arn -> names.add(arn.toString()));
            findings.addDangling(
                    reference.place(),
                    "there is no policy `" + reference.value() + "` in account " + draft.id()
                            + NearestName.suggestion(reference.value(), names));
        }
        return policy;
    }

    private boolean isDeclared(String kind, String name) {
        return draft.declared.stream()
                .anyMatch(
                        arn -> arn.resource().startsWith(kind) && arn.resource().endsWith("/" + name));
    }

    // IAM: names are unique in an account, whatever their path and case.
    private void refuseDoubles() {
        Doubles users = new Doubles("user", findings);
        draft.users.forEach(user -> users.add(user.name(), user.place()));
        Doubles groups = new Doubles("group", findings);
        draft.groups.forEach(group -> groups.add(group.name(), group.place()));
        Doubles roles = new Doubles("role", findings);
        draft.roles.forEach(role -> roles.add(role.name(), role.place()));
        Doubles policies = new Doubles("managed policy", findings);
        draft.policies.forEach(policy -> policies.add(policy.name(), policy.place()));
        Doubles providers = new Doubles("OIDC provider", findings);
        draft.providers.forEach(
                provider -> providers.add(provider.provider().issuer().conditionKeyPrefix(), provider.place()));
        Doubles devices = new Doubles("MFA device", findings);
        draft.users.forEach(user -> user.mfaDevices()
                .forEach(device -> devices.add(device.value().serial().resource(), device.place())));
        for (int i = 1; i < draft.aliases.size(); i++) {
            findings.add(draft.aliases.get(i).place(), "the account has an alias already; it has one at most");
        }
        for (int i = 1; i < draft.outboundWebIdentity.size(); i++) {
            findings.add(
                    draft.outboundWebIdentity.get(i).place(),
                    "another file of the account says `outbound-web-identity` already; say it once");
        }
    }

    /** Names that may stand once, ignoring case. */
    static final class Doubles {
        private final String kind;
        private final Findings findings;
        private final Map<String, Place> places = new HashMap<>();

        Doubles(String kind, Findings findings) {
            this.kind = kind;
            this.findings = findings;
        }

        void add(String name, Place place) {
            Place earlier = places.putIfAbsent(name.toLowerCase(Locale.ROOT), place);
            if (earlier != null) {
                findings.add(
                        place,
                        "there are two of the " + kind + " `" + name + "`; the other is in " + earlier.file()
                                + ", line " + earlier.line());
            }
        }
    }
}
