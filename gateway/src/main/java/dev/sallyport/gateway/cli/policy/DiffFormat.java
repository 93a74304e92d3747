package dev.sallyport.gateway.cli.policy;

import dev.sallyport.identity.Principal;
import dev.sallyport.json.JsonWriter;
import dev.sallyport.policy.AuthorizationRequest;
import dev.sallyport.policy.Decision;
import dev.sallyport.policy.MatchedStatement;
import dev.sallyport.policy.compare.PolicyDiff;
import dev.sallyport.policy.compare.PolicyDifference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The formats in which two compared policies are written. */
public enum DiffFormat {
    /** The kinds of differences, each with some of its requests. */
    TEXT {
        @Override
        public String write(PolicyComparison comparison) {
            if (comparison.equivalent()) {
                return "the same document, written in two ways\n";
            }
            StringBuilder text = new StringBuilder("different documents\n");
            Map<String, List<PolicyDifference>> kinds = new LinkedHashMap<>();
            for (PolicyDifference difference : comparison.differences()) {
                kinds.computeIfAbsent(kind(comparison, difference), kind -> new ArrayList<>())
                        .add(difference);
            }
            kinds.forEach((kind, differences) -> {
                text.append(kind)
                        .append(": ")
                        .append(counted(differences.size()))
                        .append('\n');
                differences.stream()
                        .limit(MAX_SHOWN)
                        .forEach(difference -> text.append("  ")
                                .append(OneLine.of(request(difference.request())))
                                .append("\n    by ")
                                .append(OneLine.of(by(difference)))
                                .append('\n'));
                if (differences.size() > MAX_SHOWN) {
                    text.append("  and ").append(differences.size() - MAX_SHOWN).append(" more\n");
                }
            });
            return text.append(foot(comparison)).append('\n').toString();
        }
    },
    /** One object. */
    JSON {
        @Override
        public String write(PolicyComparison comparison) {
            JsonWriter json = new JsonWriter()
                    .beginObject()
                    .field("before", comparison.before())
                    .field("after", comparison.after())
                    .field("equivalent", comparison.equivalent())
                    .field("requests", comparison.requests())
                    .field("requestsAreDerived", comparison.derived())
                    .name("differences")
                    .beginArray();
            comparison.differences().forEach(difference -> difference(json, difference));
            return json.endArray().endObject().text() + "\n";
        }
    };

    /** Of each kind; who needs all takes JSON. */
    private static final int MAX_SHOWN = 10;

    public abstract String write(PolicyComparison comparison);

    private static String kind(PolicyComparison comparison, PolicyDifference difference) {
        return comparison.after() + " " + verb(difference.after()) + " what " + comparison.before() + " "
                + verb(difference.before());
    }

    private static String verb(Decision decision) {
        return switch (PolicyDiff.verdict(decision)) {
            case "allowed" -> "allows";
            case "explicitDeny" -> "denies";
            default -> "does not allow";
        };
    }

    private static String foot(PolicyComparison comparison) {
        String requests = counted(comparison.requests());
        if (!comparison.derived()) {
            return "asked about " + requests + " of the file; others may be decided differently";
        }
        return "asked about " + requests
                + " made from the two documents, which shows differences and never that there are" + " no others";
    }

    private static String counted(int requests) {
        return requests + (requests == 1 ? " request" : " requests");
    }

    private static String request(AuthorizationRequest request) {
        StringBuilder text = new StringBuilder(request.action())
                .append(" on ")
                .append(request.resource())
                .append(" by ")
                .append(name(request.principal()));
        String separator = " with ";
        for (String key : request.context().keys()) {
            List<String> values = request.context().get(key).orElse(List.of());
            text.append(separator)
                    .append(key)
                    .append('=')
                    .append(values.size() == 1 ? values.get(0) : values.toString());
            separator = ", ";
        }
        return text.toString();
    }

    private static String name(Principal principal) {
        if (principal instanceof Principal.Service service) {
            return service.name();
        }
        if (principal instanceof Principal.WebIdentity identity) {
            return identity.provider().toString();
        }
        return principal.arn().map(Object::toString).orElse("nobody");
    }

    private static List<MatchedStatement> statements(Decision decision) {
        if (decision instanceof Decision.Allowed allowed) {
            return allowed.by();
        }
        return decision instanceof Decision.Denied denied ? denied.by() : List.of();
    }

    private static String by(PolicyDifference difference) {
        List<MatchedStatement> all = new ArrayList<>(statements(difference.before()));
        all.addAll(statements(difference.after()));
        return String.join(
                ", ",
                all.stream()
                        .map(statement -> statement.policyId() + ":" + statement.startLine() + ":"
                                + statement.startColumn()
                                + statement.sid().map(sid -> " `" + sid + "`").orElse(""))
                        .distinct()
                        .toList());
    }

    private static void difference(JsonWriter json, PolicyDifference difference) {
        AuthorizationRequest request = difference.request();
        json.beginObject()
                .field("principal", name(request.principal()))
                .field("action", request.action())
                .field("resource", request.resource())
                .name("context")
                .beginObject();
        for (String key : request.context().keys()) {
            json.field(key, request.context().get(key).orElse(List.of()));
        }
        json.endObject();
        decision(json.name("before"), difference.before());
        decision(json.name("after"), difference.after());
        json.endObject();
    }

    private static void decision(JsonWriter json, Decision decision) {
        json.beginObject()
                .field("decision", PolicyDiff.verdict(decision))
                .name("statements")
                .beginArray();
        for (MatchedStatement statement : statements(decision)) {
            json.beginObject()
                    .field("policy", statement.policyId())
                    .field("sid", statement.sid().orElse(""))
                    .field("line", statement.startLine())
                    .field("column", statement.startColumn())
                    .endObject();
        }
        json.endArray().endObject();
    }
}
