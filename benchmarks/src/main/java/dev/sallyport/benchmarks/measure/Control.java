package dev.sallyport.benchmarks.measure;

import java.util.List;
import java.util.Optional;

/** The subject measured a second time under another name: how far two figures of one thing are apart. */
public final class Control {
    /** Beyond this the same thing measured twice differs too much for a ratio to mean anything: CPU and wall time. */
    private static final double A_A_CPU = 0.05;

    private static final double A_A_WALL = 0.15;

    private Control() {}

    /**
     * @param again the second names
     * @param subject the first one
     */
    public static void table(MarkdownText text, Results results, List<Cell> again, String subject) {
        text.heading("A/A control: " + subject + " against itself");
        text.table(
                List.of("requests", "CPU ratio", "wall ratio", ""),
                again.stream()
                        .map(second -> row(results, second, second.by(subject)))
                        .toList());
    }

    private static List<String> row(Results results, Cell second, Cell first) {
        Optional<Spread> cpu = results.cpuRatio(second, first);
        Optional<Spread> wall = results.wallRatio(second, first);
        return List.of(
                second.workload() + ", " + second.set(),
                cpu.map(Spread::toString).orElse("–"),
                wall.map(Spread::toString).orElse("–"),
                isValid(cpu, wall) ? "valid" : "**not valid: the machine was too busy, or the rounds too few**");
    }

    /** Whether what was measured beside such a pair may be believed. */
    public static boolean isValid(Optional<Spread> cpu, Optional<Spread> wall) {
        return isNear(cpu, A_A_CPU) && isNear(wall, A_A_WALL);
    }

    private static boolean isNear(Optional<Spread> ratio, double tolerance) {
        return ratio.isPresent() && Math.abs(ratio.get().median() - 1) <= tolerance;
    }
}
