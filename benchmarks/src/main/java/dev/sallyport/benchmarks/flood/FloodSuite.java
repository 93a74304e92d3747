package dev.sallyport.benchmarks.flood;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** How long a calm caller waits alone and beside each flood, in turns. */
public final class FloodSuite {
    private static final double GOAL = 2;

    /** Beyond this the machine was not quiet enough for a ratio to mean anything. */
    private static final double A_A = 1.25;

    /** What the calm caller is beside. */
    private enum Beside {
        NOBODY("nobody"),
        NOBODY_AGAIN("nobody, measured again (A/A)"),
        STRANGER(Sender.STRANGER.description()),
        USER(Sender.USER.description());

        private final String text;

        Beside(String text) {
            this.text = text;
        }

        Optional<Sender> sender() {
            return switch (this) {
                case NOBODY, NOBODY_AGAIN -> Optional.empty();
                case STRANGER -> Optional.of(Sender.STRANGER);
                case USER -> Optional.of(Sender.USER);
            };
        }
    }

    private record Round(CalmCaller.Waits waits, Optional<Flood.Sent> flood) {}

    private final Path root;
    private final int rounds;
    private final Duration time;
    private final Consumer<String> progress;
    private final Map<Beside, List<Round>> measured = new EnumMap<>(Beside.class);

    /** @param root the checkout, whose {@code sallyport serve} is measured */
    public FloodSuite(Path root, boolean quick, Optional<Integer> rounds, Consumer<String> progress) {
        this.root = root;
        this.rounds = rounds.orElse(quick ? 1 : 5);
        this.time = Duration.ofSeconds(quick ? 3 : 10);
        this.progress = progress;
    }

    /** The tables, as Markdown. */
    public String run(List<String> head) throws IOException {
        Path folder = Files.createTempDirectory("sallyport-flood");
        try (ServedGateway gateway = ServedGateway.start(root, folder)) {
            progress.accept("warming up");
            CalmCaller.call(gateway.port(), time);
            for (Beside beside : Beside.values()) {
                measure(beside, gateway.port());
            }
            for (int round = 1; round <= rounds; round++) {
                for (Beside beside : Beside.values()) {
                    Round one = measure(beside, gateway.port());
                    measured.computeIfAbsent(beside, any -> new ArrayList<>()).add(one);
                    progress.accept("round " + round + ", beside " + beside.text + ": p50 "
                            + number(one.waits().median()) + " µs, p99 "
                            + number(one.waits().p99()) + " µs");
                }
            }
        } finally {
            delete(folder);
        }
        return markdown(head);
    }

    private Round measure(Beside beside, int port) throws IOException {
        if (beside.sender().isEmpty()) {
            return new Round(CalmCaller.call(port, time), Optional.empty());
        }
        try (Flood flood = Flood.start(beside.sender().get(), port)) {
            CalmCaller.Waits waits = CalmCaller.call(port, time);
            return new Round(waits, Optional.of(flood.end()));
        }
    }

    private String markdown(List<String> head) {
        StringBuilder text = new StringBuilder();
        head.forEach(line -> text.append("- ").append(line).append('\n'));
        text.append("- the calm caller sends ")
                .append(CalmCaller.PER_SECOND)
                .append(" requests a second, the flood tries ")
                .append(String.format(Locale.ROOT, "%,d", Flood.PER_SECOND))
                .append(" on ")
                .append(Flood.CONNECTIONS)
                .append(" connections; ")
                .append(rounds)
                .append(" rounds of ")
                .append(time.toSeconds())
                .append(" s each\n\n");
        text.append(
                "| beside | p50 µs | p99 µs | p50, times that of alone (min–max) | p99, times that of alone (min–max)"
                        + " | flood, a second | of it throttled |\n|---|---|---|---|---|---|---|\n");
        for (Beside beside : Beside.values()) {
            text.append(row(beside));
        }
        return text.append('\n').append(verdict()).append('\n').toString();
    }

    private String row(Beside beside) {
        List<Round> all = measured.getOrDefault(beside, List.of());
        List<Flood.Sent> floods =
                all.stream().flatMap(round -> round.flood().stream()).toList();
        return "| "
                + String.join(
                        " | ",
                        beside.text,
                        number(median(all.stream().map(round -> round.waits().median()))),
                        number(median(all.stream().map(round -> round.waits().p99()))),
                        beside == Beside.NOBODY ? "–" : ratio(beside, false),
                        beside == Beside.NOBODY ? "–" : ratio(beside, true),
                        floods.isEmpty() ? "–" : number(median(floods.stream().map(sent -> (double) sent.perSecond()))),
                        floods.isEmpty()
                                ? "–"
                                : number(median(floods.stream().map(sent -> (double) sent.throttledPercent()))) + " %")
                + " |\n";
    }

    /** By the medians of the ratios within a round: alone and beside are measured shortly after each other. */
    private String verdict() {
        double control = Math.max(medianRatio(Beside.NOBODY_AGAIN, false), medianRatio(Beside.NOBODY_AGAIN, true));
        if (control > A_A || control < 1 / A_A) {
            return "The A/A rows differ by more than " + (int) Math.round((A_A - 1) * 100)
                    + " %: this run is not valid, the machine was not quiet.";
        }
        boolean met = Stream.of(Beside.STRANGER, Beside.USER)
                .allMatch(beside -> medianRatio(beside, false) <= GOAL && medianRatio(beside, true) <= GOAL);
        return "Goal, a calm caller waits at most " + number(GOAL) + " times as long beside a flood: "
                + (met ? "met." : "**missed**.");
    }

    private String ratio(Beside beside, boolean p99) {
        double[] ratios = ratios(beside, p99);
        return number(medianRatio(beside, p99)) + " ("
                + number(Arrays.stream(ratios).min().orElse(Double.NaN)) + "–"
                + number(Arrays.stream(ratios).max().orElse(Double.NaN)) + ")";
    }

    private double medianRatio(Beside beside, boolean p99) {
        return median(Arrays.stream(ratios(beside, p99)).boxed());
    }

    private double[] ratios(Beside beside, boolean p99) {
        List<Round> over = measured.getOrDefault(beside, List.of());
        List<Round> under = measured.getOrDefault(Beside.NOBODY, List.of());
        double[] ratios = new double[over.size()];
        for (int i = 0; i < ratios.length; i++) {
            CalmCaller.Waits flooded = over.get(i).waits();
            CalmCaller.Waits alone = under.get(i).waits();
            ratios[i] = p99 ? flooded.p99() / alone.p99() : flooded.median() / alone.median();
        }
        return ratios;
    }

    private static double median(Stream<Double> values) {
        double[] sorted = values.mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%,.0f" : "%.2f", value);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
