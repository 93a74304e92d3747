package dev.sallyport.gateway.api.sts;

import dev.sallyport.gateway.api.Action;
import dev.sallyport.gateway.api.Answer;
import dev.sallyport.gateway.api.Call;
import dev.sallyport.gateway.api.CallerKind;
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
    public Set<CallerKind> callers() {
        return CallerKind.all();
    }

    @Override
    public Answer perform(Call call) {
        Principal principal = call.signedBy().principal();
        String arn = principal.arn().map(Arn::toString).orElseThrow();
        String account = principal.account().map(AccountId::digits).orElseThrow();
        String userId = principal.userId().orElseThrow();
        return Answer.of(
                result -> result.element("Arn", arn).element("UserId", userId).element("Account", account));
    }
}
