package dev.sallyport.policy.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The choices of one generated case; the same seed makes the same choices. */
final class Dice {
    private final SplittableRandom random;

    Dice(long seed) {
        random = new SplittableRandom(seed);
    }

    /** Whether something happens that happens {@code percent} times in a hundred. */
    boolean percent(int percent) {
        return random.nextInt(100) < percent;
    }

    /** From 0 to {@code bound - 1}. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    <T> T of(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    @SafeVarargs
    final <T> T of(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    /** One to {@code most} of them, none twice; mostly one. */
    <T> List<T> some(List<T> choices, int most) {
        List<T> some = new ArrayList<>();
        int count = percent(60) ? 1 : 1 + below(most);
        for (int i = 0; i < count; i++) {
            T choice = of(choices);
            if (!some.contains(choice)) {
                some.add(choice);
            }
        }
        return some;
    }
}
