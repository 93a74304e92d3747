package dev.sallyport.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import dev.sallyport.json.Json;
import dev.sallyport.json.JsonArray;
import dev.sallyport.json.JsonLimits;
import dev.sallyport.json.JsonNode;
import dev.sallyport.json.JsonNumber;
import dev.sallyport.json.JsonObject;
import dev.sallyport.json.JsonString;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StsParametersTest {
    /** Newer than the model at hand. */
    private static final String NEWER = "MinimumSessionTokenSize";

    /** Of which the model knows nothing. */
    private static final String OURS = "ExplainWebIdentityToken";

    @Test
    void tableSaysWhatTheServiceModelSays() throws IOException {
        JsonObject model = model();
        JsonObject shapes = object(model, "shapes");
        assertThat(StsParameters.actions()).contains(OURS);
        assertThat(object(model, "operations").contains(OURS)).isFalse();
        for (String action : StsParameters.actions().stream()
                .filter(name -> !name.equals(OURS))
                .toList()) {
            JsonObject operation = object(object(model, "operations"), action);
            Map<String, String> expected = structure(shapes, text(object(operation, "input"), "shape"));
            Map<String, String> actual = new TreeMap<>();
            for (Parameter parameter : StsParameters.of(action).all()) {
                if (parameter.isRefused()) {
                    // Known by name; what it would have to satisfy does not matter.
                    expected.computeIfPresent(parameter.name(), (name, shape) -> "refused");
                    if (!parameter.name().equals(NEWER)) {
                        actual.put(parameter.name(), "refused");
                    }
                } else {
                    actual.put(parameter.name(), shown(parameter));
                }
            }
            assertThat(actual).as(action).isEqualTo(expected);
        }
    }

    @Test
    void everyFaultIsInOneSentence() {
        assertThat(refusal("AssumeRole", "RoleArn=a&RoleSessionName=%23%23&DurationSeconds=1")
                        .message())
                .isEqualTo("3 validation errors detected: "
                        + "Value 'a' at 'roleArn' failed to satisfy constraint: "
                        + "Member must have length greater than or equal to 20; "
                        + "Value '##' at 'roleSessionName' failed to satisfy constraint: "
                        + "Member must satisfy regular expression pattern: [\\w+=,.@-]*; "
                        + "Value '1' at 'durationSeconds' failed to satisfy constraint: "
                        + "Member must have value greater than or equal to 900");
    }

    @Test
    void elevenPolicyArnsAreTooMany() {
        assertAccepted("GetFederationToken", "Name=Jean" + policyArns(10));
        assertThat(refusal("GetFederationToken", "Name=Jean" + policyArns(11)).message())
                .endsWith(
                        "at 'policyArns' failed to satisfy constraint: Member must have length less than or equal to 10");
    }

    @Test
    void policyArnWithAnotherMemberIsRefusedByName() {
        assertThat(refusal("GetFederationToken", "Name=Jean&PolicyArns.member.1.Arn=" + "a".repeat(20))
                        .message())
                .contains("`PolicyArns.member.1.Arn`");
    }

    @Test
    void whatMakesNoSenseHereIsRefusedByName() {
        assertThat(refusal("GetSessionToken", "MinimumSessionTokenSize=10").message())
                .isEqualTo("parameter `MinimumSessionTokenSize` is not supported here; leave it out");
        assertThat(refusal("AssumeRole", "ProvidedContexts.member.1.ProviderArn=a")
                        .message())
                .isEqualTo("parameter `ProvidedContexts` is not supported here; leave it out");
    }

    @Test
    void doubledTagKeysAreToldBeforeOtherFaults() {
        ApiException refusal = refusal(
                "GetFederationToken",
                "Name=J&Tags.member.1.Key=a&Tags.member.1.Value=1&Tags.member.2.Key=A&Tags.member.2.Value=2");
        assertThat(refusal.error()).isEqualTo(ApiError.INVALID_PARAMETER_VALUE);
    }

    @Test
    void audienceIsOneToTen() {
        String rest = "&SigningAlgorithm=RS256";
        assertAccepted("GetWebIdentityToken", "Audience.member.1=a" + rest);
        assertThat(refusal("GetWebIdentityToken", "SigningAlgorithm=RS256").message())
                .contains("Value null at 'audience'");
        assertThat(refusal("GetWebIdentityToken", "Audience=" + rest).message())
                .contains(
                        "'audience' failed to satisfy constraint: Member must have length greater than or equal to 1");
    }

    private static String policyArns(int count) {
        StringBuilder form = new StringBuilder();
        for (int i = 1; i <= count; i++) {
            form.append("&PolicyArns.member.").append(i).append(".arn=arn:aws:iam::111122223333:policy/p");
        }
        return form.toString();
    }

    private static void assertAccepted(String action, String form) {
        assertThatCode(() -> StsParameters.of(action).check(parsed(form))).doesNotThrowAnyException();
    }

    private static ApiException refusal(String action, String form) {
        ApiException[] refusal = new ApiException[1];
        assertThatThrownBy(() -> StsParameters.of(action).check(parsed(form)))
                .isInstanceOfSatisfying(ApiException.class, e -> refusal[0] = e);
        return refusal[0];
    }

    private static QueryParameters parsed(String form) {
        return QueryParameters.parse(form.getBytes(StandardCharsets.UTF_8));
    }

    private static String shown(Parameter parameter) {
        return (parameter.required() ? "required " : "") + shown(parameter.shape());
    }

    private static String shown(Shape shape) {
        if (shape instanceof Shape.Text text) {
            return "string " + text.min() + ".." + text.max()
                    + text.pattern().map(pattern -> " " + pattern.text()).orElse("");
        }
        if (shape instanceof Shape.Whole whole) {
            return "integer " + whole.min() + ".." + whole.max();
        }
        if (shape instanceof Shape.Texts list) {
            return "list " + list.minSize() + ".." + list.maxSize() + " of " + shown(list.element());
        }
        if (shape instanceof Shape.Structures list) {
            return "list " + list.minSize() + ".." + list.maxSize() + " of "
                    + list.members().stream()
                            .collect(Collectors.toMap(
                                    Parameter::name, StsParametersTest::shown, (a, b) -> a, TreeMap::new));
        }
        // The service model bounds the length; the values are in its documentation.
        return "string 5..5";
    }

    private static Map<String, String> structure(JsonObject shapes, String name) {
        JsonObject shape = object(shapes, name);
        List<String> required = new ArrayList<>();
        shape.get("required")
                .ifPresent(names -> ((JsonArray) names)
                        .elements()
                        .forEach(element -> required.add(((JsonString) element).value())));
        Map<String, String> members = new TreeMap<>();
        for (JsonObject.Member member : object(shape, "members").members()) {
            members.put(
                    member.name(),
                    (required.contains(member.name()) ? "required " : "")
                            + described(shapes, text(member.value(), "shape")));
        }
        return members;
    }

    private static String described(JsonObject shapes, String name) {
        JsonObject shape = object(shapes, name);
        String type = text(shape, "type");
        return switch (type) {
            case "list" ->
                "list " + number(shape, "min").orElse(0) + ".."
                        // The documentation's bound of the only list without one, policyDescriptorListType.
                        + number(shape, "max").orElse(10) + " of "
                        + described(shapes, text(object(shape, "member"), "shape"));
            case "structure" -> structure(shapes, name).toString();
            case "string" ->
                "string " + number(shape, "min").orElse(0) + ".."
                        // As above, for the inline policy of AssumeRole.
                        + number(shape, "max").orElse(2048)
                        + shape.get("pattern")
                                .map(p -> " " + ((JsonString) p).value())
                                .orElse("");
            default ->
                type + " " + number(shape, "min").orElseThrow() + ".."
                        + number(shape, "max").orElseThrow();
        };
    }

    private static JsonObject model() throws IOException {
        Path file = Path.of(System.getProperty("sallyport.shared", "../shared"), "reference", "aws-models", "sts.json");
        if (!Files.isRegularFile(file)) {
            System.out.println("MISSING, nothing is tested: " + file);
        }
        assumeTrue(Files.isRegularFile(file), () -> file + " is missing");
        return (JsonObject) Json.parse(Files.readAllBytes(file), JsonLimits.DEFAULT.withMaxLength(1 << 20));
    }

    private static JsonObject object(JsonObject object, String name) {
        return (JsonObject) object.get(name).orElseThrow();
    }

    private static String text(JsonNode node, String name) {
        return ((JsonString) ((JsonObject) node).get(name).orElseThrow()).value();
    }

    private static Optional<Integer> number(JsonObject object, String name) {
        return object.get(name).map(node -> Integer.parseInt(((JsonNumber) node).text()));
    }
}
