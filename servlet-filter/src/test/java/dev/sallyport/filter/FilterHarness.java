package dev.sallyport.filter;

import dev.sallyport.json.Json;
import dev.sallyport.json.JsonLimits;
import dev.sallyport.json.JsonNumber;
import dev.sallyport.json.JsonObject;
import dev.sallyport.json.JsonString;
import dev.sallyport.json.JsonWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A filter in front of an application that keeps the last request it saw, with a gateway to ask. */
final class FilterHarness implements AutoCloseable {
    /** No test is about how busy its machine is. */
    static final Duration PATIENT = Duration.ofSeconds(60);

    final TestClock clock = new TestClock(Instant.parse("2026-01-15T12:00:00Z"));
    final FakeGateway gateway;
    final Path auditFile;
    final SallyportFilter filter;

    /** What reached the application; empty when nothing did. */
    Optional<HttpServletRequest> seen = Optional.empty();

    FakeResponse response = new FakeResponse();

    FilterHarness(Path directory) {
        try {
            this.gateway = new FakeGateway(clock);
            this.auditFile = directory.resolve("audit.jsonl");
            this.filter = new SallyportFilter(
                    Optional.of(FilterSettings.of(Map.of(
                                    "gateway-url",
                                    gateway.url().toString(),
                                    "service",
                                    "payments",
                                    "role-arn",
                                    "arn:aws:iam::111122223333:role/payments-filter",
                                    "key-file",
                                    keyFile(directory).toString()))
                            .withAuditFile(auditFile)),
                    clock,
                    PATIENT);
            filter.init(config(Map.of()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ServletException e) {
            throw new IllegalStateException(e);
        }
    }

    static Path keyFile(Path directory) throws IOException {
        Path file = directory.resolve("key.json");
        if (!Files.exists(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(
                    file,
                    "{\"Version\":1,\"AccessKeyId\":\"" + FakeGateway.FILTER_USER + "\",\"SecretAccessKey\":\""
                            + FakeGateway.FILTER_USER_SECRET.reveal() + "\"}");
        }
        return file;
    }

    static FilterConfig config(Map<String, String> parameters) {
        return (FilterConfig) Proxy.newProxyInstance(
                FilterHarness.class.getClassLoader(),
                new Class<?>[] {FilterConfig.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getInitParameterNames" -> Collections.enumeration(parameters.keySet());
                    case "getInitParameter" -> parameters.get(arguments[0]);
                    default -> throw new UnsupportedOperationException(method.toString());
                });
    }

    Signed get(String target) {
        return Signed.request("GET", target, clock.instant());
    }

    Signed post(String target, String body) {
        return Signed.request("POST", target, clock.instant()).body(body);
    }

    /** Sends a request through the filter; the answer's status is that of the application, 200, or of a refusal. */
    int send(Signed request) {
        return send(request.arrived().asServlet());
    }

    int send(HttpServletRequest request) {
        return send(request, (req, res) -> seen = Optional.of((HttpServletRequest) req));
    }

    int send(HttpServletRequest request, FilterChain chain) {
        seen = Optional.empty();
        response = new FakeResponse();
        try {
            filter.doFilter(request, response.asServlet(), chain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ServletException e) {
            throw new IllegalStateException(e);
        }
        return response.status;
    }

    /** The code of the last refusal. */
    String code() {
        return fields(response.body()).getOrDefault("code", "");
    }

    SallyportPrincipal caller() {
        return (SallyportPrincipal) seen.orElseThrow().getUserPrincipal();
    }

    /** The audit lines so far, members by name. */
    List<Map<String, String>> audit() {
        try {
            return Files.exists(auditFile)
                    ? Files.readAllLines(auditFile).stream()
                            .map(FilterHarness::fields)
                            .toList()
                    : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Map<String, String> lastAudit() {
        List<Map<String, String>> lines = audit();
        return lines.get(lines.size() - 1);
    }

    static Map<String, String> fields(String json) {
        Map<String, String> fields = new TreeMap<>();
        JsonObject object = (JsonObject) Json.parse(json, JsonLimits.DEFAULT);
        for (JsonObject.Member member : object.members()) {
            fields.put(
                    member.name(),
                    member.value() instanceof JsonString string
                            ? string.value()
                            : member.value() instanceof JsonNumber number
                                    ? number.text()
                                    : JsonWriter.write(member.value()));
        }
        return fields;
    }

    @Override
    public void close() {
        filter.destroy();
        gateway.close();
    }
}
