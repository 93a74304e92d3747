package dev.sallyport.demo.tour;

import dev.sallyport.identity.AccessKeyId;
import dev.sallyport.identity.Arn;
import dev.sallyport.identity.SecretAccessKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** The three jobs, told once, top to bottom. */
public final class Tour {
    private static final String STS_VERSION = "2011-06-15";

    /** The incident for which the glass is broken: it stands in every record of the session. */
    private static final String REASON = "INC-4711";

    /** Sends the request of a step. */
    private interface Call {
        Answer send() throws IOException;
    }

    /** What an answer has to be: how it is shown if it is that, and nothing if it is not. */
    private interface Expectation extends Function<Answer, Optional<String>> {}

    private final Endpoints endpoints;
    private final Credentials alice;
    private final String requestToken;
    private final Supplier<String> nextCode;
    private final Client client;
    private final Screen screen;
    private final List<String> failed = new ArrayList<>();

    private Tour(
            Endpoints endpoints,
            Credentials alice,
            String requestToken,
            Supplier<String> nextCode,
            Client client,
            Screen screen) {
        this.endpoints = endpoints;
        this.alice = alice;
        this.requestToken = requestToken;
        this.nextCode = nextCode;
        this.client = client;
        this.screen = screen;
    }

    /**
     * Plays all jobs and names the steps that did not go as said.
     *
     * @param aliceSecret of the key {@link Cast#ALICE_KEY}
     * @param requestToken what a workflow shows to the issuer
     * @param nextCode an MFA code that is not spent
     */
    public static List<String> play(
            Endpoints endpoints,
            SecretAccessKey aliceSecret,
            String requestToken,
            Supplier<String> nextCode,
            InstantSource clock,
            PrintWriter out,
            boolean colours) {
        return new Tour(
                        endpoints,
                        new Credentials(Cast.ALICE_KEY, aliceSecret, Optional.empty()),
                        requestToken,
                        nextCode,
                        new Client(clock),
                        new Screen(out, colours))
                .play();
    }

    private List<String> play() {
        screen.job(1, "CI: a workflow trades its OIDC token for credentials that live an hour");
        Optional<Credentials> ci = ciToken().flatMap(this::tradeCiToken);
        ci.ifPresent(credentials -> callerIdentity("1.3", credentials, "assumed-role/ci-deploy/run-42"));

        screen.job(2, "Proxy and filter: every request is verified, named, and allowed or denied with a reason");
        ci.ifPresentOrElse(this::proxyAndFilter, () -> notReached("2", "there are no credentials to sign with"));

        screen.job(3, "Break-glass: a person becomes powerful with a second factor, for a short while");
        breakGlass();
        return List.copyOf(failed);
    }

    private Optional<String> ciToken() {
        return step(
                        "1.1",
                        "The CI system signs a token for this run of the workflow",
                        "GET " + endpoints.token(Cast.AUDIENCE) + "   (with the request token of the runner)",
                        () -> client.get(endpoints.token(Cast.AUDIENCE), "bearer " + requestToken),
                        answer -> success(answer).flatMap(a -> a.text("value")).map(IdTokenView::describe),
                        "the token says which repository and branch runs, and is meant for `" + Cast.AUDIENCE
                                + "` alone: stolen, it is no good at any other installation")
                .flatMap(answer -> answer.text("value"));
    }

    private Optional<Credentials> tradeCiToken(String token) {
        return step(
                        "1.2",
                        "Sallyport trades the token for credentials of the role `ci-deploy`",
                        "POST " + endpoints.api() + "/   Action=AssumeRoleWithWebIdentity RoleArn=" + Cast.CI_ROLE
                                + " RoleSessionName=run-42 WebIdentityToken=" + shortened(token) + "   (unsigned)",
                        () -> client.query(
                                endpoints.api(),
                                parameters(
                                        "AssumeRoleWithWebIdentity",
                                        "RoleArn",
                                        Cast.CI_ROLE.toString(),
                                        "RoleSessionName",
                                        "run-42",
                                        "WebIdentityToken",
                                        token),
                                Optional.empty()),
                        Tour::credentialsView,
                        "the token's signature is good, and the role's trust policy names its issuer, its audience and"
                                + " its `sub`; no secret was kept in the CI system")
                .flatMap(Tour::credentials);
    }

