package dev.sallyport.sigv4;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** A request as text, one character a byte, taken apart the way an HTTP server does, and put together with one change. */
record RawRequest(String method, String target, List<Map.Entry<String, String>> headers, String body) {
    /**
     * @param foldedLines whether a line that starts with a space continues the header before it; servers refuse that now
     */
    static RawRequest parse(String text, boolean foldedLines) {
        boolean crLf = text.contains("\r\n");
        String emptyLine = crLf ? "\r\n\r\n" : "\n\n";
        int end = text.indexOf(emptyLine);
        String head = (end < 0 ? text : text.substring(0, end)).replace("\r\n", "\n");
        String body = end < 0 ? "" : text.substring(end + emptyLine.length());
        List<String> lines = Arrays.asList(head.split("\n"));
        String requestLine = lines.get(0);
        int afterMethod = requestLine.indexOf(' ');
        int beforeVersion = requestLine.lastIndexOf(' ');
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            int colon = line.indexOf(':');
            if (foldedLines && line.startsWith(" ")) {
                var folded = headers.remove(headers.size() - 1);
                headers.add(Map.entry(folded.getKey(), folded.getValue() + " " + line));
            } else if (colon > 0) {
                headers.add(Map.entry(line.substring(0, colon), line.substring(colon + 1)));
            } else {
                throw new IllegalArgumentException("no header: " + line);
            }
        }
        return new RawRequest(
                requestLine.substring(0, afterMethod),
                requestLine.substring(afterMethod + 1, beforeVersion),
                headers,
                withoutChunks(headers, body));
    }

    private static String withoutChunks(List<Map.Entry<String, String>> headers, String body) {
        boolean chunked = headers.stream()
                .anyMatch(header -> header.getKey().equalsIgnoreCase("Transfer-Encoding")
                        && header.getValue().strip().equalsIgnoreCase("chunked"));
        if (!chunked) {
            return body;
        }
        StringBuilder whole = new StringBuilder();
        int next = 0;
        while (true) {
            int line = body.indexOf("\r\n", next);
            int size = line < 0 ? 0 : HexFormat.fromHexDigits(body, next, line);
            if (size == 0) {
                return whole.toString();
            }
            whole.append(body, line + 2, line + 2 + size);
            next = line + 2 + size + 2;
        }
    }

    RequestHead head() {
        return RequestHead.ofTarget(
                method,
                target,
                headers.stream()
                        .map(header -> new HeaderField(
                                header.getKey(), header.getValue().strip()))
                        .toList());
    }

    String bodySha256() {
        return Sha256.hex(body.getBytes(StandardCharsets.ISO_8859_1));
    }

    RawRequest withMethod(String changed) {
        return new RawRequest(changed, target, headers, body);
    }

    RawRequest withTarget(String changed) {
        return new RawRequest(method, changed, headers, body);
    }

    RawRequest withBody(String changed) {
        return new RawRequest(method, target, headers, changed);
    }

    RawRequest withHeader(int index, String name, String value) {
        List<Map.Entry<String, String>> changed = new ArrayList<>(headers);
        changed.set(index, Map.entry(name, value));
        return new RawRequest(method, target, changed, body);
    }

    RawRequest withHeaders(List<HeaderField> more) {
        List<Map.Entry<String, String>> changed = new ArrayList<>(headers);
        more.forEach(field -> changed.add(Map.entry(field.name(), field.value())));
        return new RawRequest(method, target, changed, body);
    }
}
