package dev.sallyport.config;

import dev.sallyport.config.yaml.YamlNode;
import dev.sallyport.identity.AccessKeyId;
import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.Arn;
import dev.sallyport.identity.Tags;
import dev.sallyport.mfa.TotpSeed;
import dev.sallyport.policy.PolicyType;
import dev.sallyport.policy.SharedParts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads identity files. Each is about one account; several may be about the same one. */
final class IdentityFileReader {
    private static final String NO_ROOT =
            "an account has no root user, so no key or device can be given to one; make a user for each person";

    // Quotas of an account: IAM and STS quotas, non-whitespace characters.
    private static final int MAX_USERS = 5000;
    private static final int MAX_GROUPS = 300;
    private static final int MAX_ROLES = 1000;
    private static final int MAX_POLICIES = 1500;
    private static final int MAX_PROVIDERS = 100;
    private static final int MAX_GROUPS_OF_USER = 10;
    private static final int MAX_KEYS_OF_USER = 2;
    private static final int MAX_DEVICES_OF_USER = 8;
    private static final int MAX_INLINE_OF_USER = 2048;
    private static final int MAX_INLINE_OF_GROUP = 5120;
    private static final int MAX_INLINE_OF_ROLE = 10_240;
    private static final int MAX_TRUST = 2048;
    private static final int MAX_MANAGED = 6144;
    private static final int MAX_REASON = 1000;

    private static final Duration SHORTEST_MAX_SESSION = Duration.ofHours(1);
    private static final Duration LONGEST_MAX_SESSION = Duration.ofHours(12);

    private final Secrets secrets;
    private final Findings findings;
    private final boolean demo;
    private final Function<AccountId, AccountDraft> accounts;
    private final SharedParts shared = new SharedParts();

    /** @param accounts gives the draft that everything about an account is put into */
    IdentityFileReader(Secrets secrets, Findings findings, boolean demo, Function<AccountId, AccountDraft> accounts) {
        this.secrets = secrets;
        this.findings = findings;
        this.demo = demo;
        this.accounts = accounts;
    }

    void read(YamlNode root) {
        Section.of(root, findings).ifPresent(this::read);
    }

    private void read(Section section) {
        Field<AccountId> id = section.required("account", Values.text(AccountId::new));
        // With a faulty id the rest is still read for its own faults.
        AccountDraft account = id.read().map(accounts).orElseGet(() -> new AccountDraft(new AccountId("000000000000")));
        section.optional("alias", Values.located(Values.text(Names::alias)))
                .read()
                .flatMap(alias -> alias)
                .ifPresent(account.aliases::add);
        section.optional("outbound-web-identity", Values.located(Values.trueOrFalse()))
                .read()
                .flatMap(said -> said)
                .ifPresent(account.outboundWebIdentity::add);
        section.optional("policies", elements(MAX_POLICIES, s -> managed(s, account)), List.of())
                .read()
                .ifPresent(account.policies::addAll);
        section.optional("groups", elements(MAX_GROUPS, s -> group(s, account)), List.of())
                .read()
                .ifPresent(account.groups::addAll);
        section.optional("users", elements(MAX_USERS, s -> user(s, account)), List.of())
                .read()
                .ifPresent(account.users::addAll);
        ProviderReader providerReader = new ProviderReader(demo, account);
        section.optional("oidc-providers", elements(MAX_PROVIDERS, providerReader::read), List.of())
                .read()
                .ifPresent(account.providers::addAll);
        section.optional("roles", elements(MAX_ROLES, s -> role(s, account)), List.of())
                .read()
                .ifPresent(account.roles::addAll);
        section.refuse("root", NO_ROOT);
        section.refuse("root-user", NO_ROOT);
        section.refuse("access-keys", NO_ROOT);
        section.refuse("mfa-devices", NO_ROOT);
        section.notBuiltYet("saml-providers", "instance-profiles", "password-policy", "server-certificates");
        section.build(() -> account);
    }

