package dev.sallyport.config;

import dev.sallyport.config.yaml.FaultSink;
import dev.sallyport.config.yaml.Place;
import dev.sallyport.config.yaml.YamlMapping;
import dev.sallyport.config.yaml.YamlNode;
import dev.sallyport.config.yaml.YamlSequence;
import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.Arn;
import dev.sallyport.policy.ConditionContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads requests that somebody asks policies about. */
final class PolicyRequestReader {
    /** As many as a file of its size can well hold. */
    static final int MAX_REQUESTS = 10_000;

    private static final int MAX_KEYS = 200;
    private static final int MAX_VALUES = 200;
    private static final List<String> PRINCIPALS =
            List.of("user/", "group/", "role/", "assumed-role/", "federated-user/", "oidc-provider/");

    private PolicyRequestReader() {}

    /** {@code requests:} and nothing else. */
    static Optional<List<PolicyRequest>> file(Section section) {
        Field<List<PolicyRequest>> requests =
                section.required("requests", Values.nonEmptyList(MAX_REQUESTS, Values.section(one -> {
                    Fields fields = fields(one);
                    return one.build(fields::request);
                })));
        return section.build(requests::value);
    }

    /** The settings of a request, which a test has among its own. */
    record Fields(
            Place place,
            Field<Optional<String>> name,
            Field<Arn> principal,
            Field<String> action,
            Field<String> resource,
            Field<Optional<AccountId>> resourceAccount,
            Field<ConditionContext> context) {
        /** To be called only once everything is read. */
        PolicyRequest request() {
            String asked = action.value() + " on " + resource.value() + " by " + principal.value();
            return new PolicyRequest(
                    place.file(),
                    place.line(),
                    place.column(),
                    name.value().orElse(asked),
                    principal.value(),
                    action.value(),
                    resource.value(),
                    resourceAccount.value(),
                    context.value());
        }
    }

    static Fields fields(Section section) {
        return new Fields(
                section.place(),
                section.optional("name", Values.text()),
                section.required("principal", Values.text(PolicyRequestReader::principal)),
                section.required("action", Values.text(PolicyRequestReader::action)),
                section.optional("resource", Values.text(PolicyRequestReader::resource), "*"),
                section.optional("resource-account", Values.text(AccountId::new)),
                section.optional("context", PolicyRequestReader::context, ConditionContext.EMPTY));
    }

    private static Arn principal(String text) {
        Arn arn = Arn.parse(text);
        if (!arn.resource().equals("root") && PRINCIPALS.stream().noneMatch(arn.resource()::startsWith)) {
            throw new IllegalArgumentException(
                    "`" + text + "` makes no requests: name a user, a group, a role, a session"
                            + " of a role, an account's root, or an OIDC provider for whoever has its token");
        }
        return arn;
    }

    private static String action(String text) {
        int colon = text.indexOf(':');
        if (colon <= 0 || colon == text.length() - 1) {
            throw new IllegalArgumentException("`" + text + "` is no action such as `orders:Read`");
        }
        if (text.indexOf('*') >= 0 || text.indexOf('?') >= 0) {
            throw new IllegalArgumentException(
                    "`" + text + "` has a wildcard, and a request is about one action; write its name");
        }
        return text;
    }

    private static String resource(String text) {
        if (text.equals("*")) {
            return text;
        }
        if (!text.startsWith("arn:")) {
            throw new IllegalArgumentException(
                    "`" + text + "` is no resource: write an ARN, or `*` for an action that is about none");
        }
        return text;
    }

    /** Keys with a text or, for keys that may have several values, a list of texts. */
    private static Optional<ConditionContext> context(YamlNode node, FaultSink faults) {
        if (!(node instanceof YamlMapping mapping)) {
            faults.add(
                    node.place(),
                    "here stands " + node.kind() + ", and a mapping of condition keys to values is needed");
            return Optional.empty();
        }
        if (mapping.entries().size() > MAX_KEYS) {
            faults.add(node.place(), "here are " + mapping.entries().size() + " keys; " + MAX_KEYS + " are the most");
            return Optional.empty();
        }
        ConditionContext.Builder context = ConditionContext.builder();
        List<String> unread = new ArrayList<>();
        for (Map.Entry<String, YamlMapping.Entry> member : mapping.entries().entrySet()) {
            String key = member.getKey();
            YamlNode value = member.getValue().value();
            try {
                if (value instanceof YamlSequence) {
                    Values.list(MAX_VALUES, Values.text())
                            .read(value, faults)
                            .ifPresentOrElse(values -> context.putAll(key, values), () -> unread.add(key));
                } else {
                    Values.text()
                            .read(value, faults)
                            .ifPresentOrElse(text -> context.put(key, text), () -> unread.add(key));
                }
            } catch (IllegalArgumentException twice) {
                faults.add(
                        member.getValue().keyPlace(),
                        String.valueOf(twice.getMessage()) + "; case makes no difference");
                unread.add(key);
            }
        }
        return unread.isEmpty() ? Optional.of(context.build()) : Optional.empty();
    }
}
