package dev.sallyport.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RouteTableTest {
    private static final String ARN = "arn:aws:orders:eu-west-1:111122223333:";

    @Test
    void parametersFillTheResourceAndItsTags() {
        RouteTable table = table(route("*", operation("orders:Get", "GET", "/orders/{id}", "order/{id}")));

        MatchedOperation match =
                match(table, "api.test:8080", "GET", "/orders/42").orElseThrow();

        assertThat(match.action()).isEqualTo("orders:Get");
        assertThat(match.resource()).isEqualTo(ARN + "order/42");
        assertThat(match.resourceAccount().digits()).isEqualTo("111122223333");
        assertThat(match.resourceTags().get("path")).contains("42");
    }

    @Test
    void filledInTextIsNeverReadAgain() {
        RouteTable table = table(route("*", operation("orders:Get", "GET", "/orders/{id}/{x}", "order/{id}/{x}")));

        assertThat(match(table, "h", "GET", "/orders/%7Bx%7D/$%7Baws:username%7D"))
                .map(MatchedOperation::resource)
                .contains(ARN + "order/{x}/${aws:username}");
    }

    @Test
    void unmappedHostPathOrMethodMatchesNothing() {
        RouteTable table = table(route("api.test", operation("orders:Get", "GET", "/orders/{id}", "order/{id}")));

        assertThat(match(table, "other.test", "GET", "/orders/1")).isEmpty();
        assertThat(match(table, "api.test", "DELETE", "/orders/1")).isEmpty();
        assertThat(match(table, "api.test", "get", "/orders/1")).isEmpty();
        assertThat(match(table, "api.test", "GET", "/Orders/1")).isEmpty();
        assertThat(match(table, "api.test", "GET", "/orders/1/")).isEmpty();
        assertThat(match(table, "api.test", "GET", "/orders/")).isEmpty();
        assertThat(match(table, "API.test:443", "GET", "/orders/1")).isPresent();
    }

    @Test
    void restParameterIsOneOrMoreSegments() {
        RouteTable table = table(route("*", operation("files:Get", "GET", "/files/{key+}", "file/{key}")));

        assertThat(match(table, "h", "GET", "/files/a/b%20c"))
                .map(MatchedOperation::resource)
                .contains(ARN + "file/a/b c");
        assertThat(match(table, "h", "GET", "/files")).isEmpty();
    }

    @Test
    void moreExactHostAndPathWin() {
        RouteTable table = table(
                route(
                        "*",
                        operation("x:Any", "GET", "/{rest+}", "any"),
                        operation("x:One", "GET", "/orders/{id}", "one"),
                        operation("x:Special", "GET", "/orders/special", "special")),
                route("*.test", operation("x:Wild", "GET", "/wild", "wild")),
                route("api.test", operation("x:Exact", "GET", "/exact", "exact")));

        assertThat(action(table, "h", "/orders/special")).contains("x:Special");
        assertThat(action(table, "h", "/orders/1")).contains("x:One");
        assertThat(action(table, "h", "/orders/1/2")).contains("x:Any");
        assertThat(action(table, "api.test", "/exact")).contains("x:Exact");
        assertThat(action(table, "b.test", "/wild")).contains("x:Wild");
        // A less exact host is not a fall-back for what a more exact one leaves out.
        assertThat(action(table, "api.test", "/wild")).isEmpty();
        assertThat(action(table, "API.test.:8443", "/exact")).contains("x:Exact");
        assertThat(action(table, "api.test.", "/wild")).isEmpty();
        assertThat(action(table, "api.test..", "/wild")).isEmpty();
    }

    @Test
    void twoOperationsForOneRequestAreRefused() {
        Route one = route("*", operation("x:A", "GET", "/orders/{id}", "a"));
        Route other = route("*", operation("x:B", "GET", "/orders/{name}", "b"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> table(one, other))
                .withMessageContaining("x:A")
                .withMessageContaining("x:B");
    }

    @Test
    void patternsSayWhatIsWrongWithThem() {
        assertThatIllegalArgumentException().isThrownBy(() -> PathPattern.parse("orders"));
        assertThatIllegalArgumentException().isThrownBy(() -> PathPattern.parse("/a//b"));
        assertThatIllegalArgumentException().isThrownBy(() -> PathPattern.parse("/a/{x}-{y}"));
        assertThatIllegalArgumentException().isThrownBy(() -> PathPattern.parse("/{x}/{x}"));
        assertThatIllegalArgumentException().isThrownBy(() -> PathPattern.parse("/{x+}/a"));
        assertThatIllegalArgumentException().isThrownBy(() -> PathPattern.parse("/a/../b"));
        assertThatIllegalArgumentException().isThrownBy(() -> HostPattern.parse("api.test:80"));
        assertThatIllegalArgumentException().isThrownBy(() -> HostPattern.parse("a*.test"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ResourceTemplate.parse("arn:aws:x:eu-west-1:{account}:y"));
        assertThatIllegalArgumentException().isThrownBy(() -> ResourceTemplate.parse("arn:aws:x:eu-west-1::y"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ResourceTemplate.parse("arn:aws:x:eu-west-1:111122223333:y/*"));
        assertThatIllegalArgumentException().isThrownBy(() -> operation("x:A", "GET", "/a", "order/{id}"));
        assertThatIllegalArgumentException().isThrownBy(() -> operation("x:A", "TRACE", "/a", "order"));
        assertThatIllegalArgumentException().isThrownBy(() -> operation("x", "GET", "/a", "order"));
        assertThatIllegalArgumentException().isThrownBy(() -> new TagTemplate("k", "x{id}"));
    }

    private static RouteTable table(Route... routes) {
        return new RouteTable(List.of(routes));
    }

    private static Route route(String host, Operation... operations) {
        return new Route("r-" + host, HostPattern.parse(host), "orders", false, List.of(operations));
    }

    private static Operation operation(String action, String method, String path, String resource) {
        PathPattern pattern = PathPattern.parse(path);
        List<TagTemplate> tags = pattern.parameters().stream()
                .limit(1)
                .map(name -> new TagTemplate("path", "{" + name + "}"))
                .toList();
        return new Operation(action, Set.of(method), pattern, ResourceTemplate.parse(ARN + resource), tags);
    }

    private static Optional<MatchedOperation> match(RouteTable table, String host, String method, String path) {
        return table.match(host, method, CanonicalPath.of(path));
    }

    private static Optional<String> action(RouteTable table, String host, String path) {
        return match(table, host, "GET", path).map(MatchedOperation::action);
    }
}