    /** A list of sections in which a faulty one does not hide the others. */
    private static <T> ValueReader<List<T>> elements(int most, Function<Section, Optional<T>> read) {
        ValueReader<Optional<T>> element =
                (node, faults) -> Optional.of(Values.section(read).read(node, faults));
        return (node, faults) -> Values.list(most, element)
                .read(node, faults)
                .map(list -> list.stream().flatMap(Optional::stream).toList());
    }

    private Optional<AccountDraft.Managed> managed(Section section, AccountDraft account) {
        Identity identity = identity(section, account, "policy", Names::groupOrPolicy);
        Field<PolicySource> source = section.required("document", PolicyReader::source);
        section.notBuiltYet("versions", "description", "tags");
        Optional<ParsedPolicy> document = source.read()
                .flatMap(json -> PolicyReader.parseManaged(identity.arn().toString(), json, shared, section::fault));
        source.read().ifPresent(json -> refuseLonger(section, json, MAX_MANAGED));
        return section.build(() -> new AccountDraft.Managed(
                section.place(), identity.path.value(), identity.name.value(), document.orElseThrow()));
    }

    private Optional<AccountDraft.Group> group(Section section, AccountDraft account) {
        Identity identity = identity(section, account, "group", Names::groupOrPolicy);
        Field<PolicyAttachments> policies = section.optional(
                "policies",
                PolicyAttachments.reader(identity.arn(), MAX_INLINE_OF_GROUP, shared),
                PolicyAttachments.NONE);
        section.refuse("users", "a user names its groups, not a group its users; write `groups` at each user");
        section.refuse("members", "a user names its groups, not a group its users; write `groups` at each user");
        section.refuse("boundary", "a group has no boundary; write it at the users");
        return section.build(() -> new AccountDraft.Group(
                section.place(), identity.path.value(), identity.name.value(), policies.value()));
    }

    private Optional<AccountDraft.User> user(Section section, AccountDraft account) {
        Identity identity = identity(section, account, "user", Names::userOrRole);
        Field<Tags> tags = section.optional("tags", TagReader.tags(), Tags.NONE);
        Field<List<Located<String>>> groups =
                section.optional("groups", Values.list(MAX_GROUPS_OF_USER, Values.located(Values.text())), List.of());
        Field<PolicyAttachments> policies = section.optional(
                "policies",
                PolicyAttachments.reader(identity.arn(), MAX_INLINE_OF_USER, shared),
                PolicyAttachments.NONE);
        Field<Optional<Located<String>>> boundary = section.optional("boundary", Values.located(Values.text()));
        Field<List<Located<AccessKeyEntry>>> keys = section.optional(
                "access-keys",
                Values.list(MAX_KEYS_OF_USER, Values.located(Values.section(this::accessKey))),
                List.of());
        Field<List<Located<MfaDeviceEntry>>> devices = section.optional(
                "mfa-devices",
                Values.list(MAX_DEVICES_OF_USER, Values.located(Values.section(s -> mfaDevice(s, account)))),
                List.of());
        section.notBuiltYet("password", "login-profile", "ssh-keys", "signing-certificates", "passkeys");
        return section.build(() -> new AccountDraft.User(
                section.place(),
                identity.path.value(),
                identity.name.value(),
                tags.value(),
                groups.value(),
                policies.value(),
                boundary.value(),
                keys.value(),
                devices.value()));
    }

    private Optional<AccessKeyEntry> accessKey(Section section) {
        Field<AccessKeyId> id = section.required("id", Values.text(IdentityFileReader::longTermKeyId));
        var secret = section.required("secret", secrets.reader(KeySecrets::parse));
        Field<Boolean> active =
                section.optional("status", Values.oneOf(Map.of("active", true, "inactive", false)), true);
        return section.build(() -> new AccessKeyEntry(id.value(), secret.value(), active.value()));
    }

