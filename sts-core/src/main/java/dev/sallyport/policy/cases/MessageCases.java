package dev.sallyport.policy.cases;

import dev.sallyport.policy.DenialMessage;
import java.util.List;
import java.util.Set;

/** Kind {@code message}: the sentence for whoever was denied. */
final class MessageCases {
    private static final Set<String> GIVEN = Set.of("denyingPolicyType", "denial", "principal", "action", "resource");

    private MessageCases() {}

    static CaseResult run(PolicyCase policyCase) {
        Fields given = policyCase.given();
        given.refuseUnknown(GIVEN);
        policyCase.expect().refuseUnknown(Set.of("message"));
        boolean explicit = switch (given.text("denial")) {
            case "explicit", "any" -> true;
            case "implicit" -> false;
            default -> throw new IllegalArgumentException("there is no denial `" + given.text("denial") + "`");
        };
        String got = DenialMessage.of(
                given.text("principal"),
                given.text("action"),
                given.maybeText("resource"),
                PolicyTypes.of(given.text("denyingPolicyType")),
                explicit);
        String expected = policyCase.expect().text("message");
        return CaseResult.compare(policyCase, got.equals(expected), got, expected, List.of());
    }
}
