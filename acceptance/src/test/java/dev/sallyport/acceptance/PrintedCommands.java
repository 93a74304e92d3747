package dev.sallyport.acceptance;

import java.util.LinkedHashMap;
import java.util.Map;

/** What the demo prints to paste: under each heading one fenced block, taken to the letter. */
final class PrintedCommands {
    private static final String HEADING = "## ";
    private static final String FENCE = "```";

    private final Map<String, String> blocks = new LinkedHashMap<>();

    PrintedCommands(String printed) {
        String name = "";
        StringBuilder block = new StringBuilder();
        boolean inside = false;
        for (String line : printed.lines().toList()) {
            if (line.startsWith(FENCE)) {
                if (inside && blocks.put(name, block.toString()) != null) {
                    throw new AssertionError("there are two blocks under `" + name + "`");
                }
                inside = !inside;
                block.setLength(0);
            } else if (inside) {
                block.append(line).append('\n');
            } else if (line.startsWith(HEADING)) {
                name = line.substring(HEADING.length());
            }
        }
    }

    Map<String, String> blocks() {
        return blocks;
    }

    String block(String name) {
        String block = blocks.get(name);
        if (block == null) {
            throw new AssertionError("nothing is printed under `" + name + "`, only under " + blocks.keySet());
        }
        return block;
    }
}
