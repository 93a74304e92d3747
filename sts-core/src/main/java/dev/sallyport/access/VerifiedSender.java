package dev.sallyport.access;

import dev.sallyport.directory.SessionFacts;
import dev.sallyport.identity.Principal;
import java.util.Optional;

/**
 * Who a request turned out to come from, once a signature or identity token was verified; whether they may do anything is
 * another question.
 *
 * @param session of a principal that called with one
 * @param subject whom the token of a web identity is about, in the words of its issuer
 */
public record VerifiedSender(Principal principal, Optional<SessionFacts> session, Optional<String> subject) {
    public static VerifiedSender of(Principal principal) {
        return new VerifiedSender(principal, Optional.empty(), Optional.empty());
    }
}
