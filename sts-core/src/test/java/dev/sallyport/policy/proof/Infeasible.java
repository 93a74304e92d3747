package dev.sallyport.policy.proof;

import dev.sallyport.policy.proof.PairCoverage.Pair;
import java.util.List;

/**
 * Pairs of features that cannot meet, and why. A side is alternatives between bars, each a feature or the beginning of
 * several; an exclamation mark before it means all but those.
 */
record Infeasible(String one, String other, String why) {
    private static final String NO_PRINCIPAL = "type:IDENTITY|type:BOUNDARY|type:SESSION|type:SERVICE_CONTROL";

    static final List<Infeasible> ALL = List.of(
            either("type:", "a document is of one type"),
            either("version:", "a document has one version"),
            either("effect:", "a statement has one effect"),
            either("document:", "a document is written in one way"),
            either("read:", "a document is read in one way"),
            either("conditions:", "a statement has one number of conditions"),
            either("boundary:", "there is a boundary or none"),
            either("caller:", "a request has one caller"),
            either("owner:", "a resource has one owner"),
            either("asked:", "a request is about one thing"),
            either("set:", "a condition has one set operator"),
            either("suffix:", "a condition has one suffix"),
            either("values:", "a condition has one number of values"),
            either("written:", "the first value is written in one way"),
            either("key:", "a key is written in one way"),
            either("present:", "a key is in the request in one way"),
            new Infeasible(
                    "conditions:0",
                    "operator:|set:|suffix:|value:|values:|literal:|written:|key:|present:",
                    "there is no condition"),
            new Infeasible("principal:", NO_PRINCIPAL, "policies of these types have no principal"),
            new Infeasible("!principal:*", "type:RESOURCE_CONTROL", "its principal is `*`"),
            new Infeasible("principal:*", "principal:", "`*` stands alone"),
            new Infeasible("principal:NotPrincipal", "principal:", "a statement has one of the two elements"),
            new Infeasible("principal:NotPrincipal", "type:TRUST", "refused in a trust policy"),
            new Infeasible("action:everything|action:not", "type:TRUST", "refused in a trust policy"),
            new Infeasible("action:everything", "action:not", "NotAction `*` is about no action"),
            new Infeasible("resource:|asked:no resource", "type:TRUST", "a trust policy is about its role"),
            new Infeasible("caller:Anonymous", "type:TRUST", "nobody assumes a role without credentials"),
            new Infeasible(
                    "names:bound to ids",
                    "!type:TRUST",
                    "the names of trust policies are bound, as only there a name is kept as an id"),
            new Infeasible(
                    "names:bound to ids",
                    "resource:|asked:no resource|action:everything|action:not|principal:NotPrincipal|caller:Anonymous",
                    "no trust policy has it"),
            new Infeasible(
                    "caller:WebIdentity", "!type:TRUST|type:RESOURCE_CONTROL|type:ENDPOINT", "it has no policies"),
            new Infeasible("caller:WebIdentity", "asked:no resource", "it only assumes roles"),
            new Infeasible(
                    "caller:AccountRoot|caller:Service|caller:Anonymous|caller:WebIdentity",
                    "type:IDENTITY|type:BOUNDARY|type:SESSION|boundary:true",
                    "they have no policies of their own"),
            new Infeasible("caller:Service|caller:Anonymous", "type:SERVICE_CONTROL", "they are of no organisation"),
            new Infeasible("caller:User", "type:SESSION", "only a session has session policies"),
            new Infeasible("boundary:false", "type:BOUNDARY", "the document is the boundary"),
            new Infeasible("size:more than 100 statements", "!type:IDENTITY", "large ones are policies of a group"),
            new Infeasible(
                    "size:more than 100 statements",
                    "principal:|names:|document:single statement|caller:AccountRoot|caller:Service"
                            + "|caller:Anonymous|caller:WebIdentity",
                    "a large policy of a group has and is none of these"),
            new Infeasible("operator:Null", "set:For|suffix:IfExists", "the language has no such operator"),
            new Infeasible("operator:Null", "values:several|literal:", "it takes one of two words"),
            new Infeasible("!operator:String|operator:Arn", "value:", "only texts hold wildcards and variables"),
            new Infeasible(
                    "operator:String|operator:Binary",
                    "literal:",
                    "there is no malformed text, and base64 is always read"),
            new Infeasible(
                    "operator:String|operator:Arn|operator:Ip|operator:NotIp|operator:Binary",
                    "written:without quotes",
                    "only numbers and booleans need no quotes"),
            new Infeasible("value:", "written:without quotes", "texts need quotes"));

    private static Infeasible either(String group, String why) {
        return new Infeasible(group, group, why);
    }

    boolean covers(Pair pair) {
        return (matches(one, pair.one()) && matches(other, pair.other()))
                || (matches(one, pair.other()) && matches(other, pair.one()));
    }

    private static boolean matches(String side, String feature) {
        boolean all = side.startsWith("!");
        List<String> alternatives = List.of((all ? side.substring(1) : side).split("\\|"));
        String group = alternatives.get(0).substring(0, alternatives.get(0).indexOf(':') + 1);
        boolean listed = alternatives.stream()
                .anyMatch(it -> it.endsWith(":") || it.endsWith("For") || isFamily(it)
                        ? feature.startsWith(it)
                        : feature.equals(it));
        return all ? feature.startsWith(group) && !listed : listed;
    }

    /** {@code operator:String} and the like: operators whose names begin so. */
    private static boolean isFamily(String alternative) {
        return alternative.startsWith("operator:") && !alternative.equals("operator:Null");
    }
}
