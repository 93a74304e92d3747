package dev.sallyport.error;

import java.util.List;

/**
 * What an account's own people may learn of a refused authorisation and the caller may not: it leaves sealed, or not at
 * all.
 *
 * @param account whose people they are
 * @param documents the same as JSON, ever shorter; the last one is never long
 */
public record AuthorizationFailure(String account, List<String> documents) {
    public AuthorizationFailure {
        documents = List.copyOf(documents);
    }

    /** Without what is for few. */
    @Override
    public String toString() {
        return "AuthorizationFailure[" + account + "]";
    }
}
