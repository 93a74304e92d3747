package dev.sallyport.acceptance.attacks;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One final answer as it stood on the wire. */
record RawAnswer(int status, List<String> headerLines, String body) {

    /** What was read from a connection: whole final answers, and what is no answer. */
    record Stream(List<RawAnswer> answers, String rest) {}

    /** @param atEnd whether no more bytes will come, so that an answer without a length is whole */
    static Stream parse(byte[] bytes, boolean toHead, boolean atEnd) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        List<RawAnswer> answers = new ArrayList<>();
        int at = 0;
        while (at < text.length() && text.startsWith("HTTP/1.", at)) {
            int end = text.indexOf("\r\n\r\n", at);
            if (end < 0) {
                break;
            }
            List<String> lines = List.of(text.substring(at, end).split("\r\n", -1));
            int status = Integer.parseInt(lines.get(0).substring(9, 12));
            List<String> fields = lines.subList(1, lines.size());
            int bodyAt = end + 4;
            int next = status < 200 || status == 204 || status == 304 || (toHead && answers.isEmpty())
                    ? bodyAt
                    : endOfBody(text, bodyAt, fields, atEnd);
            if (next < 0) {
                break;
            }
            if (status >= 200) {
                answers.add(new RawAnswer(status, fields, text.substring(bodyAt, next)));
            }
            at = next;
        }
        return new Stream(List.copyOf(answers), text.substring(at));
    }

    private static int endOfBody(String text, int at, List<String> fields, boolean atEnd) {
        Optional<String> length = field(fields, "content-length");
        if (length.isPresent()) {
            int end = at + Integer.parseInt(length.get());
            return end <= text.length() ? end : -1;
        }
        if (field(fields, "transfer-encoding").isPresent()) {
            int next = at;
            while (true) {
                int line = text.indexOf("\r\n", next);
                if (line < 0) {
                    return -1;
                }
                int size = Integer.parseInt(text.substring(next, line), 16);
                next = line + 2 + size + 2;
                if (next > text.length()) {
                    return -1;
                }
                if (size == 0) {
                    return next;
                }
            }
        }
        return atEnd ? text.length() : -1;
    }

    private static Optional<String> field(List<String> fields, String name) {
        return fields.stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).trim())
                .findFirst();
    }

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** The error code in the body: a member of the proxy's JSON, an element of the XML of STS. */
    Optional<String> errorCode() {
        return between("\"code\":\"", "\"")
                .or(() -> between("\"code\": \"", "\""))
                .or(() -> between("<Code>", "</Code>"));
    }

    private Optional<String> between(String before, String after) {
        int from = body.indexOf(before);
        int to = from < 0 ? -1 : body.indexOf(after, from + before.length());
        return to < 0 ? Optional.empty() : Optional.of(body.substring(from + before.length(), to));
    }
}
