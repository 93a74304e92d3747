package dev.sallyport.policy.proof;

import java.util.List;

/**
 * A mistake that somebody could make in the engine: in {@code file}, {@code right} becomes {@code wrong}. The comparison
 * must find each of them; {@link SeededDefects} sees to that.
 */
record SeededDefect(String name, String file, String right, String wrong) {
    static final List<SeededDefect> ALL = List.of(
            new SeededDefect(
                    "a * does not match nothing",
                    "Wildcard",
                    "if (to - from < minLength) {",
                    "if (to - from < minLength + (rest.length > 0 ? 1 : 0)) {"),
            new SeededDefect(
                    "what is between two * may overlap what was matched before",
                    "Wildcard",
                    "at = found + rest[i].text.length();",
                    "at = found;"),
            new SeededDefect(
                    "a value in a variable's place is read as a pattern",
                    "Template",
                    "case LITERAL -> builder.literal(part.text);",
                    "case LITERAL -> { for (char c : part.text.toCharArray()) {"
                            + " if (c == '*') { builder.anyRun(); } else { builder.literal(c); } } }"),
            new SeededDefect(
                    "${*} is a wildcard",
                    "Template",
                    "if (inside.equals(\"*\") || inside.equals(\"?\") || inside.equals(\"$\")) {",
                    "if (inside.equals(\"*\") && wildcards) { flush(literal, parts); parts.add(ANY_RUN); }"
                            + " else if (inside.equals(\"*\") || inside.equals(\"?\") || inside.equals(\"$\")) {"),
            new SeededDefect(
                    "a multi-valued key fills a variable",
                    "Template",
                    "value = found instanceof String single ? single : null;",
                    "value = context.get(part.text).orElseThrow().stream().findFirst().orElse(null);"),
            new SeededDefect(
                    "a multi-valued key matches without a set operator",
                    "ConditionRule",
                    "case NONE -> Outcome.FAILS;",
                    "case NONE -> testAny(values, context);"),
            new SeededDefect(
                    "ForAnyValue with a negated operator holds when the key is absent",
                    "ConditionRule",
                    "case FOR_ANY_VALUE -> false;",
                    "case FOR_ANY_VALUE -> operator.base().negated();"),
            new SeededDefect(
                    "ForAllValues with a positive operator fails when the key is absent",
                    "ConditionRule",
                    "case FOR_ALL_VALUES -> true;",
                    "case FOR_ALL_VALUES -> operator.base().negated();"),
            new SeededDefect(
                    "a broken value fails where another would match",
                    "ConditionRule",
                    "case BROKEN_OPERAND -> otherwise = Outcome.BROKEN;",
                    "case BROKEN_OPERAND -> { return Outcome.BROKEN; }"),
            new SeededDefect(
                    "an address that is none satisfies NotIpAddress",
                    "Operand",
                    "if (address.isEmpty()) {\n                return Answer.BROKEN_VALUE;",
                    "if (address.isEmpty()) {\n                return Answer.NO;"),
            new SeededDefect(
                    "numbers lose their digits",
                    "PolicyNumber",
                    "Optional.of(new BigDecimal(text))",
                    "Optional.of(BigDecimal.valueOf(Double.parseDouble(text)))"),
            new SeededDefect(
                    "an IPv6 range may have host bits",
                    "IpRange",
                    "&& range.hasHostBits() ? Optional.empty()",
                    "&& false ? Optional.empty()"),
            new SeededDefect(
                    "a principal with a boundary is spared by NotPrincipal",
                    "PrincipalElement",
                    "!request.principalHasBoundary() && isSpared(principal)",
                    "isSpared(principal)"),
            new SeededDefect(
                    "NotPrincipal spares a session without its role",
                    "PrincipalElement",
                    "&& lists(principal, PrincipalMatch.ENTITY_OF_SESSION)",
                    ""),
            new SeededDefect(
                    "a role made again inherits the trust",
                    "PrincipalElement",
                    "&& (!bound || id.equals(Optional.of(session.roleId())))",
                    ""),
            new SeededDefect(
                    "a web identity comes in by *",
                    "PrincipalElement",
                    "(form == Form.EVERYBODY && !restricts)",
                    "false"),
            new SeededDefect(
                    "the session policy of a role is forgotten when the role is named",
                    "PolicyEvaluator",
                    "case ENTITY_OF_SESSION -> caps(boundary, session);",
                    "case ENTITY_OF_SESSION -> boundaryAllows(boundary) ? null : PolicyType.BOUNDARY;"),
            new SeededDefect(
                    "another account's resource needs no identity policy when it names the caller",
                    "PolicyEvaluator",
                    "PrincipalMatch naming = request.isCrossAccount() ? PrincipalMatch.ACCOUNT : resource.naming();",
                    "PrincipalMatch naming = resource.naming();"),
            new SeededDefect(
                    "the boundary of a user does not count for a trust policy",
                    "PolicyEvaluator",
                    "principal instanceof Principal.User && byTrust == PrincipalMatch.EVERYBODY",
                    "principal instanceof Principal.User && byTrust != PrincipalMatch.ACCOUNT"),
            new SeededDefect(
                    "one level of service control policies is enough",
                    "PolicyEvaluator",
                    "fromAnAccount && i < serviceControl.size()",
                    "fromAnAccount && i < Math.min(1, serviceControl.size())"),
            new SeededDefect(
                    "NotResource applies although a variable has no value",
                    "Statement",
                    "if (resources.negated) {\n                        return false;",
                    "if (resources.negated) {\n                        return true;"),
            new SeededDefect(
                    "a whole resource is looked up before its beginnings and ends the search",
                    "ResourceIndex",
                    "int end = whole ? resource.length() : Math.min(resource.length(), cuts.longest());",
                    "int end = whole ? 0 : Math.min(resource.length(), cuts.longest());"),
            new SeededDefect(
                    "a pattern that begins with a wildcard is filed under its first vendor alone",
                    "ResourceIndex",
                    "for (long vendor : vendors) {",
                    "for (long vendor : vendors.subList(0, 1)) {"),
            new SeededDefect(
                    "actions of any vendor are not looked up",
                    "ResourceIndex",
                    "|| ask(bucket(TextHash.pair(TextHash.EMPTY, ANY_VENDOR)), statements, request, answer)",
                    "|| false"),
            new SeededDefect(
                    "equal values under different operators are one condition",
                    "SharedParts",
                    "new Rule(rule.operator(), ",
                    "new Rule(Operator.parse(\"StringEquals\").orElseThrow(), "),
            new SeededDefect(
                    "a Deny is not wanted once something allows",
                    "GroupAnswer",
                    "statement.effect() == Effect.DENY || naming",
                    "naming"),
            new SeededDefect(
                    "a wildcard in a name leaves the filter of names narrow",
                    "ActionFilter",
                    "(pattern.isLiteral() ? nameBit(TextHash.of(prefix)) : ALL_NAMES)",
                    "nameBit(TextHash.of(prefix))"));
}
