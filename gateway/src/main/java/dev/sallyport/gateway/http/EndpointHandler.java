package dev.sallyport.gateway.http;

import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands each request of a listener to its endpoint, and sees to it that every one is answered. */
final class EndpointHandler extends Handler.Abstract {
    private static final Logger LOG = LoggerFactory.getLogger(EndpointHandler.class);

    private final Endpoint endpoint;

    EndpointHandler(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Exchange exchange = new Exchange(request, response);
        try {
            endpoint.serve(exchange);
            if (exchange.isAnswered()) {
                callback.succeeded();
            } else {
                Response.writeError(request, response, callback, 500);
            }
        } catch (Exception e) {
            // A client that went away is its own business; anything else is a fault of ours.
            if (response.isCommitted()) {
                LOG.debug("an answer was cut", e);
                callback.failed(e);
            } else {
                LOG.error("a request could not be answered", e);
                Response.writeError(request, response, callback, 500);
            }
        }
        return true;
    }
}
