package dev.sallyport.oidc.jwks;

import dev.sallyport.oidc.JwkSet;

/** Gets the present keys of one provider; over HTTP, or in tests from memory. */
interface KeyFetcher {
    /** May block, for as long as {@link IssuerHttp#TOTAL_TIME} and whatever the platform's name resolution takes. */
    JwkSet fetch() throws KeyFetchException;
}
