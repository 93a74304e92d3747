package dev.sallyport.gateway.cli.policy;

import dev.sallyport.policy.AuthorizationRequest;
import dev.sallyport.policy.Decision;
import dev.sallyport.policy.DenialMessage;
import dev.sallyport.policy.MatchedStatement;
import dev.sallyport.policy.NearMiss;
import java.util.ArrayList;
import java.util.List;

/** A decision with its reasons, as a tree that a person can read. */
public final class DecisionTree {
    private static final String GREEN = "\u001b[32m";
    private static final String RED = "\u001b[31m";
    private static final String PLAIN = "\u001b[0m";

    private final StringBuilder text = new StringBuilder();
    private final boolean colours;

    private DecisionTree(boolean colours) {
        this.colours = colours;
    }

    /** @param colours whether the verdict is coloured for a terminal */
    public static String write(Decision decision, AuthorizationRequest request, boolean colours) {
        DecisionTree tree = new DecisionTree(colours);
        if (decision instanceof Decision.Denied denied) {
            tree.denied(denied, request);
        } else if (decision instanceof Decision.Allowed allowed) {
            tree.allowed(allowed, request);
        }
        return tree.text.toString();
    }

    private void allowed(Decision.Allowed allowed, AuthorizationRequest request) {
        head(GREEN, "allowed", OneLine.of(request.action()) + " on " + OneLine.of(request.resource()));
        branch(
                true,
                "by",
                allowed.by().isEmpty()
                        ? List.of("no policy: this needs no permission")
                        : allowed.by().stream().map(DecisionTree::statement).toList());
    }

    private void denied(Decision.Denied denied, AuthorizationRequest request) {
        head(RED, denied.explicit() ? "explicitly denied" : "implicitly denied", DenialMessage.of(denied, request));
        List<String> misses = new ArrayList<>();
        denied.nearMisses().forEach(miss -> misses.add(miss(miss)));
        boolean more = !misses.isEmpty() || !denied.missingKeys().isEmpty();
        if (denied.explicit()) {
            branch(
                    !more,
                    "by",
                    denied.by().stream().map(DecisionTree::statement).toList());
        } else {
            branch(!more, "stopped by", List.of("no " + denied.stoppedBy().displayName() + " allows it"));
        }
        if (!misses.isEmpty()) {
            branch(denied.missingKeys().isEmpty(), "nearly", misses);
        }
        if (!denied.missingKeys().isEmpty()) {
            branch(true, "the request lacks", List.copyOf(denied.missingKeys()));
        }
    }

    private void head(String colour, String verdict, String rest) {
        text.append(colours ? colour + verdict + PLAIN : verdict)
                .append(": ")
                .append(OneLine.of(rest))
                .append('\n');
    }

    private void branch(boolean last, String title, List<String> leaves) {
        text.append(last ? "└─ " : "├─ ").append(title).append('\n');
        for (int i = 0; i < leaves.size(); i++) {
            text.append(last ? "   " : "│  ")
                    .append(i == leaves.size() - 1 ? "└─ " : "├─ ")
                    .append(OneLine.of(leaves.get(i)))
                    .append('\n');
        }
    }

    /** {@code orders.json:4:18-9:6 `ReadOrders` (identity-based policy)}. */
    private static String statement(MatchedStatement statement) {
        return statement.policyId() + ":" + statement.startLine() + ":" + statement.startColumn() + "-"
                + statement.endLine() + ":" + statement.endColumn()
                + statement.sid().map(sid -> " `" + sid + "`").orElse("") + " ("
                + statement.policyType().displayName() + ")";
    }

    private static String miss(NearMiss miss) {
        String what = miss.element()
                + miss.operator().map(operator -> " " + operator).orElse("")
                + miss.key().map(key -> " " + key).orElse("");
        return statement(miss.statement()) + ", " + miss.effect() + ": " + what + " wants " + miss.expected()
                + ", the request has "
                + (miss.actual().isEmpty() ? "nothing" : miss.actual().toString());
    }
}
