package dev.sallyport.config;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code database}. */
final class DatabaseReader {
    private static final String SCHEME = "jdbc:postgresql://";

    /** What may stand behind the {@code ?}. The driver has others that load classes or write files. */
    private static final Set<String> PARAMETERS =
            Set.of("sslmode", "sslrootcert", "sslcert", "sslkey", "currentSchema");

    /** The mode in which the driver checks both the certificate and the name in it. */
    private static final String VERIFIED = "verify-full";

    private final Secrets secrets;

    DatabaseReader(Secrets secrets) {
        this.secrets = secrets;
    }

    Optional<DatabaseSettings> read(Section section) {
        Field<DatabaseSettings> postgresql = section.required("postgresql", Values.section(this::postgresql));
        section.refuse("sqlite", "SQLite in the data directory is what is used without `database`; leave it out");
        return section.build(postgresql::value);
    }

    private Optional<DatabaseSettings> postgresql(Section section) {
        Field<String> url = section.required("url", Values.text(DatabaseReader::url));
        Field<String> user = section.required("user", Values.text());
        Field<DatabasePassword> password = section.required("password", secrets.reader(DatabasePassword::of));
        return section.build(() -> new DatabaseSettings.Postgresql(url.value(), user.value(), password.value()));
    }

    private static String url(String text) {
        if (!text.startsWith(SCHEME)) {
            throw new IllegalArgumentException(
                    "`" + text + "` is not the address of a PostgreSQL database, `" + SCHEME + "HOST/DATABASE`");
        }
        URI uri;
        try {
            uri = URI.create(text.substring("jdbc:".length()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the address of the database has characters that a URL cannot have");
        }
        String hosts = uri.getRawAuthority();
        if (hosts == null || hosts.isEmpty()) {
            throw new IllegalArgumentException("`" + text + "` names no host");
        }
        if (hosts.indexOf('@') >= 0) {
            throw new IllegalArgumentException(
                    "user and password do not stand in the address: they have the settings `user` and `password`");
        }
        String path = uri.getRawPath();
        if (path == null || path.length() < 2 || path.indexOf('/', 1) >= 0 || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("`" + text + "` names no database; write `" + SCHEME + "HOST/DATABASE`");
        }
        Map<String, String> parameters = parameters(uri.getRawQuery());
        boolean local = List.of(hosts.split(",", -1)).stream().allMatch(DatabaseReader::isLoopback);
        if (!local && !VERIFIED.equals(parameters.get("sslmode"))) {
            throw new IllegalArgumentException("the database is not on this machine, so it is reached over TLS: add"
                    + " `?sslmode=" + VERIFIED + "&sslrootcert=FILE` with the certificate of its authority");
        }
        return text;
    }

    private static Map<String, String> parameters(@Nullable String query) {
        Map<String, String> parameters = new HashMap<>();
        if (query == null) {
            return parameters;
        }
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            if (!PARAMETERS.contains(name)) {
                throw new IllegalArgumentException("`" + name
                        + "` cannot stand in the address of the database; what can is `"
                        + String.join("`, `", PARAMETERS.stream().sorted().toList()) + "`");
            }
            if (equals < 0 || parameters.put(name, pair.substring(equals + 1)) != null) {
                throw new IllegalArgumentException("`" + name + "` needs one value");
            }
        }
        return parameters;
    }

    private static boolean isLoopback(String hostAndPort) {
        String lower = hostAndPort.toLowerCase(Locale.ROOT);
        String host = lower.startsWith("[")
                ? lower.substring(0, lower.indexOf(']') + 1)
                : lower.indexOf(':') < 0 ? lower : lower.substring(0, lower.indexOf(':'));
        return host.equals("localhost") || host.equals("127.0.0.1") || host.equals("[::1]");
    }
}
