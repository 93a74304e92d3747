package dev.sallyport.access;

import dev.sallyport.directory.Caller;
import dev.sallyport.identity.AccessKeyId;
import dev.sallyport.sigv4.CredentialScope;

/** A caller whose signature over this very request has been verified. Only {@link Authentication} makes one. */
public final class AuthenticatedCaller {
    private final Caller caller;
    private final AccessKeyId accessKeyId;
    private final CredentialScope scope;

    AuthenticatedCaller(Caller caller, AccessKeyId accessKeyId, CredentialScope scope) {
        this.caller = caller;
        this.accessKeyId = accessKeyId;
        this.scope = scope;
    }

    public Caller caller() {
        return caller;
    }

    public AccessKeyId accessKeyId() {
        return accessKeyId;
    }

    public CredentialScope scope() {
        return scope;
    }
}
