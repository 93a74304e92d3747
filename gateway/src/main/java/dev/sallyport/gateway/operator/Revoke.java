package dev.sallyport.gateway.operator;

import dev.sallyport.gateway.state.KnownIdentities;
import dev.sallyport.gateway.state.KnownRevocations;
import dev.sallyport.identity.Arn;
import dev.sallyport.identity.UniqueId;
import dev.sallyport.session.Revocation;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * {@code revoke}: ends a session, or every session of a user, role or provider that was issued before a moment, with those
 * that came from them. It is done when it is durable and refused here; nodes that have not heard of it are named.
 */
final class Revoke implements OperatorCommand {
    private static final Set<String> SUBJECTS = Set.of("session", "user", "role", "provider");
    private static final int SESSION_ID_DIGITS = 32;

    /** How long other nodes get to confirm before they are named. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private final KnownIdentities identities;
    private final KnownRevocations revocations;
    private final boolean isRunning;

    Revoke(KnownIdentities identities, KnownRevocations revocations, boolean isRunning) {
        this.identities = identities;
        this.revocations = revocations;
        this.isRunning = isRunning;
    }

    @Override
    public String name() {
        return "revoke";
    }

    @Override
    public Set<String> arguments() {
        return Set.of("session", "user", "role", "provider", "issued-before");
    }

    @Override
    public Set<String> audited() {
        return arguments();
    }

    @Override
    public void perform(OperatorCall call) {
        List<String> given = SUBJECTS.stream()
                .filter(subject -> call.argument(subject).isPresent())
                .toList();
        if (given.size() != 1) {
            throw new OperatorRefusal("revoke takes one of `--session`, `--user`, `--role` and `--provider`");
        }
        String kind = given.get(0);
        String value = call.argument(kind).orElseThrow();
        List<Revocation> asked = asked(kind, value, issuedBefore(kind, call), call.now());
        long number;
        try {
            number = revocations.add(asked);
        } catch (IllegalArgumentException tooMany) {
            throw new OperatorRefusal(String.valueOf(tooMany.getMessage()));
        }
        if (!asked.stream().allMatch(revocations.current()::includes)) {
            throw new IllegalStateException("a revocation is durable and not in force");
        }
        List<String> missing = waitForOthers(number);
        for (Revocation revocation : asked) {
            call.answer(json -> json.field("revoked", kind)
                    .field("name", value)
                    .field("subject", revocation.subject())
                    .field("issuedBefore", revocation.issuedBefore().toString())
                    .field("inForce", isRunning)
                    .field("filtersWithinSeconds", KnownRevocations.HEARD_WITHIN.toSeconds())
                    .field("notConfirmed", missing));
        }
    }

    private List<Revocation> asked(String kind, String value, Instant before, Instant now) {
        return switch (kind) {
            case "session" -> List.of(new Revocation(Revocation.Kind.SESSION, sessionId(value), before, now));
            case "provider" -> List.of(new Revocation(Revocation.Kind.PROVIDER, provider(value), before, now));
            case "user" -> named(UniqueId.Kind.USER, Revocation.Kind.USER, value, before, now);
            default -> named(UniqueId.Kind.ROLE, Revocation.Kind.ROLE, value, before, now);
        };
    }

    private List<Revocation> named(
            UniqueId.Kind what, Revocation.Kind kind, String value, Instant before, Instant now) {
        List<KnownIdentities.Known> known = identities.named(what, value);
        Stream<String> arns = known.stream().map(one -> one.arn().toString()).distinct();
        List<String> names = arns.toList();
        String word = kind == Revocation.Kind.USER ? "user" : "role";
        if (names.isEmpty()) {
            throw new OperatorRefusal("there never was a " + word + " `" + value
                    + "`: write its name or its ARN, as `sallyport sessions` shows it");
        }
        if (names.size() > 1) {
            throw new OperatorRefusal(
                    "`" + value + "` is the name of several: write one of `" + String.join("`, `", names) + "`");
        }
        return known.stream()
                .map(one -> new Revocation(kind, one.id().value(), before, now))
                .toList();
    }

    private static Instant issuedBefore(String kind, OperatorCall call) {
        // Sessions count whole seconds: the second that is running counts as a whole, for what is issued in it.
        Instant latest = call.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        Optional<String> text = call.argument("issued-before");
        if (text.isEmpty()) {
            return latest;
        }
        if (kind.equals("session")) {
            throw new OperatorRefusal("`--issued-before` goes with `--user`, `--role` and `--provider`: leave it out");
        }
        Instant before;
        try {
            before = Instant.parse(text.get());
        } catch (DateTimeException unreadable) {
            throw new OperatorRefusal("`" + text.get() + "` is not a time such as `2026-01-15T12:00:00Z`");
        }
        if (before.isAfter(latest)) {
            throw new OperatorRefusal("`" + text.get()
                    + "` is still to come: new sessions are kept from being issued by the configuration, not by this");
        }
        Instant seconds = before.truncatedTo(ChronoUnit.SECONDS);
        return seconds.equals(before) ? before : seconds.plusSeconds(1);
    }

    private static String sessionId(String text) {
        boolean isId = text.length() == SESSION_ID_DIGITS
                && text.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f');
        if (!isId) {
            throw new OperatorRefusal("`" + text + "` is not the id of a session, which has " + SESSION_ID_DIGITS
                    + " hexadecimal digits: `sallyport sessions` shows them, and so does each audit record");
        }
        return text;
    }

    private static String provider(String text) {
        try {
            Arn arn = Arn.parse(text);
            if (arn.service().equals("iam") && arn.resource().startsWith("oidc-provider/")) {
                return arn.toString();
            }
        } catch (IllegalArgumentException notAnArn) {
            // Said below.
        }
        throw new OperatorRefusal(
                "`" + text + "` is not the ARN of a provider, `arn:aws:iam::ACCOUNT:oidc-provider/HOST`");
    }

    private List<String> waitForOthers(long number) {
        List<String> missing = revocations.notConfirmed(number);
        for (long waited = 0; !missing.isEmpty() && waited < PATIENCE.toMillis(); waited += BETWEEN_LOOKS.toMillis()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(BETWEEN_LOOKS.toMillis()));
            missing = revocations.notConfirmed(number);
        }
        return missing;
    }
}
