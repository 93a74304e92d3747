package dev.sallyport.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;

/** Where and how a run was made. */
final class Machine {
    private Machine() {}

    static List<String> describe(String arguments) {
        return List.of(
                "command: `" + ("benchmarks/run " + arguments).strip() + "`",
                "date: " + LocalDate.now(ZoneOffset.UTC) + ", commit: "
                        + System.getProperty("sallyport.commit", "unknown"),
                "machine: " + processor() + ", " + Runtime.getRuntime().availableProcessors() + " CPUs, "
                        + System.getProperty("os.name") + " " + System.getProperty("os.version"),
                "JVM: " + System.getProperty("java.vm.vendor") + " " + System.getProperty("java.runtime.version"));
    }

    private static String processor() {
        Path file = Path.of("/proc/cpuinfo");
        if (Files.isReadable(file)) {
            try (Stream<String> lines = Files.lines(file)) {
                return lines.filter(line -> line.startsWith("model name"))
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .findFirst()
                        .orElse(System.getProperty("os.arch"));
            } catch (IOException unreadable) {
                return System.getProperty("os.arch");
            }
        }
        return System.getProperty("os.arch");
    }
}
