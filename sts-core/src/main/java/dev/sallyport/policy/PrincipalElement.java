package dev.sallyport.policy;

import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.Arn;
import dev.sallyport.identity.Principal;
import dev.sallyport.identity.UniqueId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The Principal or NotPrincipal of a statement. */
public final class PrincipalElement {
    /** The keys of the element; {@code "*"} on its own is the same as {@code {"AWS": "*"}}. */
    public enum Kind {
        AWS("AWS"),
        FEDERATED("Federated"),
        SERVICE("Service"),
        CANONICAL_USER("CanonicalUser");

        private final String written;

        Kind(String written) {
            this.written = written;
        }

        public String written() {
            return written;
        }
    }

    /** One value of the element, as written. */
    public record Value(Kind kind, String text, int line, int column) {}

    private final List<Value> values;
    private final List<Matcher> matchers;
    private final boolean negated;

    private PrincipalElement(List<Value> values, List<Matcher> matchers, boolean negated) {
        this.values = values;
        this.matchers = matchers;
        this.negated = negated;
    }

    /** @throws IllegalArgumentException when a value names no kind of principal; the message says which */
    static PrincipalElement of(List<Value> values, boolean negated) {
        return new PrincipalElement(
                List.copyOf(values), values.stream().map(Matcher::of).toList(), negated);
    }

    public List<Value> values() {
        return values;
    }

    /** Whether this is NotPrincipal. */
    public boolean negated() {
        return negated;
    }

    /** The users, roles and role sessions named. */
    List<Arn> entityArns() {
        return matchers.stream()
                .filter(matcher -> matcher.form.isEntity())
                .map(Matcher::arn)
                .toList();
    }

    PrincipalElement withPrincipalIds(Map<Arn, UniqueId> ids) {
        List<Matcher> bound =
                matchers.stream().map(matcher -> matcher.bind(ids)).toList();
        return new PrincipalElement(values, bound, negated);
    }

    /**
     * How an Allow or Deny with this element, in a policy of {@code type}, names the one who asks; {@code NONE}: the
     * statement is not about them.
     */
    PrincipalMatch naming(RequestFacts request, Effect effect, PolicyType type) {
        Principal principal = request.principal();
        if (negated && effect == Effect.DENY) {
            boolean spared = !request.principalHasBoundary() && isSpared(principal);
            return spared ? PrincipalMatch.NONE : PrincipalMatch.EVERYBODY;
        }
        if (negated) {
            return isListed(principal) ? PrincipalMatch.NONE : PrincipalMatch.EVERYBODY;
        }
        PrincipalMatch strongest = PrincipalMatch.NONE;
        for (int i = 0; i < matchers.size(); i++) {
            PrincipalMatch naming = matchers.get(i).naming(principal, effect, type);
            if (naming.compareTo(strongest) > 0) {
                strongest = naming;
            }
        }
        return strongest;
    }

    /** Whether NotPrincipal lists anything that the principal is, which an Allow then does not admit. */
    private boolean isListed(Principal principal) {
        return matchers.stream().anyMatch(matcher -> matcher.listing(principal) != PrincipalMatch.NONE);
    }

    /**
     * Whether NotPrincipal lists everything that the principal is: the session and its role, the federated user and the
     * user behind it, or the user; and the account. (IAM guide, "NotPrincipal": with one of them missing the Deny still
     * applies.)
     */
    private boolean isSpared(Principal principal) {
        if (principal instanceof Principal.RoleSession || principal instanceof Principal.FederatedUser) {
            return (lists(principal, PrincipalMatch.DIRECT)
                            && lists(principal, PrincipalMatch.ENTITY_OF_SESSION)
                            && lists(principal, PrincipalMatch.ACCOUNT))
                    || lists(principal, PrincipalMatch.EVERYBODY);
        }
        if (principal instanceof Principal.User) {
            return (lists(principal, PrincipalMatch.DIRECT) && lists(principal, PrincipalMatch.ACCOUNT))
                    || lists(principal, PrincipalMatch.EVERYBODY);
        }
        return lists(principal, PrincipalMatch.DIRECT) || lists(principal, PrincipalMatch.EVERYBODY);
    }

    private boolean lists(Principal principal, PrincipalMatch naming) {
        return matchers.stream().anyMatch(matcher -> matcher.listing(principal) == naming);
    }

