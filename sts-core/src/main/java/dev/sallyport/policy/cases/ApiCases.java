package dev.sallyport.policy.cases;

import dev.sallyport.error.ApiException;
import dev.sallyport.json.JsonArray;
import dev.sallyport.json.JsonBoolean;
import dev.sallyport.json.JsonNode;
import dev.sallyport.json.JsonNumber;
import dev.sallyport.json.JsonObject;
import dev.sallyport.json.JsonString;
import dev.sallyport.policy.simulate.PolicySimulator;
import dev.sallyport.policy.simulate.SimulateCustomPolicy;
import dev.sallyport.protocol.QueryParameters;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Kind {@code api}: what an operation says to its parameters. */
final class ApiCases {
    private static final Set<String> GIVEN = Set.of("operation", "params");
    private static final Set<String> EXPECT = Set.of("ok", "error");
    private static final Set<String> ERROR = Set.of("code", "message", "httpStatus", "type");
    private static final String ROLE = "$role";

    private final Map<String, ApiOperation> operations = new HashMap<>();

    /** @param others operations that are not of this module */
    ApiCases(Map<String, ApiOperation> others) {
        operations.put(
                "iam:SimulateCustomPolicy",
                parameters -> PolicySimulator.simulate(SimulateCustomPolicy.read(parameters)));
        operations.putAll(others);
    }

    CaseResult run(PolicyCase policyCase) {
        String name = policyCase.given().text("operation");
        ApiOperation operation = operations.get(name);
        if (operation == null) {
            return new CaseResult(policyCase, CaseResult.Outcome.PENDING, "pending " + name, "", List.of());
        }
        policyCase.given().refuseUnknown(GIVEN);
        policyCase.expect().refuseUnknown(EXPECT);
        String expected = expected(policyCase.expect());
        String got = got(operation, policyCase.given().object("params").node());
        return CaseResult.compare(policyCase, got.equals(expected), got, expected, List.of());
    }

    private static String expected(Fields expect) {
        if (expect.flag("ok")) {
            return "ok";
        }
        Fields error = expect.object("error");
        error.refuseUnknown(ERROR);
        return error(
                error.text("code"),
                error.number("httpStatus"),
                error.maybeText("type").orElse("Sender"),
                error.text("message"));
    }

    private static String got(ApiOperation operation, JsonObject params) {
        try {
            StringBuilder form = new StringBuilder();
            encode("", params, form);
            operation.call(QueryParameters.parse(form.toString()));
            return "ok";
        } catch (ApiException refused) {
            return error(
                    refused.error().code(),
                    refused.error().status(),
                    refused.error().type(),
                    refused.message());
        }
    }

    private static String error(String code, int status, String type, String message) {
        return code + " " + status + " " + type + ": " + message;
    }

    /** The Query protocol's names: {@code Tags.member.1.Key}. */
    private static void encode(String name, JsonNode node, StringBuilder form) {
        if (node instanceof JsonObject object) {
            for (JsonObject.Member member : object.members()) {
                encode(name.isEmpty() ? member.name() : name + "." + member.name(), member.value(), form);
            }
        } else if (node instanceof JsonArray array) {
            int index = 0;
            for (JsonNode element : array.elements()) {
                index++;
                encode(name + ".member." + index, element, form);
            }
            if (index == 0) {
                pair(name, "", form);
            }
        } else {
            pair(
                    name,
                    scalar(node).orElseThrow(() -> new IllegalArgumentException("a parameter is " + node.kind())),
                    form);
        }
    }

    private static Optional<String> scalar(JsonNode node) {
        if (node instanceof JsonString text) {
            return Optional.of(text.value().equals(ROLE) ? ApiOperation.ROLE.toString() : text.value());
        }
        if (node instanceof JsonNumber number) {
            return Optional.of(number.text());
        }
        return node instanceof JsonBoolean bool ? Optional.of(Boolean.toString(bool.value())) : Optional.empty();
    }

    private static void pair(String name, String value, StringBuilder form) {
        form.append(form.isEmpty() ? "" : "&").append(percent(name)).append('=').append(percent(value));
    }

    private static String percent(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            encoded.append(String.format("%%%02X", octet & 0xff));
        }
        return encoded.toString();
    }
}
