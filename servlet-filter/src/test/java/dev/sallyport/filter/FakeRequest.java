package dev.sallyport.filter;

import dev.sallyport.sigv4.RequestHead;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** A request as a container gives it; a method it does not have fails the test that calls it. */
final class FakeRequest implements InvocationHandler {
    private final RequestHead head;
    private final Map<String, Object> attributes = new HashMap<>();
    private InputStream body;
    private long contentLength;
    private DispatcherType dispatcherType = DispatcherType.REQUEST;
    private String characterEncoding;
    private boolean headersHidden;
    boolean asyncStarted;

    FakeRequest(RequestHead head, byte[] body) {
        this.head = head;
        this.body = new ByteArrayInputStream(body);
        this.contentLength = body.length;
    }

    /** A body of unknown length. */
    FakeRequest streaming(InputStream stream) {
        body = stream;
        contentLength = -1;
        return this;
    }

    FakeRequest announcing(long length) {
        contentLength = length;
        return this;
    }

    FakeRequest dispatched(DispatcherType type) {
        dispatcherType = type;
        return this;
    }

    FakeRequest hidingHeaders() {
        headersHidden = true;
        return this;
    }

    /** The same request when the container dispatches it again. */
    HttpServletRequest again(DispatcherType type) {
        return dispatched(type).asServlet();
    }

    HttpServletRequest asServlet() {
        return (HttpServletRequest) Proxy.newProxyInstance(
                FakeRequest.class.getClassLoader(), new Class<?>[] {HttpServletRequest.class}, this);
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws IOException {
        return switch (method.getName()) {
            case "getMethod" -> head.method();
            case "getRequestURI" -> head.rawPath();
            case "getQueryString" -> head.rawQuery().orElse(null);
            case "getHeaderNames" -> headersHidden ? null : Collections.enumeration(names());
            case "getHeaders" -> Collections.enumeration(head.values((String) arguments[0]));
            case "getHeader" ->
                head.values((String) arguments[0]).stream().findFirst().orElse(null);
            case "getDateHeader", "getIntHeader" -> throw new NumberFormatException();
            case "getContentLengthLong" -> contentLength;
            case "getContentType" ->
                head.values("content-type").stream().findFirst().orElse(null);
            case "getCharacterEncoding" -> characterEncoding;
            case "setCharacterEncoding" -> {
                characterEncoding = (String) arguments[0];
                yield null;
            }
            case "getInputStream" -> new Stream(body);
            case "getRemoteAddr" -> "192.0.2.7";
            case "isSecure" -> true;
            case "getDispatcherType" -> dispatcherType;
            case "getAttribute" -> attributes.get(arguments[0]);
            case "setAttribute" -> attributes.put((String) arguments[0], arguments[1]);
            case "getTrailerFields" -> Map.of("Sallyport-Assertion", "forged", "checksum", "abc");
            case "startAsync" -> {
                asyncStarted = arguments != null && arguments[0] instanceof GuardedRequest;
                yield null;
            }
            case "toString" -> "FakeRequest";
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals" -> proxy == arguments[0];
            default -> throw new UnsupportedOperationException(method.toString());
        };
    }

    /** As some containers do, one name in two spellings is listed twice. */
    private Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        head.headers().forEach(field -> names.add(field.name()));
        return names;
    }

    private static final class Stream extends ServletInputStream {
        private final InputStream in;

        Stream(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            return in.read();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return in.read(buffer, offset, length);
        }

        @Override
        public boolean isFinished() {
            return false;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException();
        }
    }
}
