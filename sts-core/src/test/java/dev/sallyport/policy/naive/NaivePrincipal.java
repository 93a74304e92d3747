package dev.sallyport.policy.naive;

import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.Arn;
import dev.sallyport.identity.Principal;
import dev.sallyport.json.JsonNode;
import dev.sallyport.json.JsonObject;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** In which ways a statement names whoever makes the request. */
final class NaivePrincipal {
    /** One way to be named. */
    enum Naming {
        /** Its account, which only hands the decision on to its own policies. */
        ACCOUNT,
        /** The role of the session, or the user behind the federated user. */
        BEHIND,
        EVERYBODY,
        ITSELF
    }

    private final Principal principal;
    private final Optional<Map<String, String>> ids;

    private NaivePrincipal(Principal principal, Optional<Map<String, String>> ids) {
        this.principal = principal;
        this.ids = ids;
    }

    /**
     * All ways in which the statement names the principal; none when it is about somebody else.
     *
     * @param hasBoundary whether the principal has a permissions boundary, which no NotPrincipal of a Deny spares
     */
    static Set<Naming> namings(
            JsonObject statement, Principal principal, Optional<Map<String, String>> ids, boolean hasBoundary) {
        NaivePrincipal asked = new NaivePrincipal(principal, ids);
        boolean deny = NaiveDocument.text(statement.get("Effect").orElseThrow()).equals("Deny");
        Optional<JsonNode> named = statement.get("Principal");
        if (named.isPresent()) {
            Set<Naming> namings = asked.listed(named.get());
            if (!deny && principal instanceof Principal.WebIdentity) {
                namings.remove(Naming.ACCOUNT); // There is no caller yet whom an account could hold.
            }
            return namings;
        }
        Optional<JsonNode> spared = statement.get("NotPrincipal");
        if (spared.isEmpty()) {
            return EnumSet.of(Naming.ITSELF);
        }
        Set<Naming> listed = asked.listed(spared.get());
        boolean applies = deny ? hasBoundary || !asked.isSpared(listed) : listed.isEmpty();
        return applies ? EnumSet.of(Naming.EVERYBODY) : EnumSet.noneOf(Naming.class);
    }

    /** Spared by a Deny is who is listed completely: user and account; session, what is behind it, and account. */
    private boolean isSpared(Set<Naming> listed) {
        if (listed.contains(Naming.EVERYBODY)) {
            return true;
        }
        Set<Naming> needed = EnumSet.noneOf(Naming.class);
        if (principal.account().isPresent() && !(principal instanceof Principal.WebIdentity)) {
            needed.add(Naming.ACCOUNT);
        }
        if (!(principal instanceof Principal.AccountRoot)) {
            needed.add(Naming.ITSELF);
        }
        if (principal instanceof Principal.RoleSession || principal instanceof Principal.FederatedUser) {
            needed.add(Naming.BEHIND);
        }
        return listed.containsAll(needed);
    }

    private Set<Naming> listed(JsonNode element) {
        Set<Naming> namings = EnumSet.noneOf(Naming.class);
        if (element instanceof JsonObject byType) {
            for (JsonObject.Member member : byType.members()) {
                for (JsonNode value : NaiveDocument.list(member.value())) {
                    add(member.name(), NaiveDocument.text(value), namings);
                }
            }
        } else {
            add("AWS", NaiveDocument.text(element), namings);
        }
        return namings;
    }

    private void add(String type, String value, Set<Naming> into) {
        if (value.equals("*")) {
            into.add(Naming.EVERYBODY);
            return;
        }
        switch (type) {
            case "Service" -> {
                if (principal instanceof Principal.Service service
                        && service.name().toLowerCase(Locale.ROOT).equals(value.toLowerCase(Locale.ROOT))) {
                    into.add(Naming.ITSELF);
                }
            }
            case "Federated" -> {
                if (principal instanceof Principal.WebIdentity web
                        && web.provider().toString().equals(value)) {
                    into.add(Naming.ITSELF);
                }
            }
            default -> addAws(value, into);
        }
    }

    private void addAws(String value, Set<Naming> into) {
        Optional<AccountId> account = principal.account();
        if (account.isPresent()
                && (value.equals(account.get().digits())
                        || value.equals(account.get().rootArn().toString()))) {
            into.add(Naming.ACCOUNT);
        }
        if (principal instanceof Principal.User user) {
            addIf(user.userArn(), user.id().value(), Naming.ITSELF, value, into);
        } else if (principal instanceof Principal.RoleSession session) {
            addIf(session.roleArn(), session.roleId().value(), Naming.BEHIND, value, into);
            addIf(session.sessionArn(), session.roleId().value(), Naming.ITSELF, value, into);
        } else if (principal instanceof Principal.FederatedUser federated) {
            addIf(federated.caller().userArn(), federated.caller().id().value(), Naming.BEHIND, value, into);
            if (federated.arn().orElseThrow().toString().equals(value)) {
                into.add(Naming.ITSELF);
            }
        }
    }

    /** A name is somebody only with the id that was behind it when the policy was written. */
    private void addIf(Arn arn, String id, Naming naming, String value, Set<Naming> into) {
        if (arn.toString().equals(value)
                && (ids.isEmpty() || id.equals(ids.get().get(value)))) {
            into.add(naming);
        }
    }
}
