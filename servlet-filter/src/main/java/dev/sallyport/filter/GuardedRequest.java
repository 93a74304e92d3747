package dev.sallyport.filter;

import dev.sallyport.forwarding.ReservedHeaders;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.Part;
import jakarta.servlet.http.PushBuilder;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.security.Principal;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request as the application sees it: without credentials and without headers that a client must not send, with the
 * body that was verified, and with the verified caller.
 *
 * <p>What an application can do with this it can do with any request, except: reading multipart parts (the container
 * reads those from a body that is already read), container logins, and HTTP/2 push (which would copy headers). Each of
 * these says so when it is called. Code that unwraps the request on purpose sees what arrived.
 */
final class GuardedRequest extends HttpServletRequestWrapper {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String SCHEME = "AWS4-HMAC-SHA256";

    private final ServletResponse response;
    private final Optional<SallyportPrincipal> caller;
    private final byte[] body;
    private @Nullable ServletInputStream stream;
    private @Nullable BufferedReader reader;
    private @Nullable Map<String, String[]> parameters;

    /** @param caller absent only on an error page for a request that was not granted */
    GuardedRequest(
            HttpServletRequest request, ServletResponse response, Optional<SallyportPrincipal> caller, byte[] body) {
        super(request);
        this.response = response;
        this.caller = caller;
        this.body = body;
    }

    /** Whether {@code request} is guarded already, perhaps inside wrappers of the application or container. */
    static boolean isWithin(ServletRequest request) {
        ServletRequest inner = request;
        while (inner instanceof ServletRequestWrapper wrapper && !(inner instanceof GuardedRequest)) {
            inner = wrapper.getRequest();
        }
        return inner instanceof GuardedRequest;
    }

    @Override
    public @Nullable Principal getUserPrincipal() {
        return caller.orElse(null);
    }

    @Override
    public @Nullable String getRemoteUser() {
        return caller.map(SallyportPrincipal::getName).orElse(null);
    }

    @Override
    public @Nullable String getAuthType() {
        return caller.isPresent() ? SCHEME : null;
    }

    /** There are no container roles here; ask {@link SallyportPrincipal#isAllowed}. */
    @Override
    public boolean isUserInRole(String role) {
        return false;
    }

    @Override
    public boolean authenticate(HttpServletResponse unused) throws ServletException {
        if (caller.isEmpty()) {
            throw new ServletException("this request is guarded by Sallyport; no container login is possible");
        }
        return true;
    }

    @Override
    public void login(String username, String password) throws ServletException {
        throw new ServletException("this request is guarded by Sallyport; no container login is possible");
    }

    @Override
    public void logout() throws ServletException {
        throw new ServletException("a request is authenticated by its signature, so there is nothing to log out of");
    }

    @Override
    public @Nullable String getHeader(String name) {
        return ReservedHeaders.isWithheld(name) ? null : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        return ReservedHeaders.isWithheld(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
    }

    @Override
    public Enumeration<String> getHeaderNames() {
        List<String> names = Collections.list(super.getHeaderNames());
        names.removeIf(ReservedHeaders::isWithheld);
        return Collections.enumeration(names);
    }

    @Override
    public long getDateHeader(String name) {
        return ReservedHeaders.isWithheld(name) ? -1 : super.getDateHeader(name);
    }

    @Override
    public int getIntHeader(String name) {
        return ReservedHeaders.isWithheld(name) ? -1 : super.getIntHeader(name);
    }

    @Override
    public Map<String, String> getTrailerFields() {
        Map<String, String> fields = new LinkedHashMap<>(super.getTrailerFields());
        fields.keySet().removeIf(ReservedHeaders::isWithheld);
        return fields;
    }

    @Override
    public ServletInputStream getInputStream() {
        if (reader != null) {
            throw new IllegalStateException("the body is read with getReader already");
        }
        return openStream();
    }

    @Override
    public BufferedReader getReader() {
        BufferedReader open = reader;
        if (open == null) {
            if (stream != null) {
                throw new IllegalStateException("the body is read with getInputStream already");
            }
            open = new BufferedReader(new InputStreamReader(openStream(), bodyCharset()));
            reader = open;
        }
        return open;
    }

    private ServletInputStream openStream() {
        ServletInputStream open = stream;
        if (open == null) {
            open = new HeldInputStream(body, this::getAsyncContext);
            stream = open;
        }
        return open;
    }

    @Override
    public @Nullable String getParameter(String name) {
        String[] values = parameters().get(name);
        return values == null ? null : values[0];
    }

    @Override
    public String @Nullable [] getParameterValues(String name) {
        String[] values = parameters().get(name);
        return values == null ? null : values.clone();
    }

    @Override
    public Enumeration<String> getParameterNames() {
        return Collections.enumeration(parameters().keySet());
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        Map<String, String[]> copy = new LinkedHashMap<>();
        parameters().forEach((name, values) -> copy.put(name, values.clone()));
        return Collections.unmodifiableMap(copy);
    }

    /** Of the query, then of a form body, which only a POST has (Servlet specification, "HTTP Protocol Parameters"). */
    private Map<String, String[]> parameters() {
        Map<String, String[]> read = parameters;
        if (read == null) {
            FormParameters all = new FormParameters();
            String query = getQueryString();
            if (query != null) {
                all.add(query, StandardCharsets.UTF_8);
            }
            if ("POST".equals(getMethod()) && isForm()) {
                all.add(new String(body, StandardCharsets.ISO_8859_1), bodyCharset());
            }
            read = all.toMap();
            parameters = read;
        }
        return read;
    }

    private boolean isForm() {
        String contentType = getContentType();
        return contentType != null
                && contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals(FORM);
    }

    private Charset bodyCharset() {
        String name = getCharacterEncoding();
        try {
            return name == null ? StandardCharsets.UTF_8 : Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            throw new IllegalStateException("the body is in a charset that is not known here", unknown);
        }
    }

    @Override
    public Collection<Part> getParts() throws ServletException {
        throw noParts();
    }

    @Override
    public Part getPart(String name) throws ServletException {
        throw noParts();
    }

    private static ServletException noParts() {
        return new ServletException(
                "multipart requests are not parsed behind the Sallyport filter yet; read the body with getInputStream");
    }

    @Override
    public @Nullable PushBuilder newPushBuilder() {
        return null;
    }

    /** With this request, so that what the container dispatches later is guarded too. */
    @Override
    public AsyncContext startAsync() {
        return super.startAsync(this, response);
    }
}
