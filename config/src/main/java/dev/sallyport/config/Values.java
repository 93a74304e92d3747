package dev.sallyport.config;

import dev.sallyport.config.yaml.FaultSink;
import dev.sallyport.config.yaml.Place;
import dev.sallyport.config.yaml.YamlMapping;
import dev.sallyport.config.yaml.YamlNode;
import dev.sallyport.config.yaml.YamlScalar;
import dev.sallyport.config.yaml.YamlSequence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Readers of the kinds of values that settings have. Nothing is converted: a number is not text and text no number. */
final class Values {
    /** Characters of one value that is not a policy. */
    static final int MAX_TEXT_LENGTH = 4096;

    private static final int MAX_DIGITS = 15;

    private Values() {}

    static ValueReader<String> text() {
        return Values::readText;
    }

    /** Text of a form; {@code parse} throws {@link IllegalArgumentException} with what is wrong. */
    static <T> ValueReader<T> text(Function<String, T> parse) {
        return (node, faults) -> readText(node, faults).flatMap(text -> {
            try {
                return Optional.of(parse.apply(text));
            } catch (IllegalArgumentException e) {
                faults.add(node.place(), e.getMessage() == null ? "the value is malformed" : e.getMessage());
                return Optional.empty();
            }
        });
    }

    static ValueReader<Boolean> trueOrFalse() {
        return (node, faults) -> {
            if (node instanceof YamlScalar scalar && scalar.form() == YamlScalar.Form.BOOLEAN) {
                return Optional.of(scalar.text().equals("true"));
            }
            faults.add(node.place(), "here stands " + node.kind() + "; write `true` or `false`, without quotes");
            return Optional.empty();
        };
    }

    static ValueReader<Integer> integer(int least, int most) {
        return (node, faults) -> {
            if (node instanceof YamlScalar scalar
                    && scalar.form() == YamlScalar.Form.INTEGER
                    && scalar.text().length() <= MAX_DIGITS) {
                long value = Long.parseLong(scalar.text());
                if (value >= least && value <= most) {
                    return Optional.of((int) value);
                }
            }
            faults.add(
                    node.place(),
                    "here stands " + node.kind() + "; a whole number from " + least + " to " + most
                            + " is needed, in digits and without quotes");
            return Optional.empty();
        };
    }

    /** {@code 90s}, {@code 30m} or {@code 12h}. */
    static ValueReader<Duration> duration(Duration least, Duration most) {
        return text(text -> {
            Duration duration = parseDuration(text);
            if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
                throw new IllegalArgumentException(
                        "`" + text + "` is not between " + shown(least) + " and " + shown(most));
            }
            return duration;
        });
    }

    /** One of a few words; {@code names} gives what each stands for. */
    static <T> ValueReader<T> oneOf(Map<String, T> names) {
        return text(text -> {
            T value = names.get(text);
            if (value == null) {
                throw new IllegalArgumentException("`" + text + "` is none of `"
                        + String.join("`, `", names.keySet().stream().sorted().toList()) + "`"
                        + NearestName.suggestion(text, names.keySet()));
            }
            return value;
        });
    }

    /** A list; elements that cannot be read are reported, all of them. */
    static <T> ValueReader<List<T>> list(int most, ValueReader<T> element) {
        return (node, faults) -> {
            if (!(node instanceof YamlSequence sequence)) {
                faults.add(
                        node.place(),
                        "here stands " + node.kind() + ", and a list is needed (`[one, two]`, or `- ` lines)");
                return Optional.empty();
            }
            if (sequence.items().size() > most) {
                faults.add(
                        node.place(),
                        "the list has " + sequence.items().size() + " elements; " + most + " are the most");
                return Optional.empty();
            }
            List<T> values = new ArrayList<>();
            sequence.items().forEach(item -> element.read(item, faults).ifPresent(values::add));
            return values.size() == sequence.items().size() ? Optional.of(List.copyOf(values)) : Optional.empty();
        };
    }

    /** A list that says something. */
    static <T> ValueReader<List<T>> nonEmptyList(int most, ValueReader<T> element) {
        return (node, faults) -> {
            if (node instanceof YamlSequence sequence && sequence.items().isEmpty()) {
                faults.add(node.place(), "the list is empty; write at least one");
                return Optional.empty();
            }
            return list(most, element).read(node, faults);
        };
    }

    /** A mapping whose keys are names that the file chooses. */
    static <T> ValueReader<Map<String, T>> named(int most, ValueReader<T> element) {
        return (node, faults) -> {
            if (!(node instanceof YamlMapping mapping)) {
                faults.add(node.place(), "here stands " + node.kind() + ", and a mapping of names to values is needed");
                return Optional.empty();
            }
            if (mapping.entries().size() > most) {
                faults.add(
                        node.place(), "here are " + mapping.entries().size() + " entries; " + most + " are the most");
                return Optional.empty();
            }
            Map<String, T> values = new LinkedHashMap<>();
            mapping.entries()
                    .forEach((key, entry) ->
                            element.read(entry.value(), faults).ifPresent(value -> values.put(key, value)));
            return values.size() == mapping.entries().size() ? Optional.of(values) : Optional.empty();
        };
    }

    /** A value together with its place, for faults that show only later. */
    static <T> ValueReader<Located<T>> located(ValueReader<T> reader) {
        return (node, faults) -> reader.read(node, faults).map(value -> new Located<>(node.place(), value));
    }

    /** A value that is a section of its own. */
    static <T> ValueReader<T> section(Function<Section, Optional<T>> read) {
        return (node, faults) -> Section.of(node, faults).flatMap(read);
    }

    private static Optional<String> readText(YamlNode node, FaultSink faults) {
        Place place = node.place();
        if (!(node instanceof YamlScalar scalar) || scalar.form() == YamlScalar.Form.EMPTY) {
            faults.add(place, "here stands " + node.kind() + ", and text is needed");
        } else if (!scalar.isText()) {
            faults.add(place, "here stands " + node.kind() + ", and text is needed; put it in quotes");
        } else if (scalar.text().isEmpty()) {
            faults.add(place, "the text is empty");
        } else if (scalar.text().length() > MAX_TEXT_LENGTH) {
            faults.add(place, "the text is longer than " + MAX_TEXT_LENGTH + " characters");
        } else {
            return Optional.of(scalar.text());
        }
        return Optional.empty();
    }

    private static Duration parseDuration(String text) {
        String digits = text.substring(0, text.length() - 1);
        boolean number =
                !digits.isEmpty() && digits.length() <= 9 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        char unit = text.charAt(text.length() - 1);
        if (!number || "smh".indexOf(unit) < 0) {
            throw new IllegalArgumentException("`" + text + "` is no duration such as `90s`, `30m` or `12h`");
        }
        long amount = Long.parseLong(digits);
        return switch (unit) {
            case 's' -> Duration.ofSeconds(amount);
            case 'm' -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }

    private static String shown(Duration duration) {
        long seconds = duration.toSeconds();
        return seconds % 3600 == 0 ? seconds / 3600 + "h" : seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }
}
