package dev.sallyport.config;

import dev.sallyport.config.yaml.FaultSink;
import dev.sallyport.config.yaml.YamlNode;
import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.Tag;
import dev.sallyport.identity.Tags;
import dev.sallyport.route.HostPattern;
import dev.sallyport.route.Operation;
import dev.sallyport.route.PathPattern;
import dev.sallyport.route.ResourceTemplate;
import dev.sallyport.route.Route;
import dev.sallyport.route.TagTemplate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the routes of the proxy and of the filters: which requests are which operations. */
final class RouteReader {
    static final int MAX_ROUTES = 1000;

    private static final int MAX_OPERATIONS = 1000;
    private static final int MAX_METHODS = 16;
    private static final Set<String> RESERVED_SERVICES = Set.of("sts", "iam", "sallyport");

    private final List<Located<AccountId>> resourceAccounts = new ArrayList<>();

    /** The accounts that resources belong to; each has to be in the identity files. */
    List<Located<AccountId>> resourceAccounts() {
        return resourceAccounts;
    }

    /** A route of the proxy as far as its section tells. */
    record ProxiedRoute(Route route, Located<String> upstream, AssertionMode assertion) {}

    Optional<ProxiedRoute> proxied(Section section) {
        Field<String> name = section.required("name", Values.text(Names::label));
        Field<HostPattern> host = section.required("host", Values.text(HostPattern::parse));
        Field<String> service = section.required("service", Values.text(RouteReader::service));
        Field<Located<String>> upstream = section.required("upstream", Values.located(Values.text(Names::label)));
        Field<Boolean> longTermKeys =
                section.optional("long-term-keys", Values.oneOf(Map.of("refused", false, "allowed", true)), false);
        Field<AssertionMode> assertion = section.optional(
                "assertion",
                Values.oneOf(Map.of("session", AssertionMode.SESSION, "request", AssertionMode.REQUEST)),
                AssertionMode.SESSION);
        Field<List<Operation>> operations = operations(section);
        section.notBuiltYet(
                "unsigned-payload", "streaming-bodies", "presigned-requests", "websocket", "openapi", "anonymous");
        return section.build(() -> new ProxiedRoute(
                new Route(name.value(), host.value(), service.value(), longTermKeys.value(), operations.value()),
                upstream.value(),
                assertion.value()));
    }

    Optional<Route> filtered(Section section, String service) {
        Field<String> name = section.required("name", Values.text(Names::label));
        Field<HostPattern> host = section.required("host", Values.text(HostPattern::parse));
        Field<List<Operation>> operations = operations(section);
        section.refuse("service", "the service is that of the filter; leave it out here");
        section.refuse("upstream", "a filter stands inside its application and has no upstream; leave it out");
        section.refuse("assertion", "a filter stands inside its application and needs no assertion; leave it out");
        section.refuse("long-term-keys", "a filter never gets the signing key of a long-term key; leave it out");
        return section.build(() -> new Route(name.value(), host.value(), service, false, operations.value()));
    }

    /** The name that requests are signed for. */
    static String service(String text) {
        if (RESERVED_SERVICES.contains(text)) {
            throw new IllegalArgumentException("`" + text + "` is the gateway's own service; choose another name");
        }
        return Names.label(text);
    }

    private Field<List<Operation>> operations(Section section) {
        return section.required("operations", Values.nonEmptyList(MAX_OPERATIONS, Values.section(this::operation)));
    }

    private Optional<Operation> operation(Section section) {
        Field<String> action = section.required("action", Values.text());
        Field<List<String>> methods = section.required("methods", Values.nonEmptyList(MAX_METHODS, Values.text()));
        Field<PathPattern> path = section.required("path", Values.text(PathPattern::parse));
        Field<ResourceTemplate> resource = section.required("resource", Values.text(ResourceTemplate::parse));
        Field<Map<String, String>> tags =
                section.optional("resource-tags", Values.named(Names.MAX_TAGS, RouteReader::tagValue), Map.of());
        section.notBuiltYet("condition-keys", "query", "headers");
        resource.read()
                .ifPresent(template -> resourceAccounts.add(new Located<>(resource.place(), template.account())));
        return section.build(() -> new Operation(
                action.value(), distinct(methods.value()), path.value(), resource.value(), tagTemplates(tags.value())));
    }

    private static Set<String> distinct(List<String> methods) {
        Set<String> distinct = new LinkedHashSet<>();
        for (String method : methods) {
            if (!distinct.add(method)) {
                throw new IllegalArgumentException("the method `" + method + "` stands twice");
            }
        }
        return distinct;
    }

    private static List<TagTemplate> tagTemplates(Map<String, String> tags) {
        // Tag keys have no case, so two that differ only in case would be one key with two values.
        Tags.of(tags.keySet().stream()
                .map(key -> new Tag(Names.tagKey(key), ""))
                .toList());
        return tags.entrySet().stream()
                .map(e -> new TagTemplate(e.getKey(), e.getValue()))
                .toList();
    }

    private static Optional<String> tagValue(YamlNode node, FaultSink faults) {
        return TagReader.value(node, faults, text -> text.indexOf('{') >= 0 ? text : Names.tagValue(text));
    }
}
