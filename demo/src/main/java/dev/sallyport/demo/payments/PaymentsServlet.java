package dev.sallyport.demo.payments;

import dev.sallyport.filter.SallyportPrincipal;
import dev.sallyport.json.JsonWriter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * {@code GET} and {@code DELETE /payments/{id}}. Who may do what was decided before a request came here; what else the
 * caller may do is asked, to tell a user interface which buttons to show.
 */
final class PaymentsServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private static final String ARN = "arn:aws:payments:us-east-1:111122223333:payment/";

    private final transient Map<String, String> payments =
            new ConcurrentHashMap<>(Map.of("41", "refunded", "42", "captured", "43", "pending"));

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String id = id(request);
        answer(request, response, id, Optional.ofNullable(payments.get(id)));
    }

    @Override
    protected void doDelete(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String id = id(request);
        answer(request, response, id, Optional.ofNullable(payments.remove(id)).map(status -> "deleted"));
    }

    private static String id(HttpServletRequest request) {
        String path = request.getPathInfo();
        return path == null ? "" : path.substring(1);
    }

    private static void answer(
            HttpServletRequest request, HttpServletResponse response, String id, Optional<String> status)
            throws IOException {
        if (!(request.getUserPrincipal() instanceof SallyportPrincipal caller)) {
            throw new IllegalStateException("the filter is not in front of this servlet");
        }
        if (status.isEmpty()) {
            send(response, 404, new JsonWriter().beginObject().field("error", "there is no such payment"));
            return;
        }
        JsonWriter answer = new JsonWriter()
                .beginObject()
                .field("payment", id)
                .field("status", status.get())
                .name("caller")
                .beginObject()
                .field("sub", caller.getName());
        caller.sourceIdentity().ifPresent(identity -> answer.field("source_identity", identity));
        answer.endObject().field("mayDelete", caller.isAllowed("payments:DeletePayment", ARN + id));
        send(response, 200, answer);
    }

    private static void send(HttpServletResponse response, int status, JsonWriter unclosed) throws IOException {
        byte[] body = unclosed.endObject().text().getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
