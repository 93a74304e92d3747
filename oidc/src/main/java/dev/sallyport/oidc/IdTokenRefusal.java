package dev.sallyport.oidc;

import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;

/** The refusal of a web identity token: AWS's sentence with ours behind it, and the fault as data. */
public final class IdTokenRefusal extends ApiException {
    private static final long serialVersionUID = 1L;

    private final transient IdTokenFault fault;

    IdTokenRefusal(ApiError error, String message, String reason, IdTokenFault fault) {
        super(error, message, reason);
        this.fault = fault;
    }

    public IdTokenFault fault() {
        return fault;
    }
}
