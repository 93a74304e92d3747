package dev.sallyport.identity;

import java.util.Optional;

/**
 * Who makes a request, as policies see it. A name is never enough to be somebody: users and role sessions also carry
 * the unique id of the user or role, which a recreated namesake does not have.
 */
public sealed interface Principal {
    /** The ARN that {@code GetCallerIdentity} answers and denial messages name; empty where there is none. */
    Optional<Arn> arn();

    /** The account the principal belongs to; empty for an AWS service and for nobody. */
    Optional<AccountId> account();

    /** What {@code GetCallerIdentity} answers as {@code UserId}, and {@code aws:userid} is; empty where no credentials stand for it. */
    Optional<String> userId();

    /** A user, by long-term key or by a {@code GetSessionToken} session. */
    record User(AccountId accountId, String path, String name, UniqueId id) implements Principal {
        @Override
        public Optional<String> userId() {
            return Optional.of(id.value());
        }

        public Arn userArn() {
            return Arn.iam(accountId, "user" + path + name);
        }

        @Override
        public Optional<Arn> arn() {
            return Optional.of(userArn());
        }

        @Override
        public Optional<AccountId> account() {
            return Optional.of(accountId);
        }
    }

    /** A session of a role. Its ARN has no path; the role's has. */
    record RoleSession(AccountId accountId, String rolePath, String roleName, UniqueId roleId, String sessionName)
            implements Principal {
        public Arn roleArn() {
            return Arn.iam(accountId, "role" + rolePath + roleName);
        }

        public Arn sessionArn() {
            return Arn.sts(accountId, "assumed-role/" + roleName + "/" + sessionName);
        }

        /** {@code AROA…:sessionName}. */
        public String sessionUserId() {
            return roleId + ":" + sessionName;
        }

        @Override
        public Optional<String> userId() {
            return Optional.of(sessionUserId());
        }

        @Override
        public Optional<Arn> arn() {
            return Optional.of(sessionArn());
        }

        @Override
        public Optional<AccountId> account() {
            return Optional.of(accountId);
        }
    }

    /** A {@code GetFederationToken} session of the user {@code caller}, under a name that this user chose. */
    record FederatedUser(AccountId accountId, String name, User caller) implements Principal {
        public Arn federatedArn() {
            return Arn.sts(accountId, "federated-user/" + name);
        }

        /** {@code 123456789012:name}. */
        public String federatedUserId() {
            return accountId + ":" + name;
        }

        @Override
        public Optional<String> userId() {
            return Optional.of(federatedUserId());
        }

        @Override
        public Optional<Arn> arn() {
            return Optional.of(federatedArn());
        }

        @Override
        public Optional<AccountId> account() {
            return Optional.of(accountId);
        }
    }

    /** The bearer of a verified web identity token, before it is a session: only a trust policy meets it. */
    record WebIdentity(AccountId accountId, Arn provider) implements Principal {
        @Override
        public Optional<String> userId() {
            return Optional.empty();
        }

        @Override
        public Optional<Arn> arn() {
            return Optional.empty();
        }

        @Override
        public Optional<AccountId> account() {
            return Optional.of(accountId);
        }
    }

    /** The account itself. The product has no such caller; policy simulation and conformance cases do. */
    record AccountRoot(AccountId accountId) implements Principal {
        @Override
        public Optional<String> userId() {
            return Optional.empty();
        }

        @Override
        public Optional<Arn> arn() {
            return Optional.of(accountId.rootArn());
        }

        @Override
        public Optional<AccountId> account() {
            return Optional.of(accountId);
        }
    }

    /** A service such as {@code ec2.amazonaws.com}. */
    record Service(String name) implements Principal {
        @Override
        public Optional<String> userId() {
            return Optional.empty();
        }

        @Override
        public Optional<Arn> arn() {
            return Optional.empty();
        }

        @Override
        public Optional<AccountId> account() {
            return Optional.empty();
        }
    }

    /** Nobody: a request without credentials. */
    record Anonymous() implements Principal {
        @Override
        public Optional<String> userId() {
            return Optional.empty();
        }

        @Override
        public Optional<Arn> arn() {
            return Optional.empty();
        }

        @Override
        public Optional<AccountId> account() {
            return Optional.empty();
        }
    }
}
