package dev.sallyport.benchmarks.sts;

import dev.sallyport.context.RequestFacts;
import dev.sallyport.directory.BreakGlass;
import dev.sallyport.directory.Caller;
import dev.sallyport.directory.Role;
import dev.sallyport.directory.SessionFacts;
import dev.sallyport.directory.User;
import dev.sallyport.identity.AccessKeyId;
import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.Arn;
import dev.sallyport.identity.Principal;
import dev.sallyport.identity.SecretAccessKey;
import dev.sallyport.identity.Tag;
import dev.sallyport.identity.Tags;
import dev.sallyport.identity.UniqueId;
import dev.sallyport.oidc.CiClaims;
import dev.sallyport.oidc.IdTokenVerifier;
import dev.sallyport.oidc.Issuer;
import dev.sallyport.oidc.JwkSet;
import dev.sallyport.oidc.KeySource;
import dev.sallyport.oidc.OidcProvider;
import dev.sallyport.oidc.SignatureAlgorithm;
import dev.sallyport.oidc.UnverifiedIdToken;
import dev.sallyport.oidc.VerifiedIdToken;
import dev.sallyport.policy.Policy;
import dev.sallyport.policy.PolicyType;
import dev.sallyport.role.NewSession;
import dev.sallyport.role.RoleAssumption;
import dev.sallyport.role.RoleRequest;
import dev.sallyport.role.WebIdentityKeys;
import dev.sallyport.session.KeyRing;
import dev.sallyport.session.RingKeyId;
import dev.sallyport.session.SessionClaims;
import dev.sallyport.session.SessionId;
import dev.sallyport.session.SessionSealer;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Sessions of each kind, as the product's own rules make them, and the tokens they become. */
final class SampleSessions {
    /** A user with a key of its own assumes a role, and asks for nothing else. */
    static final String PLAIN = "plain";

    static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    static final AccountId ACCOUNT = new AccountId("111122223333");

    private static final RequestFacts FACTS =
            new RequestFacts(NOW, Optional.of("203.0.113.7"), true, Optional.empty(), Optional.empty(), "us-east-1");
    private static final String LETS_ANYBODY_IN = """
            {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": {"AWS": "*"},
             "Action": ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"]}}""";
    private static final String LETS_JOBS_IN = """
            {"Version": "2012-10-17", "Statement": {"Effect": "Allow",
             "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/jobs.benchmarks.test"},
             "Action": "sts:AssumeRoleWithWebIdentity",
             "Condition": {"StringEquals": {"jobs.benchmarks.test:sub": "repo:octo-org/octo-repo:ref:refs/heads/main"}}}}""";
    private static final String MAY_BECOME_ROLES =
            "{\"Version\": \"2012-10-17\", \"Statement\": {\"Effect\": \"Allow\", \"Action\": \"sts:*\", \"Resource\": \"*\"}}";

    private final Random random = new Random(1);
    private final SessionSealer sealer =
            new SessionSealer("benchmarks.sallyport.test", KeyRing.create(new RingKeyId(1), bytes(32)));

    /** A token beside the access key id that it opens with. */
    record Token(AccessKeyId accessKeyId, String text) {}

    SessionSealer sealer() {
        return sealer;
    }

    SessionClaims plain() {
        return assume(alice(), asking());
    }

    /** What a session of each kind holds; the names are for people to read. */
    Map<String, SessionClaims> all() {
        Map<String, SessionClaims> all = new LinkedHashMap<>();
        SessionClaims plain = plain();
        all.put(PLAIN, plain);
        all.put("with a source identity", assume(alice(), asking().sourceIdentity("alice@example.com")));
        all.put("with 5 session tags", assume(alice(), asking().tags(5)));
        all.put("with 50 session tags", assume(alice(), asking().tags(50)));
        all.put("break-glass, with its reason", assume(alice(), asking().breakGlass()));
        SessionClaims chained = plain;
        for (int depth = 2; depth <= 4; depth++) {
            chained = assume(sessionOf(chained), asking());
            all.put(
                    "chained, the " + depth + ". role, with "
                            + chained.origins().size() + " origins",
                    chained);
        }
        all.put("of a CI job, without `ci:` keys", job(Optional.empty()));
        all.put("of a CI job, with `ci:` keys of `kind: github`", job(Optional.of(github())));
        return all;
    }

    /** @param count of tokens that differ in everything random */
    List<Token> tokens(SessionClaims claims, int count) {
        return random.ints(count).mapToObj(any -> token(claims)).toList();
    }

    Token token(SessionClaims claims) {
        AccessKeyId accessKeyId = AccessKeyId.mintTemporary(ACCOUNT, bytes(AccessKeyId.RANDOM_BYTES));
        return new Token(accessKeyId, sealer.seal(accessKeyId, claims, bytes(SessionSealer.NONCE_BYTES)));
    }

