package dev.sallyport.filter;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** What a filter does to a response. */
final class FakeResponse implements InvocationHandler {
    final Map<String, String> headers = new HashMap<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    int status = 200;

    HttpServletResponse asServlet() {
        return (HttpServletResponse) Proxy.newProxyInstance(
                FakeResponse.class.getClassLoader(), new Class<?>[] {HttpServletResponse.class}, this);
    }

    String body() {
        return body.toString(StandardCharsets.UTF_8);
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "setStatus" -> {
                status = (int) arguments[0];
                yield null;
            }
            case "setHeader" -> headers.put((String) arguments[0], (String) arguments[1]);
            case "setContentType" -> headers.put("Content-Type", (String) arguments[0]);
            case "setContentLength" -> headers.put("Content-Length", String.valueOf(arguments[0]));
            case "getOutputStream" -> new Stream(body);
            default -> throw new UnsupportedOperationException(method.toString());
        };
    }

    private static final class Stream extends ServletOutputStream {
        private final ByteArrayOutputStream out;

        Stream(ByteArrayOutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) {
            out.write(b);
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new UnsupportedOperationException();
        }
    }
}
