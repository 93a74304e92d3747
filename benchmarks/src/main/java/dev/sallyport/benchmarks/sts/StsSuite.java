package dev.sallyport.benchmarks.sts;

import dev.sallyport.benchmarks.measure.Cell;
import dev.sallyport.benchmarks.measure.Control;
import dev.sallyport.benchmarks.measure.Goal;
import dev.sallyport.benchmarks.measure.MarkdownText;
import dev.sallyport.benchmarks.measure.Measurement;
import dev.sallyport.benchmarks.measure.Results;
import dev.sallyport.benchmarks.measure.Spread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Calls of running servers that give out credentials: the CPU time of the server's process per call, ours beside others. */
public final class StsSuite implements AutoCloseable {
    private static final String SUBJECT_AGAIN = Sallyport.NAME + " again";
    private static final String DISTINCT = "no two alike";
    private static final double OVER_CLIENT_CREDENTIALS = 25;
    private static final double OVER_TOKEN_EXCHANGE = 20;
    private static final double OVER_MINIO = 5;

    /** As many as fit into a batch that shares one write to the disk; more would measure queues. */
    private static final int CONNECTIONS = 16;

    /** For a server that was compiled before it started. */
    private static final int NATIVE_WARMUP_SECONDS = 2;

    private static final String HEAP = "-Xms512m -Xmx512m";

    /**
     * How long to look.
     *
     * @param fast calls a round of a server that is fast, {@code slow} of one that is not: each takes seconds
     */
    record Effort(int rounds, int warmupSeconds, int fast, int slow) {
        static final Effort QUICK = new Effort(1, 4, 2_000, 400);
        static final Effort FULL = new Effort(5, 20, 10_000, 800);
    }

    private final Path root;
    private final Path built;
    private final Effort effort;
    private final int rounds;
    private final Predicate<String> wanted;
    private final Consumer<String> say;
    private final Instant start;
    private final JobIssuer issuer = new JobIssuer(1);
    private final Map<Integer, String> tokens = new HashMap<>();
    private final List<Subject> subjects = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /**
     * @param root of the checkout
     * @param quick one round with little warm-up, which says that everything works and no more
     * @param rounds other than usual
     * @param wanted whether a server is measured beside ours, by its name
     * @param now signs requests that are sent within a quarter of an hour
     * @param say takes what a person who waits may like to know
     */
    public StsSuite(
            Path root,
            boolean quick,
            Optional<Integer> rounds,
            Predicate<String> wanted,
            Instant now,
            Consumer<String> say) {
        this.root = root.toAbsolutePath();
        this.built = this.root.resolve("benchmarks/target");
        this.effort = quick ? Effort.QUICK : Effort.FULL;
        this.rounds = rounds.orElse(effort.rounds());
        this.wanted = wanted;
        this.start = now;
        this.say = say;
    }

    /**
     * The section of the page.
     *
     * @param seed of the order of cells
     */
    public String run(List<String> head, long seed) throws IOException {
        long began = System.nanoTime();
        startAll();
        Map<Cell, Subject> cells = new LinkedHashMap<>();
        int number = 1;
        for (Subject subject : subjects) {
            cells.put(new Cell(subject.server(), subject.call(), DISTINCT), subject);
            note(subject.server() + ", " + subject.call() + ": " + subject.check(number, now(began)));
            number += 1_000;
        }
        int first = 1_000_000;
        for (Subject subject : subjects) {
            say.accept("warming up " + subject.server() + ", " + subject.call());
            new HttpLoad(subject.port(), CONNECTIONS)
                    .sendFor(
                            TimeUnit.SECONDS.toNanos(
                                    subject.server().equals(Minio.NAME)
                                            ? NATIVE_WARMUP_SECONDS
                                            : effort.warmupSeconds()),
                            subject.requests(first, calls(subject), now(began)));
        }
        Results results = new Results();
        Random order = new Random(seed);
        for (int round = 1; round <= rounds; round++) {
            first += 1_000_000;
            tokens.clear();
            List<Map.Entry<Cell, Subject>> shuffled = new ArrayList<>(cells.entrySet());
            Collections.shuffle(shuffled, order);
            for (Map.Entry<Cell, Subject> each : shuffled) {
                Cell cell = each.getKey();
                Measurement measurement = measure(each.getValue(), first, now(began));
                results.add(cell, measurement);
                say.accept(
                        "round " + round + ": " + cell + ": " + Spread.number(measurement.cpu() / 1_000) + " µs CPU");
            }
        }
        return page(head, cells, results);
    }

    private void startAll() throws IOException {
        say.accept("building `./sallyport` where it is older than its sources");
        Sallyport.build(root);
        Path work = fresh(built.resolve("sts"));
        for (String name : List.of(Sallyport.NAME, SUBJECT_AGAIN)) {
            subjects.addAll(
                    Sallyport.start(name, root, work.resolve(name.replace(' ', '-')), HEAP, issuer, this::tokens));
        }
        if (wanted.test(Keycloak.NAME)) {
            startKeycloak(work.resolve("keycloak"));
        }
        if (wanted.test(Minio.NAME)) {
            startMinio(work.resolve("minio"));
        }
    }

    private void startKeycloak(Path folder) throws IOException {
        Optional<Path> distribution = Keycloak.distribution(built.resolve("keycloak"));
        if (distribution.isEmpty()) {
            note(Keycloak.NAME + " is left out, since its distribution is not in `benchmarks/target/keycloak`:"
                    + " run `benchmarks/run sts`, which fetches it with Maven");
            return;
        }
        say.accept("starting Keycloak; the first time it builds itself, which takes a minute");
        subjects.addAll(Keycloak.start(distribution.get(), folder, HEAP));
        note(Keycloak.NAME + " is " + distribution.get().getFileName());
    }

