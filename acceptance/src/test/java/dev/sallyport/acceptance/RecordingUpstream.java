package dev.sallyport.acceptance;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/** An API behind the proxy that remembers what reached it and answers {@code 200} with the target it saw. */
final class RecordingUpstream implements AutoCloseable {
    /** One request as it arrived, header names as they were spelled. */
    record Received(String method, String target, List<String> headerLines, String body) {
        Optional<String> header(String name) {
            return headerLines.stream()
                    .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                    .map(line -> line.substring(name.length() + 1).trim())
                    .findFirst();
        }

        long count(String name) {
            return headerLines.stream()
                    .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                    .count();
        }
    }

    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);
    private final List<Received> received = new CopyOnWriteArrayList<>();

    private RecordingUpstream() {}

    static RecordingUpstream start() throws Exception {
        RecordingUpstream upstream = new RecordingUpstream();
        upstream.connector.setHost("127.0.0.1");
        upstream.server.addConnector(upstream.connector);
        upstream.server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) throws Exception {
                upstream.answer(request, response, callback);
                return true;
            }
        });
        upstream.server.start();
        return upstream;
    }

    private void answer(Request request, Response response, Callback callback) throws Exception {
        ByteBuffer body = Content.Source.asByteBuffer(request);
        String text = StandardCharsets.UTF_8.decode(body).toString();
        List<String> lines = new ArrayList<>();
        for (HttpField field : request.getHeaders()) {
            lines.add(field.getName() + ": " + field.getValue());
        }
        String target = request.getHttpURI().getPathQuery();
        received.add(new Received(request.getMethod(), target, lines, text));
        response.setStatus(200);
        response.getHeaders().put("Content-Type", "text/plain");
        Content.Sink.write(response, true, request.getMethod() + " " + target + "\n", callback);
    }

    int port() {
        return connector.getLocalPort();
    }

    List<Received> received() {
        return List.copyOf(received);
    }

    Received last() {
        return received.get(received.size() - 1);
    }

    void forget() {
        received.clear();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
