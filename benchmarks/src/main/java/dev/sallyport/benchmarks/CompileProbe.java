package dev.sallyport.benchmarks;

import dev.sallyport.benchmarks.engine.Directory;
import dev.sallyport.benchmarks.measure.Spread;
import dev.sallyport.benchmarks.workload.WorkloadGenerator;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;
import tools.jackson.databind.json.JsonMapper;

/**
 * How long it takes to parse and compile the policies of one role, and what is then retained; prints JSON. A JVM of its own,
 * since the first compilation in it is one of the figures.
 *
 * <p>Retained is the difference of two class histograms of live objects, before and after, while the texts are held by
 * this class all along: what the compiled policies share with them does not count.
 */
public final class CompileProbe {
    private static final int WARM = 15;
    private static final int LARGEST = 12;
    /** What the index consists of, and nothing else: pieces of text, patterns and positions belong to the documents. */
    private static final Pattern INDEX = Pattern.compile(
            "\\[J|\\[Ldev\\.sallyport\\.policy\\.(Statement|ConditionRule);|dev\\.sallyport\\.policy\\.(StatementIndex|ResourceIndex|RarestConditions).*");

    private static final Pattern TEXT = Pattern.compile("\\[B|java\\.lang\\.String");

    private CompileProbe() {}

    public static void main(String... arguments) throws JMException {
        int statements = Integer.parseInt(arguments[0]);
        List<List<String>> documents =
                List.of(Directory.documents(new WorkloadGenerator(Suite.SEED).role("role-0", statements)));
        double first = millis(documents);
        List<Double> warm = new ArrayList<>();
        for (int i = 0; i < WARM; i++) {
            warm.add(millis(documents));
        }
        Map<String, Long> before = histogram();
        Directory compiled = Directory.compile(documents);
        Map<String, Long> classes = histogram();
        before.forEach((name, bytes) -> classes.merge(name, -bytes, Long::sum));
        long total = classes.values().stream().mapToLong(Long::longValue).sum();
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("firstMillis", first);
        // The later half: the compilers are done by then.
        result.put("warmMillis", Spread.median(warm.subList(WARM / 2, WARM)));
        result.put("bytesPerStatement", (double) total / statements);
        result.put("indexBytesPerStatement", (double) bytesOf(classes, INDEX) / statements);
        result.put("textBytesPerStatement", (double) bytesOf(classes, TEXT) / statements);
        result.put("largest", largest(classes, statements));
        System.out.println(new JsonMapper().writeValueAsString(result));
        // Alive until here.
        if (compiled.hashCode() == 0 && documents.isEmpty()) {
            System.out.println();
        }
    }

    /** CPU time of this thread. */
    private static double millis(List<List<String>> documents) {
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        Directory compiled = Directory.compile(documents);
        long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
        return compiled.hashCode() == 0 ? 0 : nanos / 1e6;
    }

    private static long bytesOf(Map<String, Long> classes, Pattern names) {
        return classes.entrySet().stream()
                .filter(entry -> names.matcher(entry.getKey()).matches())
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private static List<String> largest(Map<String, Long> classes, int statements) {
        return classes.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
                .limit(LARGEST)
                .map(entry -> entry.getKey() + " " + Spread.number((double) entry.getValue() / statements))
                .toList();
    }

    /** Bytes of live objects by class, after a collection. */
    private static Map<String, Long> histogram() throws JMException {
        String text = (String) ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "gcClassHistogram",
                        new Object[] {new String[0]},
                        new String[] {String[].class.getName()});
        Map<String, Long> bytes = new LinkedHashMap<>();
        // "   1:         24301        1934680  [B (java.base@17.0.15)"
        for (String line : text.split("\n", -1)) {
            String[] columns = line.strip().split("\\s+", 5);
            if (columns.length >= 4 && columns[0].endsWith(":") && columns[1].matches("[0-9]+")) {
                bytes.merge(columns[3], Long.parseLong(columns[2]), Long::sum);
            }
        }
        return bytes;
    }
}
