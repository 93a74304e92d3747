package dev.sallyport.config.yaml;

import java.util.List;

/** The text of a YAML file, for what the parser's events do not tell: how a scalar is written and indented. */
final class SourceText {
    private final int[] codePoints;
    private final List<String> lines;

    SourceText(String text) {
        this.codePoints = text.codePoints().toArray();
        this.lines = text.lines().toList();
    }

    /** The character at an offset in code points; a space behind the end. */
    int at(long codePointOffset) {
        return codePointOffset >= 0 && codePointOffset < codePoints.length ? codePoints[(int) codePointOffset] : ' ';
    }

    /** How far the lines of the literal block {@code text} below line {@code header} are indented. */
    int blockIndentation(int header, String text) {
        int line = header;
        for (String textLine : text.lines().toList()) {
            if (line >= lines.size()) {
                break;
            }
            String sourceLine = lines.get(line);
            if (!textLine.isBlank()) {
                return Math.max(0, leadingSpaces(sourceLine) - leadingSpaces(textLine));
            }
            line++;
        }
        return 0;
    }

    private static int leadingSpaces(String line) {
        int spaces = 0;
        while (spaces < line.length() && line.charAt(spaces) == ' ') {
            spaces++;
        }
        return spaces;
    }
}
