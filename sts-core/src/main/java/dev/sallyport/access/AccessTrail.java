package dev.sallyport.access;

import dev.sallyport.directory.SessionFacts;
import dev.sallyport.identity.AccessKeyId;
import dev.sallyport.identity.Principal;
import dev.sallyport.route.MatchedOperation;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What became known about one request while it was decided, for its audit record. It is filled step by step, so that a
 * refusal at any step leaves behind all that was known until then. Used by one thread.
 */
public final class AccessTrail {
    private Consumer<VerifiedSender> onVerified = sender -> {};
    private Optional<AccessKeyId> claimedKey = Optional.empty();
    private Optional<Principal> principal = Optional.empty();
    private Optional<SessionFacts> session = Optional.empty();
    private Optional<String> action = Optional.empty();
    private Optional<String> resource = Optional.empty();
    private Optional<String> route = Optional.empty();

    void matched(MatchedOperation operation) {
        route = Optional.of(operation.route().name());
        asks(operation.action(), operation.resource());
    }

    /** The action and resource that are decided on. */
    public void asks(String asked, String on) {
        action = Optional.of(asked);
        resource = Optional.of(on);
    }

    void claims(AccessKeyId accessKeyId) {
        claimedKey = Optional.of(accessKeyId);
    }

    void verified(AuthenticatedCaller authenticated) {
        session = authenticated.caller().session();
        is(authenticated.caller().principal());
    }

    /** Asks {@code listener} once it is known who the request comes from; it may end the request by throwing. */
    public void onVerified(Consumer<VerifiedSender> listener) {
        onVerified = listener;
    }

    /** Who the request turned out to come from. */
    public void is(Principal verified) {
        is(new VerifiedSender(verified, session, Optional.empty()));
    }

    /** The request turned out to come with a good identity token about {@code subject}. */
    public void is(Principal.WebIdentity verified, String subject) {
        is(new VerifiedSender(verified, Optional.empty(), Optional.of(subject)));
    }

    private void is(VerifiedSender sender) {
        principal = Optional.of(sender.principal());
        onVerified.accept(sender);
    }

    /** The access key id that the request named; anybody can name any. */
    public Optional<AccessKeyId> claimedKey() {
        return claimedKey;
    }

    /** Empty until a signature or identity token has been verified. */
    public Optional<Principal> principal() {
        return principal;
    }

    public Optional<SessionFacts> session() {
        return session;
    }

    public Optional<String> action() {
        return action;
    }

    public Optional<String> resource() {
        return resource;
    }

    public Optional<String> route() {
        return route;
    }
}
