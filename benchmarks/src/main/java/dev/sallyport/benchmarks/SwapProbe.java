package dev.sallyport.benchmarks;

import dev.sallyport.benchmarks.engine.Directory;
import dev.sallyport.benchmarks.engine.SallyportEngine;
import dev.sallyport.benchmarks.measure.Spread;
import dev.sallyport.benchmarks.workload.Oracle;
import dev.sallyport.benchmarks.workload.Question;
import dev.sallyport.benchmarks.workload.Role;
import dev.sallyport.benchmarks.workload.WorkloadGenerator;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/**
 * Decisions while another thread parses and compiles all policies anew and publishes them with one volatile write, over and
 * over; prints JSON. Requests come at a fixed rate, and each is timed from the moment at which it was due, so that a pause
 * counts for all that had to wait, not for one.
 */
public final class SwapProbe {
    private static final long INTERVAL_NANOS = TimeUnit.MICROSECONDS.toNanos(500);
    private static final long WARMUP_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int SWAPS = 2;
    private static final int MOST = 2_000_000;
    private static final int SMALL_DIRECTORY = 100;
    private static final int PASSES = 20;

    private volatile Directory directory;
    private final List<List<String>> documents;
    private final AtomicInteger swaps = new AtomicInteger();

    private SwapProbe(List<List<String>> documents) {
        this.documents = documents;
        this.directory = Directory.compile(documents);
    }

    public static void main(String... arguments) throws InterruptedException {
        int roles = Integer.parseInt(arguments[0]);
        int statementsEach = Integer.parseInt(arguments[1]);
        List<List<String>> documents = new ArrayList<>();
        for (int role = 0; role < roles; role++) {
            documents.add(Directory.documents(role(role, statementsEach)));
        }
        long before = System.nanoTime();
        SwapProbe probe = new SwapProbe(documents);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("loadSeconds", (System.nanoTime() - before) / 1e9);
        result.put("collector", collectors());
        List<SallyportEngine.Request> requests = probe.requests(roles, statementsEach);
        if (roles > SMALL_DIRECTORY) {
            SwapProbe small = new SwapProbe(documents.subList(0, SMALL_DIRECTORY));
            List<SallyportEngine.Request> few = small.requests(SMALL_DIRECTORY, statementsEach);
            small.nanos(few);
            probe.nanos(requests);
            List<Double> ofSmall = new ArrayList<>();
            List<Double> ofLarge = new ArrayList<>();
            for (int pass = 0; pass < PASSES; pass++) {
                ofSmall.add(small.nanos(few));
                ofLarge.add(probe.nanos(requests));
            }
            result.put("smallNanos", Spread.median(ofSmall));
            result.put("largeNanos", Spread.median(ofLarge));
        }
        probe.latencies(requests, WARMUP_NANOS, 0);
        result.put("without", probe.latencies(requests, WINDOW_NANOS, 0).percentiles());
        Thread swapping = new Thread(probe::swap, "swap");
        swapping.setDaemon(true);
        swapping.start();
        long collecting = collectionMillis();
        Latencies during = probe.latencies(requests, WINDOW_NANOS, SWAPS);
        result.put("swaps", probe.swaps.get());
        result.put("during", during.percentiles());
        result.put("collectionMillis", collectionMillis() - collecting);
        result.put(
                "heapMegabytes",
                (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 20);
        System.out.println(new JsonMapper().writeValueAsString(result));
    }

    private static Role role(int number, int statements) {
        return new WorkloadGenerator(Suite.SEED + number).role("role-" + number, statements);
    }

    private void swap() {
        while (true) {
            directory = Directory.compile(documents);
            swaps.incrementAndGet();
        }
    }

    /** Distinct requests of roles all over the directory, whose outcomes are checked here. */
    private List<SallyportEngine.Request> requests(int roles, int statementsEach) {
        SplittableRandom random = new SplittableRandom(Suite.SEED);
        WorkloadGenerator generator = new WorkloadGenerator(Suite.SEED);
        List<SallyportEngine.Request> requests = new ArrayList<>();
        Map<Integer, Role> used = new HashMap<>();
        Map<Integer, Oracle> oracles = new HashMap<>();
        for (int i = 0; i < WorkloadGenerator.DISTINCT; i++) {
            int number = random.nextInt(roles);
            Role role = used.computeIfAbsent(number, n -> role(n, statementsEach));
            Oracle oracle = oracles.computeIfAbsent(number, n -> new Oracle(List.of(role)));
            Question question = generator.question(number, role.rules());
            SallyportEngine.Request request = SallyportEngine.request(SallyportEngine.principal(number), question);
            if (directory.decide(request) != oracle.decide(0, question)) {
                throw new IllegalStateException("the engine disagrees with the oracle on " + question);
            }
            requests.add(request);
        }
        return requests;
    }

    /** CPU time per decision over all requests once. */
    private double nanos(List<SallyportEngine.Request> requests) {
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        int allowed = 0;
        for (SallyportEngine.Request request : requests) {
            allowed += directory.decide(request).isAllow() ? 1 : 0;
        }
        long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
        return allowed == 0 ? Double.NaN : (double) nanos / requests.size();
    }

    /** Decisions for this long and until that many swaps are done. */
    private Latencies latencies(List<SallyportEngine.Request> requests, long nanos, int untilSwaps) {
        Latencies latencies = new Latencies(new long[MOST], new long[MOST]);
        int count = 0;
        int allowed = 0;
        long start = System.nanoTime();
        while (count < MOST && (System.nanoTime() - start < nanos || swaps.get() < untilSwaps)) {
            long due = start + count * INTERVAL_NANOS;
            // Parked, as a server is between requests: a thread that spins all the time would be the first to be
            // preempted.
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            long begun = System.nanoTime();
            allowed += directory.decide(requests.get(count % requests.size())).isAllow() ? 1 : 0;
            long made = System.nanoTime();
            latencies.fromDue[count] = made - due;
            latencies.alone[count] = made - begun;
            count++;
        }
        if (allowed == 0) {
            throw new IllegalStateException("no request was allowed");
        }
        return new Latencies(Arrays.copyOf(latencies.fromDue, count), Arrays.copyOf(latencies.alone, count));
    }

    private static final class Latencies {
        private final long[] fromDue;
        private final long[] alone;

        Latencies(long[] fromDue, long[] alone) {
            this.fromDue = fromDue;
            this.alone = alone;
        }

        Map<String, Object> percentiles() {
            return Map.of("fromDue", SwapProbe.percentiles(fromDue), "alone", SwapProbe.percentiles(alone));
        }
    }

    private static Map<String, Double> percentiles(long[] latencies) {
        Arrays.sort(latencies);
        Map<String, Double> micros = new LinkedHashMap<>();
        micros.put("p50", at(latencies, 0.5));
        micros.put("p99", at(latencies, 0.99));
        micros.put("p99.9", at(latencies, 0.999));
        micros.put("max", at(latencies, 1));
        return micros;
    }

    private static double at(long[] sorted, double share) {
        return sorted[Math.min(sorted.length - 1, (int) (sorted.length * share))] / 1e3;
    }

    /** What the collectors took so far, which for the concurrent ones is not all pause. */
    private static long collectionMillis() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .sum();
    }

    private static String collectors() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .map(GarbageCollectorMXBean::getName)
                .collect(Collectors.joining(", "));
    }
}
