package dev.sallyport.config;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** The name that somebody probably meant. */
final class NearestName {
    private static final int MAX_LENGTH = 256;

    private NearestName() {}

    /** {@code ; did you mean `x`?} as an end for an error text, or nothing when no name is near. */
    static String suggestion(String written, Collection<String> names) {
        return of(written, names).map(name -> "; did you mean `" + name + "`?").orElse("");
    }

    /** The name with the fewest edits from {@code written}, if at most a third of its characters differ. */
    static Optional<String> of(String written, Collection<String> names) {
        String best = "";
        int bestDistance = Integer.MAX_VALUE;
        for (String name : names) {
            int allowed = Math.max(1, Math.max(written.length(), name.length()) / 3);
            if (name.length() > MAX_LENGTH || written.length() > MAX_LENGTH) {
                continue;
            }
            int distance = distance(written.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
            if (distance <= allowed && distance < bestDistance) {
                best = name;
                bestDistance = distance;
            }
        }
        return bestDistance == Integer.MAX_VALUE ? Optional.empty() : Optional.of(best);
    }

    /** Characters to insert, delete, replace or swap with their neighbour (optimal string alignment). */
    static int distance(String a, String b) {
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(last[j], row[j - 1]) + 1);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            beforeLast = last;
            last = row;
        }
        return last[b.length()];
    }
}
