package dev.sallyport.protocol;

import java.util.List;
import java.util.Optional;

/** What the value of one parameter may be, in the words of the service models. */
public sealed interface Shape {
    /**
     * A text.
     *
     * @param min shortest length, in UTF-16 units as the service models count
     * @param max longest length
     * @param secret whether messages leave the value out, because they reach logs
     */
    record Text(int min, int max, Optional<MemberPattern> pattern, boolean secret) implements Shape {
        static Text of(int min, int max) {
            return new Text(min, max, Optional.empty(), false);
        }

        static Text of(int min, int max, MemberPattern pattern) {
            return new Text(min, max, Optional.of(pattern), false);
        }

        Text hidden() {
            return new Text(min, max, pattern, true);
        }
    }

    /** A whole number, both bounds inclusive. */
    record Whole(int min, int max) implements Shape {}

    /** One of a few texts. */
    record Choice(List<String> values) implements Shape {
        public Choice {
            values = List.copyOf(values);
        }
    }

    /** A list of texts, with the bounds of its size. */
    record Texts(int minSize, int maxSize, Text element) implements Shape {}

    /** A list of structures, with the bounds of its size. */
    record Structures(int minSize, int maxSize, List<Parameter> members) implements Shape {
        public Structures {
            members = List.copyOf(members);
        }
    }

    /** A parameter of the service model that asks for something which is not here: refused by name. */
    record Refused() implements Shape {}
}