    private void proxyAndFilter(Credentials ci) {
        step(
                "2.1",
                "The proxy lets a signed GET through to the orders API",
                "GET " + endpoints.order("42") + "   signed for `orders`",
                () -> client.signed("GET", endpoints.order("42"), ci, "orders"),
                answer ->
                        success(answer).filter(a -> a.text("order").isPresent()).map(a -> "200 " + a.body()),
                "the route names this request `orders:GetOrder`, which a policy of `ci-deploy` allows; the API got the"
                        + " caller's name in a signed assertion, and no credentials");
        denied("2.2", "The proxy denies DELETE, and says why", "DELETE", "orders", ci);
        step(
                "2.3",
                "The payments API, which verifies for itself with the servlet filter, lets the same role read",
                "GET " + endpoints.payment("42") + "   signed for `payments`",
                () -> client.signed("GET", endpoints.payment("42"), ci, "payments"),
                answer -> success(answer)
                        .filter(a -> a.text("payment").isPresent())
                        .map(a -> "200 " + a.body()),
                "the filter asked the gateway for this session's signing key and decided by the same rules as the proxy;"
                        + " the session's secret never left the gateway");
        denied("2.4", "The filter denies DELETE as the proxy does", "DELETE", "payments", ci);
    }

    private void denied(String number, String title, String method, String service, Credentials credentials) {
        boolean orders = service.equals("orders");
        var target = orders ? endpoints.order("42") : endpoints.payment("42");
        String action = orders ? "orders:DeleteOrder" : "payments:DeletePayment";
        stepWithReason(
                number,
                title,
                method + " " + target + "   signed for `" + service + "`",
                () -> client.signed(method, target, credentials, service),
                answer -> Optional.of(answer)
                        .filter(a -> a.status() == 403
                                && a.text("code").filter("AccessDenied"::equals).isPresent()
                                && a.text("message")
                                        .filter(message -> message.contains("is not authorized to perform: " + action))
                                        .isPresent())
                        .flatMap(a -> a.text("decisionId"))
                        .map(id -> "403 AccessDenied, decision " + id),
                answer -> answer.text("message").orElse(""));
    }

    private void breakGlass() {
        callerIdentity("3.1", alice, "user/alice");
        step(
                "3.2",
                "`break-glass` is refused to her without MFA",
                assumeBreakGlass(""),
                () -> client.query(endpoints.api(), breakGlassParameters(), Optional.of(alice)),
                answer -> Optional.of(answer)
                        .filter(a -> isError(a, "AccessDenied"))
                        .map(Tour::errorView),
                "the trust policy of `break-glass` wants `aws:MultiFactorAuthPresent`, and a key alone does not bring it");
        String code = nextCode.get();
        Optional<Credentials> powerful = step(
                        "3.3",
                        "It is granted with a code of her phone",
                        assumeBreakGlass(" SerialNumber=" + Cast.ALICE_PHONE + " TokenCode=******"),
                        () -> client.query(endpoints.api(), withCode(code), Optional.of(alice)),
                        Tour::credentialsView,
                        "key, phone and a reason together are what it takes; who, when and why are in the audit log, and"
                                + " those who have to know are told, before the credentials leave")
                .flatMap(Tour::credentials);
        step(
                "3.4",
                "The same code does not work twice",
                assumeBreakGlass(" SerialNumber=" + Cast.ALICE_PHONE + " TokenCode=******"),
                () -> client.query(endpoints.api(), withCode(code), Optional.of(alice)),
                answer -> Optional.of(answer)
                        .filter(a -> isError(a, "AccessDenied"))
                        .map(Tour::errorView),
                "each step of a device is spent once, for every process and across restarts");
        powerful.ifPresentOrElse(
                credentials -> {
                    callerIdentity("3.5", credentials, "assumed-role/break-glass/alice");
                    step(
                            "3.6",
                            "And what CI may not do, break-glass may",
                            "DELETE " + endpoints.order("41") + "   signed for `orders`",
                            () -> client.signed("DELETE", endpoints.order("41"), credentials, "orders"),
                            answer -> success(answer)
                                    .filter(a -> a.text("status")
                                            .filter("deleted"::equals)
                                            .isPresent())
                                    .map(a -> "200 " + a.body()),
                            "a policy of `break-glass` allows `orders:*`");
                },
                () -> notReached("3.5", "there are no credentials of `break-glass`"));
    }

