package dev.sallyport.benchmarks.sts;

import dev.sallyport.benchmarks.measure.Cell;
import dev.sallyport.benchmarks.measure.Control;
import dev.sallyport.benchmarks.measure.Forks;
import dev.sallyport.benchmarks.measure.Goal;
import dev.sallyport.benchmarks.measure.MarkdownText;
import dev.sallyport.benchmarks.measure.Pace;
import dev.sallyport.benchmarks.measure.Results;
import dev.sallyport.benchmarks.measure.Spread;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.openjdk.jmh.runner.RunnerException;

/** Tokens in this process: what opening and verifying them costs beside the bare cryptography, and how long ours are. */
public final class TokenSuite {
    private static final String SUBJECT = "sallyport";
    private static final String SUBJECT_AGAIN = SUBJECT + " again";
    private static final Cell OPEN = new Cell(SUBJECT, "open a session token", "from text to claims");
    private static final Cell OPEN_AGAIN = OPEN.by(SUBJECT_AGAIN);
    private static final Cell BARE_OPEN = OPEN.by("AES-256-GCM, one key, cipher kept");
    private static final Cell BARE_OPEN_EACH = OPEN.by("AES-256-GCM, a key for each, cipher kept");
    private static final Cell VERIFY = new Cell(SUBJECT, "web identity token, RS256", "from text to condition keys");
    private static final Cell VERIFY_AGAIN = VERIFY.by(SUBJECT_AGAIN);
    private static final Cell BARE_VERIFY = VERIFY.by("the platform's signature check");
    private static final List<Cell> CELLS =
            List.of(OPEN, OPEN_AGAIN, BARE_OPEN, BARE_OPEN_EACH, VERIFY, VERIFY_AGAIN, BARE_VERIFY);

    private static final double MOST_OPEN = 1.5;
    private static final double MOST_VERIFY = 1.3;
    private static final double MOST_CHARACTERS = 400;

    private final Pace pace;
    private final Forks forks;
    private final Consumer<String> say;

    /** The same rounds with more warm-up: a token goes through far more code than a decision does. */
    public static Pace paced(Pace pace) {
        return new Pace(pace.rounds(), 4, 1_000, 5, 200);
    }

    /** @param say takes what a person who waits may like to know */
    public TokenSuite(Pace pace, Consumer<String> say) {
        this.pace = pace;
        this.forks = new Forks(pace);
        this.say = say;
    }

    /**
     * The section of the page.
     *
     * @param seed of the order of cells
     */
    public String run(List<String> head, long seed) throws IOException {
        Results results = new Results();
        Random order = new Random(seed);
        for (int round = 1; round <= pace.rounds(); round++) {
            List<Cell> cells = new ArrayList<>(CELLS);
            Collections.shuffle(cells, order);
            for (Cell cell : cells) {
                try {
                    results.add(cell, forks.of(benchmark(cell), parameters(cell)));
                } catch (RunnerException failed) {
                    throw new IOException(cell + " could not be measured", failed);
                }
                say.accept("round " + round + ": " + cell);
            }
        }
        MarkdownText text = new MarkdownText();
        List<String> all = new ArrayList<>(head);
        all.add("each cell " + pace + ", with " + String.join(" ", Forks.JVM_ARGUMENTS));
        text.list(all);
        text.heading("Goals");
        text.goals(goals(results));
        Control.table(text, results, List.of(OPEN_AGAIN, VERIFY_AGAIN), SUBJECT);
        text.heading("One token");
        text.table(
                List.of("what", "by", "CPU µs", "times the bare one", "bytes"),
                CELLS.stream()
                        .filter(cell -> !cell.engine().equals(SUBJECT_AGAIN))
                        .map(cell -> List.of(
                                cell.workload(),
                                cell.engine(),
                                shown(results.cpuMicros(cell)),
                                shown(results.cpuRatio(cell, bare(cell))),
                                results.bytes(cell)
                                        .map(bytes -> Spread.number(bytes.median()))
                                        .orElse("–")))
                        .toList());
        text.heading("Length of a session token");
        text.table(List.of("session", "characters"), lengths());
        return text.toString();
    }

    private static List<Goal> goals(Results results) {
        return List.of(
                Goal.atMost(
                        "open a session token: 1.5 × bare AES-256-GCM of as many bytes",
                        MOST_OPEN,
                        results.cpuRatio(OPEN, BARE_OPEN)),
                Goal.atMost(
                        "RS256, first sight of a token: 1.3 × the bare signature check",
                        MOST_VERIFY,
                        results.cpuRatio(VERIFY, BARE_VERIFY)),
                Goal.atMost(
                        "the token of a plain session: 400 characters",
                        MOST_CHARACTERS,
                        Optional.of(Spread.of(List.of((double) plainLength())))));
    }

    static int plainLength() {
        SampleSessions sessions = new SampleSessions();
        return sessions.token(sessions.plain()).text().length();
    }

    /** Kinds of sessions with the characters of their tokens. */
    static List<List<String>> lengths() {
        SampleSessions sessions = new SampleSessions();
        List<List<String>> rows = new ArrayList<>();
        sessions.all()
                .forEach((kind, claims) -> rows.add(List.of(
                        kind, Integer.toString(sessions.token(claims).text().length()))));
        return rows;
    }

    private static Cell bare(Cell cell) {
        return cell.workload().equals(VERIFY.workload()) ? BARE_VERIFY : BARE_OPEN;
    }

    private static Class<?> benchmark(Cell cell) {
        if (cell.workload().equals(VERIFY.workload())) {
            return cell.equals(BARE_VERIFY) ? BareRsa.class : FirstSight.class;
        }
        return cell.equals(OPEN) || cell.equals(OPEN_AGAIN) ? OpenToken.class : BareOpen.class;
    }

    private static Map<String, String> parameters(Cell cell) {
        if (cell.equals(BARE_OPEN)) {
            return Map.of("keys", "one");
        }
        return cell.equals(BARE_OPEN_EACH) ? Map.of("keys", "each") : Map.of();
    }

    private static String shown(Optional<Spread> spread) {
        return spread.map(Spread::toString).orElse("–");
    }
}
