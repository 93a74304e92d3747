package dev.sallyport.sigv4;

import dev.sallyport.error.ApiException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The first of two steps in which a signature is verified: everything that can be said without the body and without a
 * key. It costs strangers little, comes before any look-up, and gives the {@link SignedRequest} for the second step.
 */
public final class SignatureVerifier {
    /** How far the signing time may lie from now, either way: the window of STS and IAM. */
    public static final Duration CLOCK_WINDOW = Duration.ofMinutes(15);

    /** Headers of which a second copy could be read in the place of the first. */
    private static final Set<String> ONCE_ONLY = Set.of("host", "date", "content-type", "content-length");

    private SignatureVerifier() {}

    /** As the longer form, with the path form that goes with {@code expectedService}. */
    public static SignedRequest checkHead(
            RequestHead head,
            Authorization authorization,
            String expectedService,
            Predicate<String> regionAccepted,
            Instant now) {
        return checkHead(
                head, authorization, expectedService, PathForm.ofService(expectedService), regionAccepted, now);
    }

    /**
     * Checks the head of a request against its claim.
     *
     * <p>Host, the signing time and every {@code x-amz-*} header that arrived must be signed, every signed header must
     * have arrived, and none of these twice; the scope must be of {@code expectedService}, an accepted region and the day
     * of the signing time, which lies within {@link #CLOCK_WINDOW} of {@code now}; the payload hash, if declared, must be
     * one.
     *
     * @param authorization of {@link Authorization#parse} for the same head
     * @throws ApiException SignatureDoesNotMatch or IncompleteSignature, with AWS's texts where there are any
     */
    public static SignedRequest checkHead(
            RequestHead head,
            Authorization authorization,
            String expectedService,
            PathForm pathForm,
            Predicate<String> regionAccepted,
            Instant now) {
        requireNoCopies(head);
        requireCovered(head, authorization.signedHeaders());
        SigningTime signingTime = signingTime(head, authorization.signedHeaders());
        requireScope(authorization.scope(), expectedService, regionAccepted, signingTime);
        requireInWindow(signingTime, now);
        return new SignedRequest(
                head,
                authorization,
                signingTime,
                PayloadMode.declaredHash(head),
                pathForm,
                CanonicalRequest.of(head, authorization.signedHeaders(), Sha256.OF_NOTHING, pathForm));
    }

    private static void requireNoCopies(RequestHead head) {
        Set<String> seen = new HashSet<>();
        for (HeaderField field : head.headers()) {
            String name = field.lowerCaseName();
            if ((ONCE_ONLY.contains(name) || readsAsAmz(name)) && !seen.add(name)) {
                throw Refusal.incomplete("the request has more than one `" + name + "` header; send one");
            }
        }
        if (!seen.contains("host")) {
            throw Refusal.incomplete("the request has no `host` header");
        }
    }

    private static void requireCovered(RequestHead head, List<String> signedHeaders) {
        if (!signedHeaders.contains("host")) {
            throw Refusal.mismatch("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
        }
        for (HeaderField field : head.headers()) {
            String name = field.lowerCaseName();
            if (readsAsAmz(name) && !signedHeaders.contains(name)) {
                throw Refusal.mismatch(
                        "There were headers present in the request which were not signed: `" + name + "`");
            }
        }
    }

    // A server behind CGI reads `x_amz_target` as `x-amz-target`, so the look-alikes are held to the same rule.
    private static boolean readsAsAmz(String lowerCaseName) {
        return lowerCaseName.replace('_', '-').replace('.', '-').startsWith("x-amz-");
    }

    /** {@code X-Amz-Date} if it arrived, else {@code Date}; whichever counts must be signed. */
    private static SigningTime signingTime(RequestHead head, List<String> signedHeaders) {
        List<String> amzDate = head.values("x-amz-date");
        String name = amzDate.isEmpty() ? "date" : "x-amz-date";
        if (!signedHeaders.contains(name)) {
            throw Refusal.mismatch("header `" + name + "` must be among the signed headers");
        }
        return amzDate.isEmpty()
                ? SigningTime.ofDateHeader(String.join(",", head.values("date")))
                : SigningTime.ofBasic(amzDate.get(0));
    }

    private static void requireScope(
            CredentialScope scope, String expectedService, Predicate<String> regionAccepted, SigningTime signingTime) {
        if (!regionAccepted.test(scope.region())) {
            throw Refusal.mismatch(
                    "Credential should be scoped to a valid Region, not '" + scope.region() + "'. ",
                    "the scope names the region `" + scope.region()
                            + "`, which the configuration's `regions` do not have: sign for one of those");
        }
        if (!scope.service().equals(expectedService)) {
            throw Refusal.mismatch(
                    "Credential should be scoped to correct service: '" + expectedService + "'. ",
                    "the scope names the service `" + scope.service() + "`, and the request is for `" + expectedService
                            + "`: set the client's signing name, or look whether it calls the right URL");
        }
        if (!scope.date().equals(signingTime.date())) {
            throw Refusal.mismatch(
                    "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from "
                            + "HTTP: '" + scope.date() + "' != '" + signingTime.date() + "', from '"
                            + signingTime.text()
                            + "'.");
        }
    }

    private static void requireInWindow(SigningTime signingTime, Instant now) {
        Instant second = now.truncatedTo(ChronoUnit.SECONDS);
        Instant earliest = second.minus(CLOCK_WINDOW);
        Instant latest = second.plus(CLOCK_WINDOW);
        if (signingTime.instant().isBefore(earliest)) {
            throw Refusal.mismatch(
                    String.format(
                            Locale.ROOT,
                            "Signature expired: %s is now earlier than %s (%s - 15 min.)",
                            signingTime.text(),
                            SigningTime.of(earliest).text(),
                            SigningTime.of(second).text()),
                    "the request was signed " + minutes(signingTime, second)
                            + " minutes ago by this clock: the client's clock is behind, or the request was held back");
        }
        if (signingTime.instant().isAfter(latest)) {
            throw Refusal.mismatch(
                    String.format(
                            Locale.ROOT,
                            "Signature not yet current: %s is still later than %s (%s + 15 min.)",
                            signingTime.text(),
                            SigningTime.of(latest).text(),
                            SigningTime.of(second).text()),
                    "the client's clock is " + minutes(signingTime, second) + " minutes ahead of this one");
        }
    }

    private static long minutes(SigningTime signingTime, Instant second) {
        return Duration.between(signingTime.instant(), second).abs().toMinutes();
    }
}
