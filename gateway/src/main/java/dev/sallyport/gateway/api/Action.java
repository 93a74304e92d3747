package dev.sallyport.gateway.api;

import java.util.Set;

/** One action of the Query API. Size limits, signature, the form of parameters, audit and the form of the answer are not its concern. */
public interface Action {
    /** As the service model writes it; case matters. */
    String name();

    /** Whether an unsigned call is refused. A signature that is there is verified in any case. */
    boolean needsSignature();

    /** Whose calls are taken at all, whatever policies say. */
    Set<CallerKind> callers();

    /** @throws dev.sallyport.error.ApiException for every outcome but success */
    Answer perform(Call call);
}
