package dev.sallyport.gateway.api.sts;

import dev.sallyport.gateway.api.Action;
import dev.sallyport.gateway.api.Answer;
import dev.sallyport.gateway.api.Call;
import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.Arn;
import dev.sallyport.identity.Principal;
import java.util.Set;

/** {@code GetCallerIdentity}: who am I. No permission is needed, and no policy can deny it. */
public final class GetCallerIdentity implements Action {
    @Override
    public String name() {
        return "GetCallerIdentity";
    }

    @Override
    public boolean needsSignature() {
        return true;
    }

    @Override
    public Set<String> parameters() {
        return Set.of();
    }

    @Override
    public Set<String> notBuiltYet() {
        return Set.of();
    }

    @Override
    public Answer perform(Call call) {
        Principal principal = call.signedBy().principal();
        String arn = principal.arn().map(Arn::toString).orElseThrow();
        String account = principal.account().map(AccountId::digits).orElseThrow();
        return Answer.of(result ->
                result.element("Arn", arn).element("UserId", userId(principal)).element("Account", account));
    }

    private static String userId(Principal principal) {
        if (principal instanceof Principal.RoleSession role) {
            return role.userId();
        }
        if (principal instanceof Principal.User user) {
            return user.id().value();
        }
        throw new IllegalStateException("no credentials stand for " + principal);
    }
}
