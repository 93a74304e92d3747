package dev.sallyport.gateway.api.sts;

import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import dev.sallyport.gateway.api.Action;
import dev.sallyport.gateway.api.Answer;
import dev.sallyport.gateway.api.Call;
import dev.sallyport.gateway.api.CallerKind;
import dev.sallyport.gateway.auth.AuthorizationMessages;
import dev.sallyport.identity.AccountId;
import dev.sallyport.role.CallerPermission;
import java.util.EnumSet;
import java.util.Set;

/** {@code DecodeAuthorizationMessage}: why somebody of the caller's account was refused, from what came with the refusal. */
public final class DecodeAuthorizationMessage implements Action {
    private final AuthorizationMessages messages;

    public DecodeAuthorizationMessage(AuthorizationMessages messages) {
        this.messages = messages;
    }

    @Override
    public String name() {
        return "DecodeAuthorizationMessage";
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
        String message = call.parameters().required("EncodedMessage", text -> text);
        CallerPermission.require(call.signedBy(), "sts:DecodeAuthorizationMessage", "*", call.facts(), context -> {});
        AccountId account = call.signedBy().principal().account().orElseThrow();
        String document = messages.decode(account, message).orElseThrow(DecodeAuthorizationMessage::notOurs);
        return Answer.of(result -> result.element("DecodedMessage", document));
    }

    /** The refusal of every text but a message of the caller's account. */
    public static ApiException notOurs() {
        return new ApiException(
                ApiError.INVALID_AUTHORIZATION_MESSAGE,
                "the encoded message is not one of this account: send it whole, without line breaks");
    }
}
