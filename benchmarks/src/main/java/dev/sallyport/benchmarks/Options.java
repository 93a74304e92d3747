package dev.sallyport.benchmarks;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the command line asks for.
 *
 * @param engines only these, the subject always; empty means all there are
 * @param sizes only these numbers of statements; empty means what the pace takes
 */
record Options(
        boolean quick,
        Optional<Integer> rounds,
        List<String> engines,
        List<Integer> sizes,
        String collector,
        List<Part> parts,
        Optional<Path> output) {
    /** What can be asked for by name; each fills its own section of the page. */
    enum Part {
        DECIDE,
        COMPILE,
        LARGE,
        FLOOD,
        TOKENS,
        STS;

        String section() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static final String USAGE = """
            usage: benchmarks/run [--quick] [--rounds N] [--engines NAME,…] [--sizes N,…] [--collector NAME] [--output FILE] [PART…]
              --quick    about a minute: one round, few cells; prints instead of writing docs/performance.md
              --rounds   how often each cell is measured, in turns with all others
              --engines  only these beside sallyport, such as naive
              --sizes    only these numbers of statements, such as 30,10000
              --collector  what compile and large run with: G1 (the default), Parallel, Serial, Z
              --output   write the tables between the markers of this file, or into a new file
            parts: decide (how fast), compile (loading and swapping 10,000 statements), large (a million; wants 12 GB of heap),
              flood (whether one caller's flood is felt by another; six minutes),
              tokens (opening and verifying them beside bare cryptography), sts (calls of running servers, beside Keycloak and MinIO);
              without one: decide and compile, or decide alone if --quick""";

    /** @throws IllegalArgumentException with a text for the user */
    static Options parse(String... arguments) {
        boolean quick = false;
        Optional<Integer> rounds = Optional.empty();
        List<String> engines = List.of();
        List<Integer> sizes = List.of();
        String collector = "G1";
        List<Part> parts = new ArrayList<>();
        Optional<Path> output = Optional.empty();
        Deque<String> rest = new ArrayDeque<>(List.of(arguments));
        while (!rest.isEmpty()) {
            String option = rest.removeFirst();
            switch (option) {
                case "--quick" -> quick = true;
                case "--help" -> throw new IllegalArgumentException(USAGE);
                case "--rounds" -> rounds = Optional.of(number(option, value(option, rest)));
                case "--engines" -> engines = List.of(value(option, rest).split(","));
                case "--sizes" ->
                    sizes = List.of(value(option, rest).split(",")).stream()
                            .map(size -> number(option, size))
                            .toList();
                case "--output" -> output = Optional.of(Path.of(value(option, rest)));
                case "--collector" -> collector = value(option, rest);
                case "decide", "compile", "large", "flood", "tokens", "sts" ->
                    parts.add(Part.valueOf(option.toUpperCase(Locale.ROOT)));
                default -> throw new IllegalArgumentException("there is no option `" + option + "`\n" + USAGE);
            }
        }
        if (parts.isEmpty()) {
            parts.addAll(quick ? List.of(Part.DECIDE) : List.of(Part.DECIDE, Part.COMPILE));
        }
        return new Options(quick, rounds, engines, sizes, collector, parts, output);
    }

    private static String value(String option, Deque<String> rest) {
        if (rest.isEmpty()) {
            throw new IllegalArgumentException("a value is missing after `" + option + "`\n" + USAGE);
        }
        return rest.removeFirst();
    }

    private static int number(String option, String text) {
        if (!text.matches("[1-9][0-9]{0,6}")) {
            throw new IllegalArgumentException("`" + text + "` after `" + option + "` is not a number\n" + USAGE);
        }
        return Integer.parseInt(text);
    }
}
