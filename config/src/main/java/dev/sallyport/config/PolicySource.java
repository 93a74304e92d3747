package dev.sallyport.config;

import dev.sallyport.config.yaml.Place;

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

    /** The length that IAM's quotas mean. */
    int nonWhitespaceCharacters() {
        return (int) json.codePoints().filter(c -> WHITE_SPACE.indexOf(c) < 0).count();
    }
}
