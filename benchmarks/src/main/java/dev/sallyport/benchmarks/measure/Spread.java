package dev.sallyport.benchmarks.measure;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A value over the rounds. */
public record Spread(double median, double min, double max) {
    public static Spread of(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return new Spread(median(values), sorted[0], sorted[sorted.length - 1]);
    }

    /** The ratio of the medians, with the least and greatest ratio within one round. */
    public static Spread ratio(List<Double> over, List<Double> under) {
        int rounds = Math.min(over.size(), under.size());
        double min = Double.MAX_VALUE;
        double max = 0;
        for (int i = 0; i < rounds; i++) {
            double ratio = over.get(i) / under.get(i);
            min = Math.min(min, ratio);
            max = Math.max(max, ratio);
        }
        return new Spread(median(over) / median(under), min, max);
    }

    public static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    public Spread dividedBy(double divisor) {
        return new Spread(median / divisor, min / divisor, max / divisor);
    }

    @Override
    public String toString() {
        return number(median) + " (" + number(min) + "–" + number(max) + ")";
    }

    /** Three significant digits. */
    public static String number(double value) {
        if (Double.isNaN(value)) {
            return "–";
        }
        if (value >= 100) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return String.format(Locale.ROOT, value >= 10 ? "%.1f" : value >= 1 ? "%.2f" : "%.3f", value);
    }
}
