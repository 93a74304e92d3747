package dev.sallyport.config;

import dev.sallyport.config.yaml.Place;
import java.util.List;

/**
 * The JSON text of a policy and where it stands: in a literal block of a YAML file, or in a file of its own.
 *
 * @param start the place of the first character; every further line begins in the same column
 */
record PolicySource(Place start, String json) {
    private static final String WHITE_SPACE = " \t\r\n";

    /** A line and column of the text, counted from one, as a place in its file. */
    Place at(int line, int column) {
        return start.at(start.line() + line - 1, start.column() + column - 1);
    }

    /** The first character at or behind a line and column that is no white space or comma: where the next thing begins. */
    Place atNext(int line, int column) {
        List<String> lines = json.lines().toList();
        int nextColumn = column;
        for (int nextLine = line; nextLine <= lines.size(); nextLine++) {
            String text = lines.get(nextLine - 1);
            for (; nextColumn <= text.length(); nextColumn++) {
                char c = text.charAt(nextColumn - 1);
                if (c != ',' && WHITE_SPACE.indexOf(c) < 0) {
                    return at(nextLine, nextColumn);
                }
            }
            nextColumn = 1;
        }
        return at(line, column);
    }

    /** The length that IAM's quotas mean. */
    int nonWhitespaceCharacters() {
        return (int) json.codePoints().filter(c -> WHITE_SPACE.indexOf(c) < 0).count();
    }
}