    private Optional<MfaDeviceEntry> mfaDevice(Section section, AccountDraft account) {
        Field<String> name = section.required("name", Values.text(Names::mfaDevice));
        Field<TotpSeed> seed = section.required("seed", secrets.reader(TotpSeed::parse));
        section.notBuiltYet("digits", "period", "algorithm", "passkey");
        return section.build(() -> new MfaDeviceEntry(MfaDeviceEntry.serial(account.id(), name.value()), seed.value()));
    }

    private Optional<AccountDraft.Role> role(Section section, AccountDraft account) {
        Identity identity = identity(section, account, "role", Names::userOrRole);
        Field<PolicySource> trustSource = section.required("trust", PolicyReader::source);
        Optional<ParsedPolicy> trust = trustSource
                .read()
                .flatMap(json ->
                        PolicyReader.parse(PolicyType.TRUST, identity.arn().toString(), json, shared, section::fault));
        trustSource.read().ifPresent(json -> refuseLonger(section, json, MAX_TRUST));
        Field<Duration> maxSession = section.optional(
                "max-session-duration",
                Values.duration(SHORTEST_MAX_SESSION, LONGEST_MAX_SESSION),
                SHORTEST_MAX_SESSION);
        Field<PolicyAttachments> policies = section.optional(
                "policies",
                PolicyAttachments.reader(identity.arn(), MAX_INLINE_OF_ROLE, shared),
                PolicyAttachments.NONE);
        Field<Optional<Located<String>>> boundary = section.optional("boundary", Values.located(Values.text()));
        Field<Tags> tags = section.optional("tags", TagReader.tags(), Tags.NONE);
        Field<Optional<Located<String>>> unpinned =
                section.optional("allow-unpinned-subject", Values.located(Values.text(IdentityFileReader::reason)));
        Field<Boolean> singleUse = section.optional("single-use-tokens", Values.trueOrFalse(), false);
        Field<Optional<BreakGlassEntry>> breakGlass = section.optional(
                "break-glass",
                Values.section(s ->
                        new BreakGlassReader(secrets).read(s, maxSession.read().orElse(LONGEST_MAX_SESSION))));
        section.notBuiltYet("description", "approvals");
        section.refuse("require-reason", "write `break-glass: {reason: required, max-duration: 15m, notify: […]}`");
        return section.build(() -> new AccountDraft.Role(
                section.place(),
                identity.path.value(),
                identity.name.value(),
                trust.orElseThrow(),
                maxSession.value(),
                policies.value(),
                boundary.value(),
                tags.value(),
                unpinned.value(),
                singleUse.value(),
                breakGlass.value()));
    }

    /** The name and path that make the ARN of a user, group, role or policy. */
    private record Identity(Field<String> name, Field<String> path, Arn arn) {}

    private static Identity identity(
            Section section, AccountDraft account, String kind, Function<String, String> nameCheck) {
        Field<String> name = section.required("name", Values.text(nameCheck));
        Field<String> path = section.optional("path", Values.text(Names::path), "/");
        Arn arn = account.arn(kind, path.read().orElse("/"), name.read().orElse("unnamed"));
        if (name.read().isPresent()) {
            account.declared.add(arn);
        }
        return new Identity(name, path, arn);
    }

    private static void refuseLonger(Section section, PolicySource source, int most) {
        int characters = source.nonWhitespaceCharacters();
        if (characters > most) {
            section.fault(
                    source.start(),
                    "the policy has " + characters + " characters without white space; " + most + " are the most");
        }
    }

    private static AccessKeyId longTermKeyId(String text) {
        AccessKeyId id = new AccessKeyId(text);
        if (id.isTemporary()) {
            throw new IllegalArgumentException(
                    "`" + text + "` begins with `ASIA` as the keys of sessions do; a user's own begins with `AKIA`");
        }
        return id;
    }

    private static String reason(String text) {
        if (text.isBlank() || text.length() > MAX_REASON) {
            throw new IllegalArgumentException("say why strangers may be let in, in at most " + MAX_REASON
                    + " characters; it is logged at each load");
        }
        return text;
    }
}
