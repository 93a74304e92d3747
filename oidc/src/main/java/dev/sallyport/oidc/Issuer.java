package dev.sallyport.oidc;

import java.util.Locale;
import java.util.Set;

/**
 * The name of an OpenID Connect issuer: the URL that its tokens carry as {@code iss}, compared byte for byte (OIDC Core 1.0,
 * 3.1.3.7).
 */
public final class Issuer {
    /** The longest URL that IAM takes for a provider. */
    public static final int MAX_LENGTH = 255;

    // A provider that could write keys of these names would decide conditions that are not about it.
    private static final Set<String> RESERVED = Set.of("aws", "sts", "iam", "saml", "ci", "sallyport");

    private final HttpUrl url;

    private Issuer(HttpUrl url) {
        this.url = url;
    }

    /** @throws IllegalArgumentException saying what is wrong, unless {@code text} is an {@code https} URL of an issuer */
    public static Issuer of(String text) {
        Issuer issuer = allowingPlainHttpOnLoopback(text);
        if (!issuer.url.isSecure()) {
            throw new IllegalArgumentException(
                    "an issuer is an `https://` URL: whoever can change the answers of `" + text + "` can be anybody");
        }
        return issuer;
    }

    /**
     * As {@link #of}, and also {@code http} to this machine itself: for a demonstration.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    public static Issuer allowingPlainHttpOnLoopback(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("an issuer has at most " + MAX_LENGTH + " characters");
        }
        if (text.indexOf('?') >= 0 || text.indexOf('#') >= 0) {
            throw new IllegalArgumentException(
                    "an issuer has no query and no fragment (OpenID Connect Discovery 1.0, 2)");
        }
        HttpUrl url = HttpUrl.parse(text);
        if (!url.isSecure() && !url.isLoopback()) {
            throw new IllegalArgumentException("an issuer is an `https://` URL; `http://` only reaches this machine");
        }
        Issuer issuer = new Issuer(url);
        String prefix = issuer.conditionKeyPrefix().toLowerCase(Locale.ROOT);
        int colon = prefix.indexOf(':');
        if (RESERVED.contains(colon < 0 ? prefix : prefix.substring(0, colon))) {
            throw new IllegalArgumentException("the claims of `" + text + "` would be condition keys like `" + prefix
                    + ":sub`, and keys of that name are reserved");
        }
        return issuer;
    }

    /** The issuer as its tokens carry it. */
    public String text() {
        return url.text();
    }

    public HttpUrl url() {
        return url;
    }

    /** What stands before {@code :sub} in condition keys: the URL without its scheme; a trailing slash stays. */
    public String conditionKeyPrefix() {
        return url.text().substring(url.isSecure() ? "https://".length() : "http://".length());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Issuer issuer && url.equals(issuer.url);
    }

    @Override
    public int hashCode() {
        return url.hashCode();
    }

    @Override
    public String toString() {
        return url.text();
    }
}
