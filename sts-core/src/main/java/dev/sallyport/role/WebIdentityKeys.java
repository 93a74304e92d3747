package dev.sallyport.role;

import java.util.List;
import java.util.Map;

/**
 * The condition keys of a verified web identity token.
 *
 * @param singleValued claims by condition key, such as {@code gitlab.example.com:sub}
 * @param multiValued claims that are lists by nature
 * @param kept those that the session's later requests still have, with their values
 * @param roleAuthorizedByIdp whether the issuer itself named the role, {@code sts:RoleAuthorizedByIdp}
 */
public record WebIdentityKeys(
        Map<String, String> singleValued,
        Map<String, List<String>> multiValued,
        Map<String, List<String>> kept,
        boolean roleAuthorizedByIdp) {
    public WebIdentityKeys {
        singleValued = Map.copyOf(singleValued);
        multiValued = Map.copyOf(multiValued);
        kept = Map.copyOf(kept);
    }
}