    private void startMinio(Path folder) throws IOException {
        say.accept("building MinIO; the first time this takes minutes");
        Path program = built.resolve("peers/minio-server");
        Optional<String> missing = Minio.build(program);
        if (missing.isPresent()) {
            note(missing.get());
            return;
        }
        subjects.addAll(Minio.start(program, folder, issuer, this::tokens));
        note(Minio.NAME + " is " + Minio.VERSION);
    }

    private Measurement measure(Subject subject, int first, Instant now) throws IOException {
        List<byte[]> requests = subject.requests(first, calls(subject), now);
        long before = subject.process().cpu().toNanos();
        long wall = new HttpLoad(subject.port(), CONNECTIONS).send(requests);
        long cpu = subject.process().cpu().toNanos() - before;
        return new Measurement((double) cpu / requests.size(), (double) wall / requests.size(), Double.NaN);
    }

    private int calls(Subject subject) {
        return subject.server().startsWith(Sallyport.NAME) ? effort.fast() : effort.slow();
    }

    /** Each token is signed once; every server that takes them sees it for the first time. */
    private List<String> tokens(int first, int count, Instant now) {
        if (!tokens.containsKey(first + count - 1)) {
            List<String> signed = issuer.tokens(first, count, Minio.POLICY, now);
            for (int i = 0; i < count; i++) {
                tokens.put(first + i, signed.get(i));
            }
        }
        return Stream.iterate(first, number -> number + 1)
                .limit(count)
                .map(number -> tokens.getOrDefault(number, ""))
                .toList();
    }

    private Instant now(long began) {
        return start.plusNanos(System.nanoTime() - began);
    }

    private String page(List<String> head, Map<Cell, Subject> cells, Results results) {
        MarkdownText text = new MarkdownText();
        List<String> all = new ArrayList<>(head);
        all.add(String.format(
                Locale.ROOT,
                "%d rounds; %,d calls a round of ours, %,d of the others, over %d connections that are kept; warm-up %d s for"
                        + " each kind of call of the Java servers, which run on this JVM with %s",
                rounds,
                effort.fast(),
                effort.slow(),
                CONNECTIONS,
                effort.warmupSeconds(),
                HEAP));
        all.addAll(notes);
        text.list(all);
        text.heading("Goals");
        text.goals(goals(results));
        Control.table(
                text,
                results,
                cells.keySet().stream()
                        .filter(cell -> cell.engine().equals(SUBJECT_AGAIN))
                        .toList(),
                Sallyport.NAME);
        text.heading("One call");
        text.table(
                List.of("server", "call", "CPU µs", "calls per CPU-second", "times sallyport's", "wall µs"),
                cells.keySet().stream()
                        .map(cell -> List.of(
                                cell.engine(),
                                cell.workload(),
                                shown(results.cpuMicros(cell)),
                                results.cpuMicros(cell)
                                        .map(micros -> Spread.number(1_000_000 / micros.median()))
                                        .orElse("–"),
                                shown(results.cpuRatio(cell, ours(cell))),
                                results.wallMicros(cell)
                                        .map(micros -> Spread.number(micros.median()))
                                        .orElse("–")))
                        .toList());
        return text.toString();
    }

    private static List<Goal> goals(Results results) {
        Cell assumeRole = new Cell(Sallyport.NAME, StsSubject.ASSUME_ROLE, DISTINCT);
        Cell webIdentity = new Cell(Sallyport.NAME, StsSubject.WEB_IDENTITY, DISTINCT);
        return List.of(
                Goal.atLeast(
                        "AssumeRole: 25 × the calls per CPU-second of Keycloak's client credentials",
                        OVER_CLIENT_CREDENTIALS,
                        results.cpuRatio(new Cell(Keycloak.NAME, Keycloak.CLIENT_CREDENTIALS, DISTINCT), assumeRole)),
                Goal.atLeast(
                        "AssumeRoleWithWebIdentity: 20 × those of Keycloak's token exchange",
                        OVER_TOKEN_EXCHANGE,
                        results.cpuRatio(new Cell(Keycloak.NAME, Keycloak.TOKEN_EXCHANGE, DISTINCT), webIdentity)),
                Goal.atLeast(
                        "AssumeRole: 5 × those of MinIO",
                        OVER_MINIO,
                        results.cpuRatio(assumeRole.by(Minio.NAME), assumeRole)),
                Goal.atLeast(
                        "AssumeRoleWithWebIdentity: 5 × those of MinIO",
                        OVER_MINIO,
                        results.cpuRatio(webIdentity.by(Minio.NAME), webIdentity)));
    }

    /** What a call of another server is compared with. */
    private static Cell ours(Cell cell) {
        boolean keys = cell.workload().equals(StsSubject.ASSUME_ROLE)
                || cell.workload().equals(Keycloak.CLIENT_CREDENTIALS);
        return new Cell(Sallyport.NAME, keys ? StsSubject.ASSUME_ROLE : StsSubject.WEB_IDENTITY, DISTINCT);
    }

    private static String shown(Optional<Spread> spread) {
        return spread.map(Spread::toString).orElse("–");
    }

    private void note(String note) {
        say.accept(note);
        notes.add(note);
    }

    private static Path fresh(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> inside = Files.walk(folder)) {
                for (Path each : inside.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
        return Files.createDirectories(folder);
    }

    @Override
    public void close() {
        subjects.forEach(subject -> subject.process().close());
    }
}
