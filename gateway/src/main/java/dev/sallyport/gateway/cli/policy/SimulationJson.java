package dev.sallyport.gateway.cli.policy;

import dev.sallyport.json.JsonWriter;
import dev.sallyport.policy.MatchedStatement;
import dev.sallyport.policy.simulate.SimulationResult;
import dev.sallyport.policy.simulate.SimulationResult.Ceilings;
import java.util.List;

/** Results of a simulation in the names of the API, as the AWS CLI prints them. */
public final class SimulationJson {
    private SimulationJson() {}

    public static String of(List<SimulationResult> results) {
        JsonWriter json =
                new JsonWriter().beginObject().name("EvaluationResults").beginArray();
        results.forEach(result -> write(json, result));
        return json.endArray().endObject().text();
    }

    private static void write(JsonWriter json, SimulationResult result) {
        json.beginObject()
                .field("EvalActionName", result.action())
                .field("EvalResourceName", result.resource())
                .field("EvalDecision", result.decision().written());
        details(json, result.matched(), result.missingContextValues(), result.ceilings());
        if (!result.resourceResults().isEmpty()) {
            json.name("ResourceSpecificResults").beginArray();
            for (SimulationResult.ResourceResult one : result.resourceResults()) {
                json.beginObject()
                        .field("EvalResourceName", one.resource())
                        .field("EvalResourceDecision", one.decision().written());
                details(json, one.matched(), one.missingContextValues(), one.ceilings());
                json.endObject();
            }
            json.endArray();
        }
        json.endObject();
    }

    private static void details(
            JsonWriter json, List<MatchedStatement> matched, List<String> missing, Ceilings ceilings) {
        json.name("MatchedStatements").beginArray();
        matched.forEach(statement -> write(json, statement));
        json.endArray().field("MissingContextValues", missing);
        ceilings.organizations()
                .ifPresent(allowed -> json.name("OrganizationsDecisionDetail")
                        .beginObject()
                        .field("AllowedByOrganizations", allowed)
                        .endObject());
        ceilings.boundary()
                .ifPresent(allowed -> json.name("PermissionsBoundaryDecisionDetail")
                        .beginObject()
                        .field("AllowedByPermissionsBoundary", allowed)
                        .endObject());
    }

    private static void write(JsonWriter json, MatchedStatement statement) {
        json.beginObject().field("SourcePolicyId", statement.policyId()).field("SourcePolicyType", type(statement));
        json.name("StartPosition")
                .beginObject()
                .field("Line", statement.startLine())
                .field("Column", statement.startColumn())
                .endObject();
        json.name("EndPosition")
                .beginObject()
                .field("Line", statement.endLine())
                .field("Column", statement.endColumn())
                .endObject();
        json.endObject();
    }

    /** The API's word where it has one; other types of policy are called what AWS calls them in denials. */
    private static String type(MatchedStatement statement) {
        return switch (statement.policyType()) {
            case IDENTITY -> "IAM Policy";
            case RESOURCE, TRUST -> "Resource Policy";
            case BOUNDARY -> "Permissions Boundary Policy";
            default -> statement.policyType().displayName();
        };
    }
}
