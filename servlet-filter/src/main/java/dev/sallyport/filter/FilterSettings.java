package dev.sallyport.filter;

import dev.sallyport.identity.Arn;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * What a filter needs to know: where its gateway is, what it guards, and who it is itself.
 *
 * @param gateway base URL of the gateway's API listener; https unless the host is loopback
 * @param service the service name that the gateway's configuration binds to this filter's role
 * @param role of which the filter obtains sessions
 * @param credentials what it trades for them
 * @param region for its own calls, one that the gateway accepts
 * @param sessionName of its own sessions, as the gateway's audit log shows them
 * @param auditFile one JSON line per decision; without it they go to the logger {@code dev.sallyport.audit}
 */
public record FilterSettings(
        URI gateway,
        String service,
        Arn role,
        OwnCredentials credentials,
        String region,
        String sessionName,
        Optional<Path> auditFile) {

    public static final String GATEWAY_URL = "gateway-url";
    public static final String SERVICE = "service";
    public static final String ROLE_ARN = "role-arn";
    public static final String WEB_IDENTITY_TOKEN_FILE = "web-identity-token-file";
    public static final String KEY_FILE = "key-file";
    public static final String REGION = "region";
    public static final String SESSION_NAME = "session-name";
    public static final String AUDIT_FILE = "audit-file";

    private static final Set<String> NAMES = new TreeSet<>(Set.of(
            GATEWAY_URL, SERVICE, ROLE_ARN, WEB_IDENTITY_TOKEN_FILE, KEY_FILE, REGION, SESSION_NAME, AUDIT_FILE));

    private static final String DEFAULT_REGION = "us-east-1";
    private static final String DEFAULT_SESSION_NAME = "sallyport-filter";
    private static final int MAX_NAME_LENGTH = 64;

    /** @throws IllegalArgumentException saying what is wrong and what to give instead */
    public FilterSettings {
        requireGateway(gateway);
        requireName(SERVICE, service, "-_");
        requireName(REGION, region, "-");
        requireName(SESSION_NAME, sessionName, "_+=,.@-");
        if (!role.service().equals("iam") || !role.resource().startsWith("role/")) {
            throw new IllegalArgumentException("`" + ROLE_ARN + "` is the ARN of a role, such as "
                    + "`arn:aws:iam::111122223333:role/payments-filter`, not `" + role + "`");
        }
    }

    /** With the region {@value #DEFAULT_REGION}, the session name {@value #DEFAULT_SESSION_NAME} and no audit file. */
    public static FilterSettings of(URI gateway, String service, Arn role, OwnCredentials credentials) {
        return new FilterSettings(
                gateway, service, role, credentials, DEFAULT_REGION, DEFAULT_SESSION_NAME, Optional.empty());
    }

    public FilterSettings withRegion(String accepted) {
        return new FilterSettings(gateway, service, role, credentials, accepted, sessionName, auditFile);
    }

    public FilterSettings withSessionName(String name) {
        return new FilterSettings(gateway, service, role, credentials, region, name, auditFile);
    }

    public FilterSettings withAuditFile(Path file) {
        return new FilterSettings(gateway, service, role, credentials, region, sessionName, Optional.of(file));
    }

    /**
     * The settings in a filter's init parameters.
     *
     * @throws IllegalArgumentException with every fault at once; a parameter that is not one of ours is a fault
     */
    public static FilterSettings of(Map<String, String> parameters) {
        List<String> faults = new ArrayList<>();
        Set<String> unknown = new TreeSet<>(parameters.keySet());
        unknown.removeAll(NAMES);
        unknown.forEach(name -> faults.add("`" + name + "` is not a setting of the filter; those are " + NAMES));
        parameters.forEach((name, value) -> {
            if (value.isBlank()) {
                faults.add("`" + name + "` is empty; give a value or leave it out");
            }
        });
        for (String name : List.of(GATEWAY_URL, SERVICE, ROLE_ARN)) {
            if (!parameters.containsKey(name)) {
                faults.add("the setting `" + name + "` is missing");
            }
        }
        if (parameters.containsKey(WEB_IDENTITY_TOKEN_FILE) == parameters.containsKey(KEY_FILE)) {
            faults.add("give one of `" + WEB_IDENTITY_TOKEN_FILE + "` and `" + KEY_FILE
                    + "`: what the filter trades for a session of its role");
        }
        failOn(faults);
        String gateway = parameters.getOrDefault(GATEWAY_URL, "");
        String role = parameters.getOrDefault(ROLE_ARN, "");
        String region = parameters.getOrDefault(REGION, DEFAULT_REGION);
        String sessionName = parameters.getOrDefault(SESSION_NAME, DEFAULT_SESSION_NAME);
        check(faults, GATEWAY_URL, name -> requireGateway(url(gateway)));
        check(faults, ROLE_ARN, name -> Arn.parse(role));
        check(faults, SERVICE, name -> requireName(name, parameters.getOrDefault(name, ""), "-_"));
        check(faults, REGION, name -> requireName(name, region, "-"));
        check(faults, SESSION_NAME, name -> requireName(name, sessionName, "_+=,.@-"));
        failOn(faults);
        OwnCredentials credentials = parameters.containsKey(KEY_FILE)
                ? new OwnCredentials.KeyFile(Path.of(parameters.getOrDefault(KEY_FILE, "")))
                : new OwnCredentials.WebIdentityTokenFile(
                        Path.of(parameters.getOrDefault(WEB_IDENTITY_TOKEN_FILE, "")));
        return new FilterSettings(
                url(gateway),
                parameters.getOrDefault(SERVICE, ""),
                Arn.parse(role),
                credentials,
                region,
                sessionName,
                Optional.ofNullable(parameters.get(AUDIT_FILE)).map(Path::of));
    }

    private static void check(List<String> faults, String name, Consumer<String> check) {
        try {
            check.accept(name);
        } catch (IllegalArgumentException fault) {
            String text = String.valueOf(fault.getMessage());
            faults.add(text.contains("`" + name + "`") ? text : "`" + name + "`: " + text);
        }
    }

    private static void failOn(List<String> faults) {
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", faults));
        }
    }

    private static URI url(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException notOne) {
            throw new IllegalArgumentException("`" + GATEWAY_URL + "` is not a URL: `" + text + "`");
        }
    }

    private static void requireGateway(URI url) {
        String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        String host = url.getHost();
        if (host == null
                || url.getRawUserInfo() != null
                || url.getRawQuery() != null
                || url.getRawFragment() != null
                || !(url.getRawPath().isEmpty() || url.getRawPath().equals("/"))) {
            throw new IllegalArgumentException("`" + GATEWAY_URL
                    + "` is the URL of the gateway's API listener with nothing behind host and port, such as "
                    + "`https://sts.example.com:7070`, not `" + url + "`");
        }
        if (!scheme.equals("https") && !(scheme.equals("http") && isLoopback(host))) {
            throw new IllegalArgumentException("`" + GATEWAY_URL + "` is https unless its host is loopback: "
                    + "session tokens and keys travel there; `" + url + "` is neither");
        }
    }

    // By its text: a name that merely resolves to loopback today is somebody else's to change.
    private static boolean isLoopback(String host) {
        if (host.equalsIgnoreCase("localhost") || host.equals("[::1]")) {
            return true;
        }
        String[] parts = host.split("\\.", -1);
        return parts.length == 4
                && parts[0].equals("127")
                && List.of(parts).stream().allMatch(FilterSettings::isOctet);
    }

    private static boolean isOctet(String text) {
        return !text.isEmpty()
                && text.length() <= 3
                && text.chars().allMatch(c -> c >= '0' && c <= '9')
                && Integer.parseInt(text) <= 255;
    }

    private static void requireName(String setting, String value, String punctuation) {
        if (value.length() < 2
                || value.length() > MAX_NAME_LENGTH
                || !value.chars()
                        .allMatch(c -> (c >= 'a' && c <= 'z')
                                || (c >= 'A' && c <= 'Z')
                                || (c >= '0' && c <= '9')
                                || punctuation.indexOf(c) >= 0)) {
            throw new IllegalArgumentException("`" + setting + "` is 2 to " + MAX_NAME_LENGTH + " letters, digits and `"
                    + punctuation + "`, not `" + value + "`");
        }
    }
}
