package dev.sallyport.filter;

import dev.sallyport.directory.SessionFacts;
import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.Arn;
import dev.sallyport.identity.Tag;
import java.security.Principal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The verified caller of a request, as {@code HttpServletRequest.getUserPrincipal()} gives it to the application.
 *
 * <p>It belongs to its request: what it knows of permissions is as old as the gateway's answer that the request was
 * verified with, a minute at most.
 */
public final class SallyportPrincipal implements Principal {
    private final Questions questions;

    SallyportPrincipal(Questions questions) {
        this.questions = questions;
    }

    /** The ARN, of a role session {@code arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION}. */
    @Override
    public String getName() {
        return arn().toString();
    }

    public Arn arn() {
        return questions.caller().principal().arn().orElseThrow();
    }

    public AccountId account() {
        return questions.caller().principal().account().orElseThrow();
    }

    /** The name that was given to a role session; a user's session has none. */
    public Optional<String> sessionName() {
        return questions.caller().principal() instanceof dev.sallyport.identity.Principal.RoleSession role
                ? Optional.of(role.sessionName())
                : Optional.empty();
    }

    /** Those of the role or user, overridden by those of the session. */
    public Map<String, String> tags() {
        Map<String, String> tags = new LinkedHashMap<>();
        for (Tag tag : questions.caller().tags().all()) {
            tags.put(tag.key(), tag.value());
        }
        return tags;
    }

    /** Who stands behind the session, if whoever issued it had to say. */
    public Optional<String> sourceIdentity() {
        return questions.caller().session().flatMap(SessionFacts::sourceIdentity);
    }

    /**
     * May the caller do {@code action} on {@code resource} as well? Decided by the same policies as the request itself and
     * written to the same audit log.
     *
     * <p>The answer is no, whatever policies say, when the gateway's answer has grown older than its bound since the
     * request arrived, when the session has ended, or when {@code resource} names no account: nobody owns it then.
     *
     * @param action such as {@code payments:Refund}
     * @param resource an ARN with the account that owns it, such as
     *     {@code arn:aws:payments:eu-west-1:111122223333:payment/42}
     */
    public boolean isAllowed(String action, String resource) {
        return questions.isAllowed(action, resource);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SallyportPrincipal that
                && questions.caller().principal().equals(that.questions.caller().principal())
                && questions.caller().session().equals(that.questions.caller().session());
    }

    @Override
    public int hashCode() {
        return Objects.hash(questions.caller().principal(), questions.caller().session());
    }

    @Override
    public String toString() {
        return getName();
    }
}
