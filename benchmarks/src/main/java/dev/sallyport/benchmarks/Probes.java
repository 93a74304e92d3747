package dev.sallyport.benchmarks;

import dev.sallyport.benchmarks.measure.Goal;
import dev.sallyport.benchmarks.measure.MarkdownText;
import dev.sallyport.benchmarks.measure.Spread;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Loading and swapping policies, each measured in JVMs of its own, as sections of the page. */
final class Probes {
    private static final int STATEMENTS = 10_000;
    private static final int LARGE_ROLES = 100_000;
    private static final int LARGE_STATEMENTS_EACH = 10;

    /** Between two loads the old and the new policies are both there, beside their texts. */
    private static final String LARGE_HEAP = "-Xmx12g";

    /** How much longer a decision may take among a million statements and still count as the same speed. */
    private static final double SAME_SPEED = 1.25;

    private final Path benchmarks;
    private final String collector;

    /** @param collector as in {@code -XX:+Use…GC} */
    Probes(Path benchmarks, String collector) {
        this.benchmarks = benchmarks;
        this.collector = collector;
    }

    String compile(List<String> head, int rounds) throws IOException {
        List<JsonNode> compiled = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            Suite.say("compiling, round " + (round + 1));
            compiled.add(probe(CompileProbe.class, "-Xmx2g", STATEMENTS));
        }
        Suite.say("swapping");
        JsonNode swap = probe(SwapProbe.class, "-Xmx2g", 1, STATEMENTS);
        MarkdownText text = new MarkdownText();
        text.list(head);
        goals(
                text,
                List.of(
                        Goal.atMost(
                                "10,000 statements, parsed and compiled: 250 ms CPU, when warm",
                                250,
                                values(compiled, "warmMillis")),
                        Goal.atMost(
                                "retained by the index of compiled policies: 300 bytes a statement",
                                300,
                                values(compiled, "indexBytesPerStatement")),
                        swapGoal(swap)));
        text.heading("P5: 10,000 statements of one role");
        text.line("Parsed and compiled as the first thing in a JVM: "
                + values(compiled, "firstMillis").map(Spread::toString).orElse("–") + " ms CPU.");
        text.line("");
        text.line(
                "Retained by everything that parsing and compiling made, whole documents with positions for reasons and lint: "
                        + values(compiled, "bytesPerStatement")
                                .map(Spread::toString)
                                .orElse("–")
                        + " bytes a statement, of which "
                        + values(compiled, "textBytesPerStatement")
                                .map(Spread::toString)
                                .orElse("–")
                        + " are pieces of text. By class, the greatest: "
                        + compiled.get(0)
                                .get("largest")
                                .valueStream()
                                .map(each -> "`" + each.asString().replace(" ", "` "))
                                .collect(Collectors.joining(", "))
                        + ".");
        latencies(text, swap);
        return text.toString();
    }

    String large(List<String> head) throws IOException {
        Suite.say("loading 100,000 roles with 1,000,000 statements; this takes minutes");
        JsonNode swap = probe(SwapProbe.class, LARGE_HEAP, LARGE_ROLES, LARGE_STATEMENTS_EACH);
        double ratio =
                swap.get("largeNanos").asDouble() / swap.get("smallNanos").asDouble();
        MarkdownText text = new MarkdownText();
        text.list(head);
        goals(
                text,
                List.of(
                        Goal.atMost(
                                "a decision among 100,000 roles is as fast as among 100: at most " + SAME_SPEED
                                        + " × the CPU time",
                                SAME_SPEED,
                                one(ratio)),
                        swapGoal(swap)));
        text.heading("P5: 100,000 roles with 1,000,000 statements");
        text.line("Loaded in " + Spread.number(swap.get("loadSeconds").asDouble()) + " s; a decision takes "
                + Spread.number(swap.get("largeNanos").asDouble() / 1e3) + " µs CPU, among 100 such roles "
                + Spread.number(swap.get("smallNanos").asDouble() / 1e3) + " µs (20,000 distinct requests each).");
        latencies(text, swap);
        return text.toString();
    }

    private static void goals(MarkdownText text, List<Goal> goals) {
        text.heading("Goals");
        text.goals(goals);
    }

    private static Goal swapGoal(JsonNode swap) {
        double added = micros(swap, "during", "fromDue", "p99") - micros(swap, "without", "fromDue", "p99");
        return Goal.atMost("a swap adds at most 1,000 µs to the p99 of decisions", 1_000, one(added));
    }

    private static void latencies(MarkdownText text, JsonNode swap) {
        text.line("");
        text.line(
                "Decisions at 2,000 a second, in µs: from when each was due until it was made, and the deciding alone. Another"
                        + " thread meanwhile compiled all policies "
                        + swap.get("swaps").asInt() + " times; the collectors ("
                        + swap.get("collector").asString() + ") took "
                        + swap.get("collectionMillis").asInt() + " ms.");
        text.line("");
        List<String> columns = List.of("p50", "p99", "p99.9", "max");
        List<String> names = new ArrayList<>(List.of(""));
        names.addAll(columns);
        List<List<String>> rows = new ArrayList<>();
        for (String what : List.of("fromDue", "alone")) {
            for (String when : List.of("without", "during")) {
                List<String> row = new ArrayList<>();
                row.add((what.equals("alone") ? "deciding alone" : "from when due")
                        + (when.equals("during") ? ", while swapping" : ""));
                columns.forEach(column -> row.add(Spread.number(micros(swap, when, what, column))));
                rows.add(row);
            }
        }
        text.table(names, rows);
    }

    private static double micros(JsonNode swap, String when, String what, String percentile) {
        return swap.get(when).get(what).get(percentile).asDouble();
    }

    private static Optional<Spread> values(List<JsonNode> results, String field) {
        return Optional.of(Spread.of(
                results.stream().map(result -> result.get(field).asDouble()).toList()));
    }

    private static Optional<Spread> one(double value) {
        return Optional.of(new Spread(value, value, value));
    }

    private JsonNode probe(Class<?> main, String heap, int... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                heap,
                "-XX:+Use" + collector + "GC",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        for (int argument : arguments) {
            command.add(Integer.toString(argument));
        }
        Process process = new ProcessBuilder(command)
                .directory(new File(benchmarks.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(main.getSimpleName() + " failed; what it said is above");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
        return new JsonMapper().readTree(output);
    }
}
