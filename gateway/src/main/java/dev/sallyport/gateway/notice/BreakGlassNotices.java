package dev.sallyport.gateway.notice;

import dev.sallyport.config.NoticeTarget;
import dev.sallyport.directory.SessionFacts;
import dev.sallyport.error.ApiException;
import dev.sallyport.gateway.state.Notices;
import dev.sallyport.identity.Arn;
import dev.sallyport.identity.Principal;
import dev.sallyport.json.JsonWriter;
import dev.sallyport.session.SessionClaims;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Says who became which break-glass role and why, before they have it in their hands. */
public final class BreakGlassNotices {
    private final Notices notices;
    private final NoticeSender sender;
    private final Supplier<String> newIds;
    private final Path dataDirectory;

    public BreakGlassNotices(Notices notices, NoticeSender sender, Supplier<String> newIds, Path dataDirectory) {
        this.notices = notices;
        this.sender = sender;
        this.newIds = newIds;
        this.dataDirectory = dataDirectory;
    }

    /**
     * Makes a notice to each of {@code targets} durable; its delivery is nothing that the caller waits for.
     *
     * @throws ApiException 503 when it is not durable: then no credentials may leave
     */
    public void tell(
            List<NoticeTarget> targets, Principal who, Arn role, SessionClaims session, Optional<String> sourceIp) {
        String body = body(who, role, session, sourceIp);
        List<Notices.Notice> all = new ArrayList<>();
        targets.forEach(
                target -> all.add(new Notices.Notice(newIds.get(), target.name(), body, session.issuedAt(), 0)));
        notices.add(all);
        sender.wake();
    }

    private String body(Principal who, Arn role, SessionClaims session, Optional<String> sourceIp) {
        String name = who.arn().map(Arn::toString).orElse("somebody");
        String reason = session.sessionTags().get(SessionFacts.REASON_TAG).orElse("none given");
        String end = "./sallyport revoke --data-dir '" + dataDirectory + "' --session " + session.sessionId();
        JsonWriter json = new JsonWriter()
                .beginObject()
                .field("kind", "break-glass")
                .field(
                        "text",
                        "break glass: " + name + " becomes " + role + " until " + session.expiresAt() + ", reason: "
                                + reason + ". To end it: " + end)
                .field("who", name)
                .field("role", role.toString())
                .field("reason", reason);
        sourceIp.ifPresent(address -> json.field("sourceIp", address));
        return json.field("issued", session.issuedAt().toString())
                .field("until", session.expiresAt().toString())
                .field("session", session.sessionId().toString())
                .field("endWith", end)
                .endObject()
                .text();
    }
}
