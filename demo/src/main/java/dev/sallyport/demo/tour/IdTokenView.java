package dev.sallyport.demo.tour;

import dev.sallyport.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** What the tour shows of an ID token: the claims that decide. It reads them without verifying, for show. */
final class IdTokenView {
    private IdTokenView() {}

    static String describe(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return "200 a token";
        }
        Answer claims = new Answer(200, new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8));
        JsonWriter shown = new JsonWriter().beginObject();
        for (String name : new String[] {"iss", "sub", "aud", "repository_id", "workflow", "run_id"}) {
            claims.text(name).ifPresent(value -> shown.field(name, value));
        }
        return "200 a signed token with the claims " + shown.endObject().text();
    }
}
