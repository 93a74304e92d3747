package dev.sallyport.benchmarks;

import dev.sallyport.benchmarks.measure.Cell;
import dev.sallyport.benchmarks.measure.Commands;
import dev.sallyport.benchmarks.measure.Measurement;
import dev.sallyport.benchmarks.measure.Pace;
import dev.sallyport.benchmarks.measure.Spread;
import dev.sallyport.benchmarks.workload.Outcome;
import dev.sallyport.benchmarks.workload.Question;
import dev.sallyport.benchmarks.workload.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An engine in another language: a program that reads a workload and prints JSON, built where its tools are present. */
final class NativePeer {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration BUILD = Duration.ofMinutes(10);

    /** For one call; longer means that the engine does not get through the input in any useful time. */
    private static final Duration CALL = Duration.ofSeconds(20);

    private final String name;
    private final Path sources;
    private final Path program;
    private final List<String> build;
    private final String tool;
    private final boolean readsCedar;

    private NativePeer(String name, Path sources, Path program, List<String> build, String tool, boolean readsCedar) {
        this.name = name;
        this.sources = sources;
        this.program = program;
        this.build = build;
        this.tool = tool;
        this.readsCedar = readsCedar;
    }

    /** @param benchmarks the folder of this module */
    static List<NativePeer> all(Path benchmarks) {
        Path built = benchmarks.resolve("target/peers").toAbsolutePath();
        Path minio = built.resolve("minio");
        Path cedar = built.resolve("cedar");
        return List.of(
                new NativePeer(
                        "MinIO (Go)",
                        benchmarks.resolve("peers/minio"),
                        minio,
                        List.of("go", "build", "-o", minio.toString(), "."),
                        "Go 1.24 or newer",
                        false),
                new NativePeer(
                        "Cedar (Rust)",
                        benchmarks.resolve("peers/cedar"),
                        cedar.resolve("release/sallyport-benchmarks-cedar"),
                        List.of("cargo", "build", "--quiet", "--release", "--target-dir", cedar.toString()),
                        "Rust 1.89 or newer with Cargo",
                        true));
    }

    String name() {
        return name;
    }

    /** Builds the program; answers why that cannot be, and what would help. */
    Optional<String> build() throws IOException {
        if (!Commands.isOnPath(build.get(0))) {
            return Optional.of(name + " is left out, since `" + build.get(0) + "` is not on the path: install " + tool);
        }
        try {
            Commands.run(build, sources, Map.of(), BUILD);
            return Optional.empty();
        } catch (IOException failed) {
            return Optional.of(name + " is left out, since it does not build: " + failed.getMessage());
        }
    }

    void check(Workload workload, Path file, Duration budget, Agreement agreement) throws IOException {
        JsonNode result = call("check", file, Long.toString(budget.toMillis()));
        boolean tellsDenialsApart = result.get("tellsDenialsApart").asBoolean();
        for (String set : workload.sets().keySet()) {
            List<Question> questions = workload.set(set);
            String answers = result.get("answers").get(set).asString();
            for (int i = 0; i < questions.size(); i++) {
                if (i < answers.length()) {
                    agreement.answered(Agreement.inOrder(questions, i), outcome(answers.charAt(i)), tellsDenialsApart);
                } else {
                    agreement.skipped();
                }
            }
        }
    }

    Measurement decide(Cell cell, Path file, int startPercent, Pace pace) throws IOException {
        JsonNode result = call(
                "decide",
                file,
                cell.set(),
                Integer.toString(startPercent),
                Integer.toString(pace.warmups() * pace.warmupMillis()),
                Integer.toString(pace.samples()),
                Integer.toString(pace.sampleMillis()));
        List<JsonNode> samples =
                StreamSupport.stream(result.get("samples").spliterator(), false).toList();
        return new Measurement(median(samples, "cpu"), median(samples, "wall"), median(samples, "bytes"));
    }

    private static double median(List<JsonNode> samples, String field) {
        return Spread.median(samples.stream()
                .map(sample -> sample.has(field) ? sample.get(field).asDouble() : Double.NaN)
                .toList());
    }

    private static Outcome outcome(char letter) {
        return switch (letter) {
            case 'A' -> Outcome.ALLOW;
            case 'E' -> Outcome.EXPLICIT_DENY;
            default -> Outcome.IMPLICIT_DENY;
        };
    }

    private JsonNode call(String command, Path file, String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of(program.toString(), command, file.toString()));
        if (readsCedar) {
            all.add(Suite.cedarBeside(file).toString());
        }
        all.addAll(List.of(arguments));
        return JSON.readTree(Commands.run(all, sources, Map.of(), CALL));
    }
}