    /** The issuer of jobs as an account trusts it. */
    static OidcProvider provider(JobIssuer issuer, Optional<CiClaims> kind) {
        return new OidcProvider(
                ACCOUNT,
                Issuer.of(JobIssuer.URL),
                List.of(JobIssuer.AUDIENCE),
                EnumSet.of(SignatureAlgorithm.RS256),
                new KeySource.StaticJwks(JwkSet.parse(issuer.jwks())),
                kind);
    }

    static CiClaims github() {
        return CiClaims.KNOWN.stream()
                .filter(known -> known.kind().equals("github"))
                .findFirst()
                .orElseThrow();
    }

    private SessionClaims job(Optional<CiClaims> kind) {
        JobIssuer issuer = new JobIssuer(1);
        OidcProvider provider = provider(issuer, kind);
        String token = issuer.tokens(1, 1, "readwrite", NOW).get(0);
        VerifiedIdToken identity =
                IdTokenVerifier.verify(UnverifiedIdToken.parse(token), provider, JwkSet.parse(issuer.jwks()), NOW);
        return RoleAssumption.assumeWithWebIdentity(
                new Principal.WebIdentity(ACCOUNT, provider.arn()),
                new WebIdentityKeys(
                        identity.conditionKeys().singleValued(),
                        identity.conditionKeys().multiValued(),
                        identity.sessionKeys(),
                        false),
                new Asking(LETS_JOBS_IN).request("GitHubActions"),
                FACTS,
                fresh());
    }

    private SessionClaims assume(Caller caller, Asking asking) {
        return RoleAssumption.assume(caller, asking.request("alice"), FACTS, fresh());
    }

    private Asking asking() {
        return new Asking(LETS_ANYBODY_IN);
    }

    private Caller alice() {
        Principal.User alice = new Principal.User(
                ACCOUNT, "/", "alice", UniqueId.mint(UniqueId.Kind.USER, bytes(UniqueId.RANDOM_BYTES)));
        return Caller.of(new User(alice, Tags.NONE, mayBecomeRoles(), Optional.empty()));
    }

    private static Caller sessionOf(SessionClaims claims) {
        return new Caller(
                claims.principal(),
                Tags.NONE,
                mayBecomeRoles(),
                Optional.empty(),
                List.of(),
                Optional.of(SessionFacts.of(claims)));
    }

    private static List<Policy> mayBecomeRoles() {
        return List.of(Policy.parse(PolicyType.IDENTITY, "may-become-roles", MAY_BECOME_ROLES));
    }

    private NewSession fresh() {
        return new NewSession(
                SessionId.of(bytes(SessionId.BYTES)), SecretAccessKey.mint(bytes(SecretAccessKey.RANDOM_BYTES)));
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    /** What is asked of a role, and by which rules that gives it. */
    private final class Asking {
        private final String trust;
        private Tags tags = Tags.NONE;
        private Optional<String> sourceIdentity = Optional.empty();
        private Optional<BreakGlass> breakGlass = Optional.empty();

        Asking(String trust) {
            this.trust = trust;
        }

        Asking tags(int count) {
            Map<String, String> some = new LinkedHashMap<>();
            for (int i = 1; i <= count; i++) {
                some.put("cost-centre-" + i, "payments-team-" + random.nextInt(1_000_000));
            }
            tags = Tags.of(some);
            return this;
        }

        Asking sourceIdentity(String identity) {
            sourceIdentity = Optional.of(identity);
            return this;
        }

        Asking breakGlass() {
            breakGlass = Optional.of(new BreakGlass(Duration.ofMinutes(15)));
            tags = Tags.of(List.of(new Tag(SessionFacts.REASON_TAG, "INC-1234: payments are stuck since 02:10")));
            return this;
        }

        RoleRequest request(String sessionName) {
            Role role = new Role(
                    ACCOUNT,
                    "/",
                    "deploy",
                    UniqueId.mint(UniqueId.Kind.ROLE, bytes(UniqueId.RANDOM_BYTES)),
                    Policy.parse(PolicyType.TRUST, "trust", trust),
                    List.of(),
                    Optional.empty(),
                    Tags.NONE,
                    Duration.ofHours(1),
                    breakGlass);
            return new RoleRequest(
                    role,
                    sessionName,
                    Optional.empty(),
                    Optional.empty(),
                    List.<Arn>of(),
                    tags,
                    Set.of(),
                    Optional.empty(),
                    sourceIdentity,
                    breakGlass.isPresent(),
                    Optional.empty());
        }
    }
}
