package dev.sallyport.acceptance.attacks;

import dev.sallyport.session.SessionSealer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Puts values in the place of <code>${NAME}</code>, <code>${NAME:change}</code> and what may stand inside them. */
final class Expansion {
    /** What a name stands for. */
    interface Names {
        /** @throws UnknownShape for a name it does not know */
        String value(String name);

        /** The signature made with another scope than the target's own. */
        String signature(String scope);
    }

    private static final String BASE64URL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final String OPEN = "${";

    private Expansion() {}

    static String expand(String text, Names names) {
        StringBuilder expanded = new StringBuilder();
        int at = 0;
        for (int open = text.indexOf(OPEN); open >= 0; open = text.indexOf(OPEN, at)) {
            int close = closing(text, open);
            expanded.append(text, at, open).append(value(text.substring(open + OPEN.length(), close), names));
            at = close + 1;
        }
        return expanded.append(text, at, text.length()).toString();
    }

    private static int closing(String text, int open) {
        int depth = 0;
        for (int i = open; i < text.length(); i++) {
            if (text.startsWith(OPEN, i)) {
                depth++;
            } else if (text.charAt(i) == '}' && --depth == 0) {
                return i;
            }
        }
        throw new UnknownShape("a placeholder is not closed: `" + text.substring(open) + "`");
    }

    private static String value(String inside, Names names) {
        int colon = inside.indexOf(':');
        if (colon < 0) {
            return names.value(inside);
        }
        String name = inside.substring(0, colon);
        String rest = inside.substring(colon + 1);
        return switch (name) {
            case "SIGSCOPE" -> names.signature(expand(rest, names));
            case "REPEAT" -> {
                int last = rest.lastIndexOf(':');
                if (last < 0) {
                    throw new UnknownShape("`${" + inside + "}` does not say how often");
                }
                yield expand(rest.substring(0, last), names).repeat(number(rest.substring(last + 1), inside));
            }
            default -> changed(names.value(name), rest, inside);
        };
    }

    private static String changed(String value, String changes, String inside) {
        String[] steps = changes.split(":", -1);
        if (steps.length == 2 && isNumber(steps[0]) && isNumber(steps[1])) {
            return value.substring(number(steps[0], inside), Math.min(number(steps[1], inside), value.length()));
        }
        String changed = value;
        for (String step : steps) {
            changed = isNumber(step)
                    ? changed.substring(0, Math.min(number(step, inside), changed.length()))
                    : change(changed, step, inside);
        }
        return changed;
    }

    private static String change(String value, String step, String inside) {
        return switch (step) {
            case "lower" -> value.toLowerCase(Locale.ROOT);
            case "upper" -> value.toUpperCase(Locale.ROOT);
            case "underscore" -> value.replace('-', '_');
            case "dot" -> value.replace('-', '.');
            case "mixed" -> {
                int hyphen = value.indexOf('-');
                yield hyphen < 0 ? value : value.substring(0, hyphen) + '_' + value.substring(hyphen + 1);
            }
            case "enc" -> encoded(value);
            case "cut1" -> value.substring(0, value.length() - 1);
            case "half" -> value.substring(0, value.length() / 2);
            case "flip0" -> flipped(value, 0);
            case "flipmid" -> flipped(value, value.length() / 2);
            case "fliplast" -> flipped(value, value.length() - 1);
            case "altb64" -> otherAlphabet(value);
            case "noncanon" -> unusedBitsSet(value);
            case "space" -> value.substring(0, value.length() / 2) + ' ' + value.substring(value.length() / 2);
            case "fullwidth" -> otherDigits(value, 0xff10);
            case "arabic" -> otherDigits(value, 0x0660);
            default -> throw new UnknownShape("the change `" + step + "` of `${" + inside + "}` is not known");
        };
    }

    static String encoded(String value) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain =
                    c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "-._~".indexOf(c) >= 0;
            if (plain) {
                encoded.append(c);
            } else {
                encoded.append(String.format(Locale.ROOT, "%%%02X", (int) c));
            }
        }
        return encoded.toString();
    }

    private static String flipped(String value, int at) {
        char other = value.charAt(at) == 'A' ? 'B' : 'A';
        return value.substring(0, at) + other + value.substring(at + 1);
    }

    // The mark at the start of a token is no base64: changed too, it would be all that is refused.
    private static String otherAlphabet(String value) {
        int start = value.startsWith(SessionSealer.PREFIX) ? SessionSealer.PREFIX.length() : 0;
        String encoded = value.substring(start);
        String other = encoded.replace('-', '+').replace('_', '/');
        if (other.equals(encoded)) {
            other = encoded.replace('+', '-').replace('/', '_');
        }
        return value.substring(0, start) + other;
    }

    private static String unusedBitsSet(String value) {
        int last = value.length() - 1;
        int digit = BASE64URL.indexOf(value.charAt(last));
        return value.substring(0, last) + BASE64URL.charAt(digit % 2 == 0 ? digit + 1 : digit - 1);
    }

    private static String otherDigits(String value, int zero) {
        StringBuilder other = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean digit = c >= '0' && c <= '9';
            other.append(digit ? encoded(Character.toString(zero + (c - '0'))) : String.valueOf(c));
        }
        return other.toString();
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.length() < 9 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static int number(String text, String inside) {
        if (!isNumber(text)) {
            throw new UnknownShape("`" + text + "` in `${" + inside + "}` is not a number");
        }
        return Integer.parseInt(text);
    }

    /** 2 000 fields that each are small. */
    static String manyHeaders() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            lines.add("X-Small-" + i + ": " + i);
        }
        return String.join("\r\n", lines);
    }
}
