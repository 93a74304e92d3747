package dev.sallyport.benchmarks;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * What the command line asks for.
 *
 * @param engines only these, the subject always; empty means all there are
 * @param sizes only these numbers of statements; empty means what the pace takes
 */
record Options(
        boolean quick, Optional<Integer> rounds, List<String> engines, List<Integer> sizes, Optional<Path> output) {
    static final String USAGE = """
            usage: benchmarks/run [--quick] [--rounds N] [--engines NAME,…] [--sizes N,…] [--output FILE]
              --quick    about a minute: one round, few cells; prints instead of writing docs/performance.md
              --rounds   how often each cell is measured, in turns with all others
              --engines  only these beside sallyport, such as naive
              --sizes    only these numbers of statements, such as 30,10000
              --output   write the tables between the markers of this file, or into a new file""";

    /** @throws IllegalArgumentException with a text for the user */
    static Options parse(String... arguments) {
        boolean quick = false;
        Optional<Integer> rounds = Optional.empty();
        List<String> engines = List.of();
        List<Integer> sizes = List.of();
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
                default -> throw new IllegalArgumentException("there is no option `" + option + "`\n" + USAGE);
            }
        }
        return new Options(quick, rounds, engines, sizes, output);
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
