package dev.sallyport.config;

import dev.sallyport.identity.AccountId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Who there is: all accounts of all identity files. */
public record Identities(Map<AccountId, AccountEntry> accounts) {
    public Identities {
        accounts = Collections.unmodifiableMap(new LinkedHashMap<>(accounts));
    }
}
