package dev.sallyport.gateway.cli;

import dev.sallyport.json.Json;
import dev.sallyport.json.JsonLimits;
import dev.sallyport.json.JsonNode;
import dev.sallyport.json.JsonString;
import dev.sallyport.json.JsonSyntaxException;
import dev.sallyport.policy.cases.PolicyCase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file of cases one case at a time, so that a file may be larger than the memory. It only finds where each value
 * begins and ends; what stands between is parsed as strictly as any JSON, and no value may be longer than 4 MiB.
 */
final class CaseReader {
    private static final int MAX_VALUE = 4 << 20;
    private static final JsonLimits LIMITS = JsonLimits.DEFAULT.withMaxLength(MAX_VALUE);
    private static final int END = -1;

    /** Takes what a file holds, in its order. */
    interface Sink {
        void accept(PolicyCase policyCase);

        /** Something that stands where a case should. */
        void refuse(String place, String problem);
    }

    /** The text of one value and where it begins. */
    private record Slice(String text, int line, int column) {}

    private final Path file;
    private final Reader in;
    private int next;
    private int line = 1;
    private int column = 1;
    private @Nullable String semantics;
    private boolean hasCases;

    private CaseReader(Path file, Reader in) throws IOException {
        this.file = file;
        this.in = in;
        this.next = in.read();
    }

    /**
     * Whether it is a file of cases.
     *
     * @throws UnusableInputException with the place where the file is not JSON
     */
    static boolean read(Path file, Sink sink) throws UnusableInputException {
        if (Files.isDirectory(file) || !Files.exists(file)) {
            throw new UnusableInputException("cannot read `" + file + "`: "
                    + (Files.isDirectory(file) ? "it is a directory" : "there is no such file")
                    + "; name a file of cases or a folder of such files");
        }
        // The semantics of all cases may stand behind them.
        CaseReader first = pass(file, Optional.empty());
        if (!first.hasCases || first.semantics == null) {
            return false;
        }
        pass(file, Optional.of(new Run(first.semantics, sink)));
        return true;
    }

    private record Run(String semantics, Sink sink) {}

    private static CaseReader pass(Path file, Optional<Run> run) throws UnusableInputException {
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8.newDecoder()))) {
            CaseReader reader = new CaseReader(file, in);
            try {
                reader.document(run);
            } catch (CharacterCodingException e) {
                throw reader.fault("the text is not UTF-8 from about here on; save it as UTF-8");
            }
            return reader;
        } catch (CharacterCodingException e) {
            throw new UnusableInputException(file + ":1:1: the text is not UTF-8; save it as UTF-8");
        } catch (IOException e) {
            throw new UnusableInputException("cannot read `" + file + "`: look at its permissions");
        }
    }

    private void document(Optional<Run> run) throws IOException, UnusableInputException {
        skipSpace();
        if (next != '{') {
            parse(value(true));
        } else {
            take();
            members(run);
        }
        skipSpace();
        if (next != END) {
            throw fault("there is more text after the end of the value");
        }
    }

    private void members(Optional<Run> run) throws IOException, UnusableInputException {
        Set<String> names = new HashSet<>();
        skipSpace();
        for (boolean more = next != '}'; more; more = comma('}')) {
            skipSpace();
            Slice written = value(true);
            if (!(parse(written) instanceof JsonString name)) {
                throw fault(written.line, written.column, "a member begins with its name, in double quotes");
            }
            if (!names.add(name.value())) {
                throw fault(written.line, written.column, "the name `" + written.text + "` occurs twice");
            }
            skipSpace();
            expect(':', "a colon");
            skipSpace();
            if (name.value().equals("cases") && next == '[') {
                hasCases = true;
                take();
                elements(run);
            } else {
                // A value that no pass needs is parsed all the same, once: a file is JSON or it is not.
                Slice value = value(run.isPresent() || name.value().equals("semantics"));
                if (!value.text.isEmpty()
                        && parse(value) instanceof JsonString text
                        && name.value().equals("semantics")) {
                    semantics = text.value();
                }
            }
        }
        expect('}', "a comma or the closing brace");
    }

    private void elements(Optional<Run> run) throws IOException, UnusableInputException {
        skipSpace();
        for (boolean more = next != ']'; more; more = comma(']')) {
            skipSpace();
            Slice element = value(run.isPresent());
            if (run.isPresent()) {
                try {
                    run.get().sink.accept(PolicyCase.of(parse(element), run.get().semantics));
                } catch (IllegalArgumentException notACase) {
                    run.get()
                            .sink
                            .refuse(
                                    file + ":" + element.line + ":" + element.column,
                                    String.valueOf(notACase.getMessage()));
                }
            }
        }
        expect(']', "a comma or the closing bracket");
    }

    /** Whether another one follows, rather than the end. */
    private boolean comma(char end) throws IOException, UnusableInputException {
        skipSpace();
        if (next == end) {
            return false;
        }
        expect(',', "a comma or `" + end + "`");
        return true;
    }

    /** One value up to its end, which is not looked into. */
    private Slice value(boolean keep) throws IOException, UnusableInputException {
        int startLine = line;
        int startColumn = column;
        StringBuilder text = new StringBuilder();
        int depth = 0;
        boolean inString = false;
        boolean empty = true;
        while (true) {
            if (next == END && (inString || depth > 0 || empty)) {
                throw fault("the text ends too early: a string, array or object is not closed");
            }
            if (!inString && depth == 0 && (next == END || " \t\r\n,:]}".indexOf(next) >= 0)) {
                if (empty) {
                    throw fault("here stands `" + (char) next + "`, and a value is needed");
                }
                return new Slice(text.toString(), startLine, startColumn);
            }
            empty = false;
            char c = keep(take(), keep, text);
            if (inString && c == '\\' && next != END) {
                keep(take(), keep, text);
            } else if (c == '"') {
                inString = !inString;
            } else if (!inString && (c == '{' || c == '[')) {
                depth++;
            } else if (!inString && (c == '}' || c == ']')) {
                depth--;
            }
            if (!inString && depth == 0 && (c == '"' || c == '}' || c == ']')) {
                return new Slice(text.toString(), startLine, startColumn);
            }
        }
    }

    private char keep(char c, boolean keep, StringBuilder text) throws UnusableInputException {
        if (keep) {
            if (text.length() == MAX_VALUE) {
                throw fault("the value is longer than " + MAX_VALUE + " characters up to here; split it");
            }
            text.append(c);
        }
        return c;
    }

    private JsonNode parse(Slice slice) throws UnusableInputException {
        try {
            return Json.parse(slice.text, LIMITS);
        } catch (JsonSyntaxException e) {
            int column = e.line() == 1 ? slice.column + e.column() - 1 : e.column();
            throw fault(slice.line + e.line() - 1, column, e.problem());
        }
    }

    private void skipSpace() throws IOException {
        while (next != END && " \t\r\n".indexOf(next) >= 0) {
            take();
        }
    }

    private void expect(char c, String what) throws IOException, UnusableInputException {
        if (next == END) {
            throw fault("the text ends where " + what + " should stand");
        }
        if (next != c) {
            throw fault("here should stand " + what);
        }
        take();
    }

    private char take() throws IOException {
        char taken = (char) next;
        column = taken == '\n' ? 1 : column + 1;
        line += taken == '\n' ? 1 : 0;
        next = in.read();
        return taken;
    }

    private UnusableInputException fault(String problem) {
        return fault(line, column, problem);
    }

    private UnusableInputException fault(int atLine, int atColumn, String problem) {
        return new UnusableInputException(file + ":" + atLine + ":" + atColumn + ": " + problem);
    }
}
