package dev.sallyport.policy.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.json.Json;
import dev.sallyport.json.JsonArray;
import dev.sallyport.json.JsonLimits;
import dev.sallyport.json.JsonNode;
import dev.sallyport.json.JsonObject;
import dev.sallyport.json.JsonWriter;
import dev.sallyport.policy.MalformedPolicyException;
import dev.sallyport.policy.Policy;
import dev.sallyport.policy.PolicyType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyPrinterTest {
    private static final int MAX_LENGTH = 131_072;

    @Test
    void elementsStandInTheOrderOfTheGrammar() {
        String document = """
                {"Statement":[{"Condition":{"Bool":{"aws:SecureTransport":true},
                  "NumericLessThan":{"aws:MultiFactorAuthAge":[300,1E400]}},"Resource":["*"],
                  "Action":["sts:AssumeRole", "STS:TagSession"],"Effect":"Allow","Sid":"One"},
                 {"NotResource":"arn:aws:s3:::a/*","Effect":"Deny","NotAction":"s3:*"}],
                 "Version":"2012-10-17"}
                """;

        assertThat(PolicyPrinter.print(PolicyType.IDENTITY, document)).isEqualTo("""
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Sid": "One",
                      "Effect": "Allow",
                      "Action": [
                        "sts:AssumeRole",
                        "STS:TagSession"
                      ],
                      "Resource": ["*"],
                      "Condition": {
                        "Bool": {
                          "aws:SecureTransport": true
                        },
                        "NumericLessThan": {
                          "aws:MultiFactorAuthAge": [
                            300,
                            1E400
                          ]
                        }
                      }
                    },
                    {
                      "Effect": "Deny",
                      "NotAction": "s3:*",
                      "NotResource": "arn:aws:s3:::a/*"
                    }
                  ]
                }
                """);
    }

    @Test
    void aLoneStatementStaysOne() {
        String document =
                "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"a:B\",\"Resource\":\"*\",\"Condition\":{}}}";

        assertThat(PolicyPrinter.print(PolicyType.IDENTITY, document)).isEqualTo("""
                {
                  "Statement": {
                    "Effect": "Allow",
                    "Action": "a:B",
                    "Resource": "*",
                    "Condition": {}
                  }
                }
                """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1E400",
                "-0",
                "0.10",
                "123456789012345678901234567890.5",
                "\"\\u2603 \\ud83d\\ude00 \\u00e9 \\u007f\"",
                "\"\\/ \\\" \\\\ \\b\\f\\n\\r\\t \\u0000\"",
                "[]",
                "[true,false,\"true\"]",
                "\"${aws:username, 'a b'}${*}\""
            })
    void noValueChanges(String value) {
        String document = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"a:B\","
                + "\"Resource\":\"*\",\"Condition\":{\"StringLike\":{\"a:b\":" + value + "}}}]}";

        assertMeaningIsKept(PolicyType.IDENTITY, document);
    }

    @Test
    void whateverIsAPolicyIsPrintedWithItsMeaningAndOnce() {
        Random random = new Random(20_240_917);
        for (int i = 0; i < 1_000; i++) {
            PolicyType type = random.nextBoolean() ? PolicyType.IDENTITY : PolicyType.RESOURCE;
            assertMeaningIsKept(type, document(type, random));
        }
    }

    @Test
    void aDocumentThatWhiteSpaceWouldMakeTooLongIsPrintedWithoutAny() {
        StringBuilder actions = new StringBuilder();
        while (actions.length() < MAX_LENGTH - 100) {
            actions.append(actions.isEmpty() ? "" : ",").append("\"a:B\"");
        }
        String document = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[" + actions
                + "],\"Resource\":\"*\"}]}";

        String printed = PolicyPrinter.print(PolicyType.IDENTITY, document);

        assertThat(printed).isEqualTo(document + "\n");
        assertThat(PolicyPrinter.print(PolicyType.IDENTITY, printed)).isEqualTo(printed);
    }

    @Test
    void aDocumentThatEscapesWouldMakeTooLongIsRefused() {
        String document = "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"a:B\",\"Resource\":\""
                + "\u0085".repeat(30_000) + "\"}}";

        assertThatIllegalArgumentException()
                .isThrownBy(() -> PolicyPrinter.print(PolicyType.IDENTITY, document))
                .withMessageContaining("131072");
    }

    @Test
    void whatIsNoPolicyIsRefusedWithItsPlace() {
        assertThatThrownBy(() -> PolicyPrinter.print(
                        PolicyType.IDENTITY, "{\"Statement\":[\n  {\"Effect\":\"Allow\",\"Actoin\":\"*\"}]}"))
                .isInstanceOfSatisfying(MalformedPolicyException.class, refused -> {
                    assertThat(refused.line()).isEqualTo(2);
                    assertThat(refused.column()).isEqualTo(21);
                    assertThat(refused.detail()).contains("`Actoin`");
                });
        assertThatThrownBy(() -> PolicyPrinter.print(PolicyType.IDENTITY, ""))
                .isInstanceOf(MalformedPolicyException.class);
    }

    private static void assertMeaningIsKept(PolicyType type, String document) {
        String printed = PolicyPrinter.print(type, document);
        assertThat(meaning(printed)).isEqualTo(meaning(document));
        assertThat(PolicyPrinter.print(type, printed)).isEqualTo(printed);
        assertThat(PolicyPrinter.print(Policy.parseStored(type, "", document))).isEqualTo(printed);
    }

    /** The document without what JSON gives no meaning to: white space and the order of members. */
    private static String meaning(String document) {
        return meaning(Json.parse(document, JsonLimits.DEFAULT.withMaxLength(MAX_LENGTH)));
    }

    private static String meaning(JsonNode node) {
        if (node instanceof JsonObject object) {
            Map<String, String> members = new TreeMap<>();
            object.members().forEach(member -> members.put(member.name(), meaning(member.value())));
            return members.toString();
        }
        if (node instanceof JsonArray array) {
            return array.elements().stream()
                    .map(PolicyPrinterTest::meaning)
                    .toList()
                    .toString();
        }
        return JsonWriter.write(node);
    }

    private static String document(PolicyType type, Random random) {
        List<String> members = new ArrayList<>();
        members.add("\"Version\":\"2008-10-17\"");
        if (random.nextBoolean()) {
            members.add("\"Id\":" + text(random));
        }
        List<String> statements = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            statements.add(statement(type, random));
        }
        members.add(
                "\"Statement\":" + (statements.size() == 1 && random.nextBoolean() ? statements.get(0) : statements));
        Collections.shuffle(members, random);
        return "{" + String.join(random.nextBoolean() ? ",\n" : " ,\t", members) + "}";
    }

    private static String statement(PolicyType type, Random random) {
        List<String> members = new ArrayList<>();
        members.add(random.nextBoolean() ? "\"Effect\":\"Allow\"" : "\"Effect\":\"Deny\"");
        if (random.nextBoolean()) {
            members.add("\"Sid\":" + text(random));
        }
        members.add((random.nextBoolean() ? "\"Action\":" : "\"NotAction\":")
                + oneOf(random, "\"a:*\"", "[\"a:B\",\"A:b\"]"));
        members.add(
                (random.nextBoolean() ? "\"Resource\":" : "\"NotResource\":") + oneOf(random, "\"*\"", "[ \"*\" ]"));
        if (type == PolicyType.RESOURCE) {
            members.add((random.nextBoolean() ? "\"Principal\":" : "\"NotPrincipal\":")
                    + oneOf(random, "\"*\"", "{\"AWS\":[\"111122223333\",\"*\"],\"Service\":\"a.amazonaws.com\"}"));
        }
        if (random.nextBoolean()) {
            List<String> keys = new ArrayList<>();
            for (int i = 0; i < random.nextInt(3); i++) {
                keys.add("\"k:" + i + "\":"
                        + oneOf(random, text(random), "[" + text(random) + "," + text(random) + "]"));
            }
            members.add("\"Condition\":{\"StringNotLike\":{" + String.join(",", keys) + "},\"Null\":{\"a:b\":true}}");
        }
        Collections.shuffle(members, random);
        return "{" + String.join(",", members) + "}";
    }

    private static String oneOf(Random random, String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    /** A string of hostile characters, written plain where a policy allows that and escaped otherwise. */
    private static String text(Random random) {
        StringBuilder text = new StringBuilder("\"");
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append(oneOf(
                    random,
                    "a",
                    "\\\"",
                    "\\\\",
                    "\\/",
                    "\\n",
                    "\\u0000",
                    "\\u2028",
                    "\\uD83D\\uDE00",
                    "\u00e9",
                    "\u0085",
                    "*",
                    "?",
                    "$",
                    "{",
                    "}",
                    ",",
                    ":",
                    "\\u007F",
                    "\\ufeff",
                    "</script>"));
        }
        return text.append('"').toString();
    }
}
