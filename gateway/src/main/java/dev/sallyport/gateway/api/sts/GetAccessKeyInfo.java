package dev.sallyport.gateway.api.sts;

import dev.sallyport.directory.User;
import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import dev.sallyport.gateway.api.Action;
import dev.sallyport.gateway.api.Answer;
import dev.sallyport.gateway.api.Call;
import dev.sallyport.gateway.api.CallerKind;
import dev.sallyport.gateway.state.Snapshot;
import dev.sallyport.identity.AccessKeyId;
import dev.sallyport.identity.AccountId;
import dev.sallyport.role.CallerPermission;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** {@code GetAccessKeyInfo}: which account an access key belongs to, whether it is active or has expired or not. */
public final class GetAccessKeyInfo implements Action {
    @Override
    public String name() {
        return "GetAccessKeyInfo";
    }

    @Override
    public boolean needsSignature() {
        return true;
    }

    @Override
    public Set<CallerKind> callers() {
        return EnumSet.of(CallerKind.USER_KEY, CallerKind.ROLE_SESSION);
    }

    @Override
    public Answer perform(Call call) {
        AccessKeyId id = call.parameters().required("AccessKeyId", AccessKeyId::new);
        CallerPermission.require(call.signedBy(), "sts:GetAccessKeyInfo", "*", call.facts(), context -> {});
        AccountId account = account(id, call.snapshot())
                .orElseThrow(() -> new ApiException(
                        ApiError.VALIDATION_ERROR, "the access key id `" + id + "` is of no account that is here"));
        return Answer.of(result -> result.element("Account", account.digits()));
    }

    /** The account of the user whose key it is, or the one that is written in the id: a session's key is kept nowhere. */
    private static Optional<AccountId> account(AccessKeyId id, Snapshot snapshot) {
        return snapshot.directory()
                .accessKey(id)
                .flatMap(key -> snapshot.directory().user(key.user()))
                .map(User::principal)
                .map(user -> user.accountId())
                .or(() -> id.account().filter(snapshot::knows));
    }
}