    /** The forms of a value. */
    private enum Form {
        EVERYBODY,
        ACCOUNT,
        USER,
        ROLE,
        ROLE_SESSION,
        FEDERATED_USER,
        UNIQUE_ID,
        PROVIDER,
        SERVICE,
        CANONICAL_USER;

        boolean isEntity() {
            return this == USER || this == ROLE || this == ROLE_SESSION;
        }
    }

    /**
     * @param maybeArn of a user, role or session; otherwise absent
     * @param id the only principal that has the ARN's name rightly: absent until bound
     * @param bound whether {@code id} decides
     */
    private record Matcher(
            Form form,
            String text,
            Optional<Arn> maybeArn,
            Optional<AccountId> account,
            boolean bound,
            Optional<UniqueId> id) {

        static Matcher of(Value value) {
            return switch (value.kind()) {
                case AWS -> aws(value.text());
                case FEDERATED -> provider(value.text());
                case SERVICE -> service(value.text());
                case CANONICAL_USER -> plain(Form.CANONICAL_USER, value.text());
            };
        }

        Arn arn() {
            return maybeArn.orElseThrow();
        }

        private static Matcher plain(Form form, String text) {
            return new Matcher(form, text, Optional.empty(), Optional.empty(), false, Optional.empty());
        }

        private static Matcher aws(String text) {
            if (text.equals("*")) {
                return plain(Form.EVERYBODY, text);
            }
            if (AccountId.isValid(text)) {
                return account(new AccountId(text), text);
            }
            if (!text.startsWith("arn:")) {
                return new Matcher(
                        Form.UNIQUE_ID,
                        text,
                        Optional.empty(),
                        Optional.empty(),
                        true,
                        Optional.of(new UniqueId(text)));
            }
            Arn arn = Arn.parse(text);
            if (text.indexOf('*') >= 0 || text.indexOf('?') >= 0) {
                throw new IllegalArgumentException("a principal is named in full, without wildcards");
            }
            if (!arn.region().isEmpty() || !AccountId.isValid(arn.account())) {
                throw new IllegalArgumentException("a principal's ARN has an account and no region");
            }
            if (arn.service().equals("iam") && arn.resource().equals("root")) {
                return account(new AccountId(arn.account()), text);
            }
            return new Matcher(form(arn), text, Optional.of(arn), Optional.empty(), false, Optional.empty());
        }

        private static Form form(Arn arn) {
            if (arn.service().equals("iam") && names(arn, "user/", 1)) {
                return Form.USER;
            }
            if (arn.service().equals("iam") && names(arn, "role/", 1)) {
                return Form.ROLE;
            }
            if (arn.service().equals("sts") && names(arn, "assumed-role/", 2)) {
                return Form.ROLE_SESSION;
            }
            if (arn.service().equals("sts") && names(arn, "federated-user/", 1)) {
                return Form.FEDERATED_USER;
            }
            throw new IllegalArgumentException("only accounts, users, roles and their sessions are principals");
        }

        private static boolean names(Arn arn, String prefix, int segments) {
            if (!arn.resource().startsWith(prefix)) {
                return false;
            }
            String[] names = arn.resource().substring(prefix.length()).split("/", -1);
            return names.length >= segments && !names[names.length - 1].isEmpty() && !names[0].isEmpty();
        }

        private static Matcher account(AccountId account, String text) {
            return new Matcher(Form.ACCOUNT, text, Optional.empty(), Optional.of(account), false, Optional.empty());
        }

        private static Matcher provider(String text) {
            if (text.startsWith("arn:")) {
                Arn arn = Arn.parse(text);
                if (!arn.service().equals("iam")
                        || !(arn.resource().startsWith("oidc-provider/")
                                || arn.resource().startsWith("saml-provider/"))) {
                    throw new IllegalArgumentException("a federated principal is an OIDC or SAML provider");
                }
            } else if (!isDomainName(text)) {
                throw new IllegalArgumentException("a federated principal is a provider's ARN or domain name");
            }
            if (text.indexOf('*') >= 0 || text.indexOf('?') >= 0) {
                throw new IllegalArgumentException("a provider is named in full, without wildcards");
            }
            return plain(Form.PROVIDER, text);
        }

        private static Matcher service(String text) {
            if (!isDomainName(text)) {
                throw new IllegalArgumentException("a service principal is a domain name such as `ec2.amazonaws.com`");
            }
            return plain(Form.SERVICE, text);
        }

        private static boolean isDomainName(String text) {
            return text.indexOf('.') > 0
                    && text.chars()
                            .allMatch(c -> (c >= 'a' && c <= 'z')
                                    || (c >= 'A' && c <= 'Z')
                                    || (c >= '0' && c <= '9')
                                    || c == '.'
                                    || c == '-');
        }

        Matcher bind(Map<Arn, UniqueId> ids) {
            return form.isEntity()
                    ? new Matcher(form, text, maybeArn, account, true, Optional.ofNullable(ids.get(arn())))
                    : this;
        }

        /**
         * The bearer of a token is no AWS principal: only its provider lets it in, while a Deny for all is for it too,
         * and so is an Allow for all in a policy that lets nobody in but only takes away.
         */
        PrincipalMatch naming(Principal principal, Effect effect, PolicyType type) {
            if (principal instanceof Principal.WebIdentity && effect == Effect.ALLOW) {
                boolean restricts = type == PolicyType.RESOURCE_CONTROL || type == PolicyType.ENDPOINT;
                if (form == Form.ACCOUNT || (form == Form.EVERYBODY && !restricts)) {
                    return PrincipalMatch.NONE;
                }
            }
            return listing(principal);
        }

        /** How this value alone, whatever it stands in, is about the principal. */
        PrincipalMatch listing(Principal principal) {
            return switch (form) {
                case EVERYBODY -> PrincipalMatch.EVERYBODY;
                case ACCOUNT -> {
                    if (!principal.account().equals(account)) {
                        yield PrincipalMatch.NONE;
                    }
                    yield principal instanceof Principal.AccountRoot ? PrincipalMatch.DIRECT : PrincipalMatch.ACCOUNT;
                }
                case USER -> user(principal);
                case ROLE ->
                    principal instanceof Principal.RoleSession session && isEntity(session.roleId(), session.roleArn())
                            ? PrincipalMatch.ENTITY_OF_SESSION
                            : PrincipalMatch.NONE;
                case ROLE_SESSION ->
                    principal instanceof Principal.RoleSession session
                                    && session.sessionArn().equals(arn())
                                    && (!bound || id.equals(Optional.of(session.roleId())))
                            ? PrincipalMatch.DIRECT
                            : PrincipalMatch.NONE;
                case FEDERATED_USER ->
                    principal instanceof Principal.FederatedUser federated
                                    && federated.arn().equals(maybeArn)
                            ? PrincipalMatch.DIRECT
                            : PrincipalMatch.NONE;
                case UNIQUE_ID -> uniqueId(principal);
                case PROVIDER ->
                    principal instanceof Principal.WebIdentity identity
                                    && identity.provider().toString().equals(text)
                            ? PrincipalMatch.DIRECT
                            : PrincipalMatch.NONE;
                case SERVICE ->
                    principal instanceof Principal.Service service
                                    && service.name().equalsIgnoreCase(text)
                            ? PrincipalMatch.DIRECT
                            : PrincipalMatch.NONE;
                case CANONICAL_USER -> PrincipalMatch.NONE; // Nobody here has a canonical user id.
            };
        }

        private PrincipalMatch user(Principal principal) {
            if (principal instanceof Principal.User user && isEntity(user.id(), user.userArn())) {
                return PrincipalMatch.DIRECT;
            }
            if (principal instanceof Principal.FederatedUser federated
                    && isEntity(federated.caller().id(), federated.caller().userArn())) {
                return PrincipalMatch.ENTITY_OF_SESSION;
            }
            return PrincipalMatch.NONE;
        }

        private PrincipalMatch uniqueId(Principal principal) {
            if (principal instanceof Principal.User user) {
                return id.equals(Optional.of(user.id())) ? PrincipalMatch.DIRECT : PrincipalMatch.NONE;
            }
            if (principal instanceof Principal.FederatedUser federated) {
                return id.equals(Optional.of(federated.caller().id()))
                        ? PrincipalMatch.ENTITY_OF_SESSION
                        : PrincipalMatch.NONE;
            }
            return principal instanceof Principal.RoleSession session && id.equals(Optional.of(session.roleId()))
                    ? PrincipalMatch.ENTITY_OF_SESSION
                    : PrincipalMatch.NONE;
        }

        private boolean isEntity(UniqueId uniqueId, Arn entityArn) {
            return bound ? id.equals(Optional.of(uniqueId)) : entityArn.equals(arn());
        }
    }
}