    private void callerIdentity(String number, Credentials credentials, String resource) {
        step(
                number,
                "Sallyport says who these credentials are",
                "POST " + endpoints.api() + "/   Action=GetCallerIdentity   signed with "
                        + shortened(credentials.accessKeyId().value()),
                () -> client.query(endpoints.api(), parameters("GetCallerIdentity"), Optional.of(credentials)),
                answer -> success(answer)
                        .flatMap(a -> a.element("Arn"))
                        .map(Arn::parse)
                        .filter(arn -> arn.resource().equals(resource))
                        .map(arn -> "200 Arn " + arn),
                "everybody may ask who they are");
    }

    private Optional<Answer> step(
            String number, String title, String request, Call call, Expectation expected, String why) {
        return stepWithReason(number, title, request, call, expected, answer -> why);
    }

    private Optional<Answer> stepWithReason(
            String number,
            String title,
            String request,
            Call call,
            Expectation expected,
            Function<Answer, String> why) {
        screen.step(number, title);
        screen.request(request);
        Answer answer;
        try {
            answer = call.send();
        } catch (IOException e) {
            return fail(number, "there was no answer: " + e.getClass().getSimpleName() + " " + e.getMessage());
        }
        Optional<String> shown = expected.apply(answer);
        if (shown.isEmpty()) {
            screen.answer(unexpectedView(answer));
            return fail(number, "this is not the answer that belongs here");
        }
        screen.answer(shown.get());
        screen.why(why.apply(answer));
        screen.asExpected();
        return Optional.of(answer);
    }

    private void notReached(String number, String why) {
        screen.step(number, "Not reached");
        fail(number, why);
    }

    private Optional<Answer> fail(String number, String what) {
        screen.notAsExpected(what);
        failed.add(number);
        return Optional.empty();
    }

    private String assumeBreakGlass(String mfa) {
        return "POST " + endpoints.api() + "/   Action=AssumeRole RoleArn=" + Cast.BREAK_GLASS_ROLE
                + " RoleSessionName=alice Tags=[Reason=" + REASON + "]" + mfa + "   signed with "
                + shortened(alice.accessKeyId().value());
    }

    private static Map<String, String> breakGlassParameters() {
        return parameters(
                "AssumeRole",
                "RoleArn",
                Cast.BREAK_GLASS_ROLE.toString(),
                "RoleSessionName",
                "alice",
                "Tags.member.1.Key",
                "Reason",
                "Tags.member.1.Value",
                REASON);
    }

    private static Map<String, String> withCode(String code) {
        Map<String, String> parameters = breakGlassParameters();
        parameters.put("SerialNumber", Cast.ALICE_PHONE.toString());
        parameters.put("TokenCode", code);
        return parameters;
    }

    private static Map<String, String> parameters(String action, String... namesAndValues) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("Action", action);
        parameters.put("Version", STS_VERSION);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            parameters.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return parameters;
    }

    private static Optional<Answer> success(Answer answer) {
        return Optional.of(answer).filter(Answer::isSuccess);
    }

    private static boolean isError(Answer answer, String code) {
        return answer.status() == 403
                && answer.element("Code").filter(code::equals).isPresent();
    }

    private static String errorView(Answer answer) {
        return answer.status() + " " + answer.element("Code").orElse("") + ": "
                + answer.element("Message").orElse("");
    }

    private static Optional<Credentials> credentials(Answer answer) {
        return answer.element("AccessKeyId")
                .flatMap(id -> answer.element("SecretAccessKey")
                        .map(secret -> new Credentials(
                                new AccessKeyId(id), SecretAccessKey.of(secret), answer.element("SessionToken"))));
    }

    private static Optional<String> credentialsView(Answer answer) {
        return success(answer)
                .flatMap(Tour::credentials)
                .flatMap(credentials -> answer.element("Expiration")
                        .map(expiration -> "200 AccessKeyId "
                                + shortened(credentials.accessKeyId().value())
                                + "  SecretAccessKey and SessionToken (not shown)  Expiration " + expiration));
    }

    /** An answer nobody expected is no answer with credentials, but whatever it is, its secrets are not shown. */
    private static String unexpectedView(Answer answer) {
        if (answer.element("SecretAccessKey").isPresent()) {
            return answer.status() + "  credentials (not shown)";
        }
        if (answer.element("Code").isPresent()) {
            return errorView(answer);
        }
        return answer.status() + " " + answer.body();
    }

    private static String shortened(String text) {
        int shown = 8;
        return text.length() <= shown ? text : text.substring(0, shown) + "...";
    }
}
