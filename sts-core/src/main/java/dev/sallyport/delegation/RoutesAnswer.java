package dev.sallyport.delegation;

import dev.sallyport.json.JsonWriter;
import dev.sallyport.route.HostPattern;
import dev.sallyport.route.Operation;
import dev.sallyport.route.PathPattern;
import dev.sallyport.route.ResourceTemplate;
import dev.sallyport.route.Route;
import dev.sallyport.route.RouteTable;
import dev.sallyport.route.TagTemplate;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which requests an application has, and what the installation takes.
 *
 * @param service that of every route; never taken with a long-term key
 * @param trustDomain of the installation, for people who look at a filter's state
 * @param regions accepted in credential scopes
 * @param maxBodyBytes longest body of a request
 * @param maxAge how long a filter may use this before it asks again
 */
public record RoutesAnswer(
        String service,
        String trustDomain,
        Set<String> regions,
        long maxBodyBytes,
        Duration maxAge,
        List<Route> routes) {
    private static final int MAX_REGIONS = 100;
    private static final int MAX_ROUTES = 1000;
    private static final int MAX_OPERATIONS = 5000;
    private static final int MAX_METHODS = 50;
    private static final int MAX_TAGS = 50;

    /** @throws IllegalArgumentException when a route is of another service or takes long-term keys, or routes collide */
    public RoutesAnswer {
        regions = Set.copyOf(regions);
        routes = List.copyOf(routes);
        for (Route route : routes) {
            if (!route.service().equals(service) || route.longTermKeys()) {
                throw new IllegalArgumentException("a filter's routes are of its own service and take sessions alone; `"
                        + route.name() + "` is not");
            }
        }
        if (maxAge.isNegative() || maxAge.compareTo(FilterProtocol.MAX_AGE) > 0) {
            throw new IllegalArgumentException(
                    "routes are used for at most " + FilterProtocol.MAX_AGE.toSeconds() + " seconds");
        }
    }

    public RouteTable table() {
        return new RouteTable(routes);
    }

    /** @throws MalformedMessageException when {@code json} is not an answer */
    public static RoutesAnswer parse(byte[] json) {
        Members members = Members.of("the routes answer", json, FilterProtocol.MAX_ANSWER_BYTES);
        String service = members.text("service");
        String trustDomain = members.text("trustDomain");
        Set<String> regions = Set.copyOf(members.texts("regions", MAX_REGIONS));
        long maxBodyBytes = members.number("maxBodyBytes");
        Duration maxAge = Duration.ofSeconds(members.number("maxAgeSeconds"));
        List<Route> routes = members.objects("routes", MAX_ROUTES).stream()
                .map(route -> readRoute(service, route))
                .toList();
        members.end();
        RoutesAnswer answer = members.built(
                "routes", () -> new RoutesAnswer(service, trustDomain, regions, maxBodyBytes, maxAge, routes));
        members.built("routes", answer::table);
        return answer;
    }

    private static Route readRoute(String service, Members members) {
        String name = members.text("name");
        HostPattern host = members.parsed("host", HostPattern::parse);
        List<Operation> operations = members.objects("operations", MAX_OPERATIONS).stream()
                .map(RoutesAnswer::readOperation)
                .toList();
        members.end();
        return new Route(name, host, service, false, operations);
    }

    private static Operation readOperation(Members members) {
        String action = members.text("action");
        Set<String> methods = Set.copyOf(members.texts("methods", MAX_METHODS));
        PathPattern path = members.parsed("path", PathPattern::parse);
        ResourceTemplate resource = members.parsed("resource", ResourceTemplate::parse);
        List<TagTemplate> tags = new ArrayList<>();
        for (Members tag : members.objects("resourceTags", MAX_TAGS)) {
            String key = tag.text("key");
            tags.add(tag.parsed("value", value -> new TagTemplate(key, value)));
            tag.end();
        }
        members.end();
        return members.built("action", () -> new Operation(action, methods, path, resource, tags));
    }

    public byte[] json() {
        JsonWriter json = new JsonWriter()
                .beginObject()
                .field("version", FilterProtocol.VERSION)
                .field("service", service)
                .field("trustDomain", trustDomain)
                .field("regions", new TreeSet<>(regions))
                .field("maxBodyBytes", maxBodyBytes)
                .field("maxAgeSeconds", maxAge.toSeconds())
                .name("routes")
                .beginArray();
        for (Route route : routes) {
            json.beginObject()
                    .field("name", route.name())
                    .field("host", route.host().toString())
                    .name("operations")
                    .beginArray();
            route.operations().forEach(operation -> writeOperation(json, operation));
            json.endArray().endObject();
        }
        return json.endArray().endObject().text().getBytes(StandardCharsets.UTF_8);
    }

    private static void writeOperation(JsonWriter json, Operation operation) {
        json.beginObject()
                .field("action", operation.action())
                .field("methods", new TreeSet<>(operation.methods()))
                .field("path", operation.path().toString())
                .field("resource", operation.resource().toString())
                .name("resourceTags")
                .beginArray();
        for (TagTemplate tag : operation.resourceTags()) {
            json.beginObject()
                    .field("key", tag.key())
                    .field("value", tag.value())
                    .endObject();
        }
        json.endArray().endObject();
    }
}
