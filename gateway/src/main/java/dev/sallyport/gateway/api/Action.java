package dev.sallyport.gateway.api;

import java.util.Set;

/** One action of the Query API. Size limits, signature, audit and the form of the answer are not its concern. */
public interface Action {
    /** As the service model writes it; case matters. */
    String name();

    /** Whether an unsigned call is refused. A signature that is there is verified in any case. */
    boolean needsSignature();

    /** The parameters it reads, without {@code Action} and {@code Version}. */
    Set<String> parameters();

    /** Parameters of the service model that it would have to read and does not yet: refused by name. */
    Set<String> notBuiltYet();

    /** @throws dev.sallyport.error.ApiException for every outcome but success */
    Answer perform(Call call);
}
