package dev.sallyport.protocol;

import static dev.sallyport.protocol.Parameter.optional;
import static dev.sallyport.protocol.Parameter.refused;
import static dev.sallyport.protocol.Parameter.required;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The parameters of every action of STS that is here ({@code sts.json}, version 2011-06-15), and of the one that AWS does
 * not have, {@code ExplainWebIdentityToken}. Some bounds are in the documentation of the service model alone: ten
 * {@code PolicyArns}, and 2,048 characters for every {@code Policy}.
 */
public final class StsParameters {
    private static final Shape ROLE_ARN = Shape.Text.of(20, 2048, MemberPattern.ARN);
    private static final Shape SESSION_NAME = Shape.Text.of(2, 64, MemberPattern.NAME);
    private static final Shape POLICY = Shape.Text.of(1, 2048, MemberPattern.SESSION_POLICY);
    private static final Shape POLICY_ARNS =
            new Shape.Structures(0, 10, List.of(optional("arn", Shape.Text.of(20, 2048, MemberPattern.ARN))));
    private static final Shape.Text TAG_KEY = Shape.Text.of(1, 128, MemberPattern.TAG_KEY);
    private static final Shape TAGS = new Shape.Structures(
            0,
            50,
            List.of(required("Key", TAG_KEY), required("Value", Shape.Text.of(0, 256, MemberPattern.TAG_VALUE))));
    private static final Shape ROLE_DURATION = new Shape.Whole(900, 43_200);
    private static final Shape USER_DURATION = new Shape.Whole(900, 129_600);
    private static final Shape SERIAL_NUMBER = Shape.Text.of(9, 256, MemberPattern.SERIAL_NUMBER);
    /** May be good for half a minute more, and a token for longer: neither is shown. */
    private static final Shape TOKEN_CODE =
            Shape.Text.of(6, 6, MemberPattern.TOKEN_CODE).hidden();

    private static final Shape IDENTITY_TOKEN = Shape.Text.of(4, 20_000).hidden();

    private static final Map<String, ActionParameters> ACTIONS = Map.of(
            "AssumeRole",
            of(
                    required("RoleArn", ROLE_ARN),
                    required("RoleSessionName", SESSION_NAME),
                    optional("PolicyArns", POLICY_ARNS),
                    optional("Policy", POLICY),
                    optional("DurationSeconds", ROLE_DURATION),
                    optional("Tags", TAGS),
                    optional("TransitiveTagKeys", new Shape.Texts(0, 50, TAG_KEY)),
                    optional("ExternalId", Shape.Text.of(2, 1224, MemberPattern.EXTERNAL_ID)),
                    optional("SerialNumber", SERIAL_NUMBER),
                    optional("TokenCode", TOKEN_CODE),
                    optional("SourceIdentity", SESSION_NAME),
                    refused("ProvidedContexts"),
                    refused("MinimumSessionTokenSize")),
            "AssumeRoleWithWebIdentity",
            of(
                    required("RoleArn", ROLE_ARN),
                    required("RoleSessionName", SESSION_NAME),
                    required("WebIdentityToken", IDENTITY_TOKEN),
                    optional("ProviderId", Shape.Text.of(4, 2048)),
                    optional("PolicyArns", POLICY_ARNS),
                    optional("Policy", POLICY),
                    optional("DurationSeconds", ROLE_DURATION),
                    refused("MinimumSessionTokenSize")),
            "DecodeAuthorizationMessage",
            of(required("EncodedMessage", Shape.Text.of(1, 10_240).hidden())),
            "ExplainWebIdentityToken",
            of(required("WebIdentityToken", IDENTITY_TOKEN)),
            "GetAccessKeyInfo",
            of(required("AccessKeyId", Shape.Text.of(16, 128, MemberPattern.WORD))),
            "GetCallerIdentity",
            of(),
            "GetFederationToken",
            of(
                    required("Name", Shape.Text.of(2, 32, MemberPattern.NAME)),
                    optional("Policy", POLICY),
                    optional("PolicyArns", POLICY_ARNS),
                    optional("DurationSeconds", USER_DURATION),
                    optional("Tags", TAGS),
                    refused("MinimumSessionTokenSize")),
            "GetSessionToken",
            of(
                    optional("DurationSeconds", USER_DURATION),
                    optional("SerialNumber", SERIAL_NUMBER),
                    optional("TokenCode", TOKEN_CODE),
                    refused("MinimumSessionTokenSize")),
            "GetWebIdentityToken",
            of(
                    required("Audience", new Shape.Texts(1, 10, Shape.Text.of(1, 1000))),
                    optional("DurationSeconds", new Shape.Whole(60, 3600)),
                    required("SigningAlgorithm", new Shape.Choice(List.of("RS256", "ES384"))),
                    optional("Tags", TAGS)));

    private StsParameters() {}

    /** @throws IllegalArgumentException for an action that has no row */
    public static ActionParameters of(String action) {
        ActionParameters parameters = ACTIONS.get(action);
        if (parameters == null) {
            throw new IllegalArgumentException("the parameters of `" + action + "` are not in the table");
        }
        return parameters;
    }

    /** Every action that has a row. */
    public static Set<String> actions() {
        return ACTIONS.keySet();
    }

    private static ActionParameters of(Parameter... parameters) {
        return new ActionParameters(List.of(parameters));
    }
}
