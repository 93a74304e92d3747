package dev.sallyport.config.yaml;

import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;

/**
 * A syntax error of the YAML parser in one line.
 *
 * <p>Its messages are several lines: what it was doing, where, a piece of the file, what it found, where, a piece of
 * the file. The pieces are left out, since they may show a secret; the last place is the one that helps.
 */
record YamlSyntax(int line, int column, String problem) {
    private static final int MAX_PROBLEM_LENGTH = 300;

    static YamlSyntax of(JacksonException e) {
        String message = e.getOriginalMessage();
        List<String> lines = (message == null ? "" : message).lines().toList();
        int line = 0;
        int column = 0;
        StringBuilder problem = new StringBuilder();
        for (String text : lines) {
            if (text.startsWith(" in ")) {
                line = numberBehind("line ", text, line);
                column = numberBehind("column ", text, column);
            } else if (!text.startsWith(" ") && !text.isBlank()) {
                problem.append(problem.isEmpty() ? "" : ", ").append(text);
            }
        }
        TokenStreamLocation location = e.getLocation();
        if (line == 0 && location != null) {
            line = location.getLineNr();
            column = location.getColumnNr();
        }
        String shortProblem =
                problem.length() > MAX_PROBLEM_LENGTH ? problem.substring(0, MAX_PROBLEM_LENGTH) : problem.toString();
        return new YamlSyntax(Math.max(1, line), Math.max(1, column), "this is not YAML: " + shortProblem);
    }

    private static int numberBehind(String word, String text, int otherwise) {
        int start = text.lastIndexOf(word);
        int number = 0;
        boolean any = false;
        for (int i = start + word.length(); start >= 0 && i < text.length() && number < 100_000_000; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                break;
            }
            number = number * 10 + (c - '0');
            any = true;
        }
        return any ? number : otherwise;
    }
}
