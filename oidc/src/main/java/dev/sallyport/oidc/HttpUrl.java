package dev.sallyport.oidc;

import java.util.Optional;

/**
 * An absolute {@code https} or {@code http} address in the one spelling that every reader understands the same way.
 *
 * <p>What the check takes for the host must be what the HTTP client connects to, so anything that parsers are known to
 * read differently is refused: user information, back-slashes, white space, dot segments (also percent-encoded), empty
 * segments, fragments, IPv4 addresses in other than four decimal numbers, characters outside ASCII.
 */
public final class HttpUrl {
    /** Longer addresses are refused. */
    public static final int MAX_LENGTH = 2048;

    private static final String HTTPS = "https://";
    private static final String HTTP = "http://";
    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;

    private final String text;
    private final boolean secure;
    private final String host;
    private final int port;
    private final String path;
    private final Optional<String> query;

    private HttpUrl(String text, boolean secure, String host, int port, String path, Optional<String> query) {
        this.text = text;
        this.secure = secure;
        this.host = host;
        this.port = port;
        this.path = path;
        this.query = query;
    }

    /** @throws IllegalArgumentException saying what is wrong, when {@code text} is not such an address */
    public static HttpUrl parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("a URL has at most " + MAX_LENGTH + " characters");
        }
        if (!text.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IllegalArgumentException("a URL has no spaces, control characters or characters outside ASCII");
        }
        boolean secure = text.startsWith(HTTPS);
        if (!secure && !text.startsWith(HTTP)) {
            throw new IllegalArgumentException("a URL begins with `https://`");
        }
        int authorityStart = secure ? HTTPS.length() : HTTP.length();
        int authorityEnd = indexOfAny(text, "/?#\\", authorityStart);
        String authority = text.substring(authorityStart, authorityEnd);
        String host = hostOf(authority);
        int port = portOf(authority.substring(host.length()), secure ? HTTPS_PORT : HTTP_PORT);

        String rest = text.substring(authorityEnd);
        int question = rest.indexOf('?');
        String path = question < 0 ? rest : rest.substring(0, question);
        Optional<String> query = question < 0 ? Optional.empty() : Optional.of(rest.substring(question + 1));
        requireCharacters(path, "/");
        query.ifPresent(q -> requireCharacters(q, "/?"));
        requireCanonicalSegments(path);
        return new HttpUrl(text, secure, host, port, path, query);
    }

    /** The address as it was written. */
    public String text() {
        return text;
    }

    /** Whether the scheme is {@code https}. */
    public boolean isSecure() {
        return secure;
    }

    /** The host as it was written; an IPv6 address is in brackets. */
    public String host() {
        return host;
    }

    /** The port, also where it is only implied. */
    public int port() {
        return port;
    }

    /** The path as it was written; empty, or beginning with a slash. */
    public String path() {
        return path;
    }

    public Optional<String> query() {
        return query;
    }

    /** Whether the host is this machine by name or number, whatever a resolver might say. */
    public boolean isLoopback() {
        return host.equalsIgnoreCase("localhost")
                || host.equals("[::1]")
                || (endsInNumber(host) && host.startsWith("127."));
    }

    private static String hostOf(String authority) {
        if (authority.indexOf('@') >= 0) {
            throw new IllegalArgumentException("a URL has no user information; write the host alone");
        }
        if (authority.startsWith("[")) {
            int close = authority.indexOf(']');
            String address = close < 0 ? "" : authority.substring(1, close);
            if (address.indexOf(':') < 0 || !address.chars().allMatch(c -> isHexDigit(c) || c == ':' || c == '.')) {
                throw new IllegalArgumentException("the host in brackets is not an IPv6 address");
            }
            return authority.substring(0, close + 1);
        }
        int colon = authority.indexOf(':');
        String host = colon < 0 ? authority : authority.substring(0, colon);
        for (String label : host.split("\\.", -1)) {
            if (label.isEmpty()
                    || label.length() > 63
                    || label.startsWith("-")
                    || label.endsWith("-")
                    || !label.chars().allMatch(c -> isLetterOrDigit(c) || c == '-')) {
                throw new IllegalArgumentException("the host is not a DNS name or IP address");
            }
        }
        if (endsInNumber(host) && !isDottedQuad(host)) {
            throw new IllegalArgumentException("an IPv4 address is written as four decimal numbers");
        }
        // RFC 2396, 3.2.2: so that it cannot be taken for an address. java.net.URI sees no host otherwise.
        if (!isDottedQuad(host) && isDigit(host.charAt(host.lastIndexOf('.') + 1))) {
            throw new IllegalArgumentException("the last label of a DNS name does not begin with a digit");
        }
        return host;
    }

    // Browsers and libc read `127.1`, `0x7f.1` and `2130706433` as IPv4 addresses, Java reads some of them as names.
    private static boolean endsInNumber(String host) {
        String last = host.substring(host.lastIndexOf('.') + 1);
        return last.chars().allMatch(HttpUrl::isDigit) || last.startsWith("0x") || last.startsWith("0X");
    }

    private static boolean isDottedQuad(String host) {
        String[] numbers = host.split("\\.", -1);
        if (numbers.length != 4) {
            return false;
        }
        for (String number : numbers) {
            boolean canonical = number.length() <= 3
                    && number.chars().allMatch(HttpUrl::isDigit)
                    && (number.length() == 1 || number.charAt(0) != '0');
            if (!canonical || Integer.parseInt(number) > 255) {
                return false;
            }
        }
        return true;
    }

    private static int portOf(String colonAndPort, int implied) {
        if (colonAndPort.isEmpty()) {
            return implied;
        }
        String digits = colonAndPort.substring(1);
        boolean canonical = colonAndPort.charAt(0) == ':'
                && !digits.isEmpty()
                && digits.length() <= 5
                && digits.charAt(0) != '0'
                && digits.chars().allMatch(HttpUrl::isDigit);
        if (!canonical || Integer.parseInt(digits) > 0xffff) {
            throw new IllegalArgumentException("the port is a number from 1 to 65535");
        }
        return Integer.parseInt(digits);
    }

    private static void requireCharacters(String part, String alsoAllowed) {
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (c == '%') {
                requireHarmlessEscape(part, i);
            } else if (!isLetterOrDigit(c) && "-._~!$&'()*+,;=:@".indexOf(c) < 0 && alsoAllowed.indexOf(c) < 0) {
                throw new IllegalArgumentException("a URL here has no `" + c + "`");
            }
        }
    }

    private static void requireHarmlessEscape(String part, int percent) {
        if (percent + 2 >= part.length()
                || !isHexDigit(part.charAt(percent + 1))
                || !isHexDigit(part.charAt(percent + 2))) {
            throw new IllegalArgumentException("a `%` in a URL is followed by two hexadecimal digits");
        }
        int value = Integer.parseInt(part, percent + 1, percent + 3, 16);
        if (value < ' ' || value == 0x7f || "./\\%".indexOf(value) >= 0) {
            throw new IllegalArgumentException(
                    "dots, slashes, percent signs and control characters in a URL are not percent-encoded");
        }
    }

    private static void requireCanonicalSegments(String path) {
        String[] segments = path.split("/", -1);
        for (int i = 1; i < segments.length; i++) {
            boolean last = i == segments.length - 1;
            if (segments[i].equals(".") || segments[i].equals("..") || (segments[i].isEmpty() && !last)) {
                throw new IllegalArgumentException("the path of a URL has no empty, `.` or `..` segments");
            }
        }
    }

    private static int indexOfAny(String text, String characters, int from) {
        for (int i = from; i < text.length(); i++) {
            if (characters.indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return text.length();
    }

    private static boolean isLetterOrDigit(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || isDigit(c);
    }

    private static boolean isHexDigit(int c) {
        return isDigit(c) || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HttpUrl url && text.equals(url.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
