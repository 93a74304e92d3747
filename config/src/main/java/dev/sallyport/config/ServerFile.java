package dev.sallyport.config;

import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.Arn;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the server file says, as far as it can be read, for the checks that need the identity files too.
 *
 * @param settings empty when something in it is faulty
 * @param identities the directory of the identity files; empty when it is not said
 * @param publicUrls where clients reach this gateway
 * @param filterRoles the roles that filters name
 * @param resourceAccounts the accounts that resources of routes belong to
 */
record ServerFile(
        boolean demo,
        Optional<ServerSettings> settings,
        Optional<Located<Path>> identities,
        List<URI> publicUrls,
        List<Located<Arn>> filterRoles,
        List<Located<AccountId>> resourceAccounts) {
    static ServerFile unreadable() {
        return new ServerFile(false, Optional.empty(), Optional.empty(), List.of(), List.of(), List.of());
    }
}
