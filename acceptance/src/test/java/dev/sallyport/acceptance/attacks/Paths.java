package dev.sallyport.acceptance.attacks;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a careless server could take a request target for. */
final class Paths {
    private static final int ROUNDS = 6;

    private Paths() {}

    /** Whether {@code target}, read in any of the ways servers are known to read one, lies at or under {@code prefix}. */
    static boolean mayMeanUnder(String target, String prefix, boolean anyDecoding) {
        Set<String> readings = new LinkedHashSet<>();
        Set<String> next = new LinkedHashSet<>(Set.of(target));
        for (int round = 0; round < (anyDecoding ? ROUNDS : 1) && !next.isEmpty(); round++) {
            Set<String> found = new LinkedHashSet<>();
            for (String reading : next) {
                if (readings.add(reading) && anyDecoding) {
                    found.addAll(readings(reading));
                }
            }
            next = found;
        }
        return readings.stream().anyMatch(reading -> reading.equals(prefix) || reading.startsWith(prefix + "/"));
    }

    private static List<String> readings(String path) {
        return List.of(
                decoded(path),
                cutAt(path, '?'),
                cutAt(path, '#'),
                cutAt(path, '\0'),
                path.replace('\\', '/'),
                path.replace('\uff0f', '/')
                        .replace('\uff0e', '.')
                        .replace('\u2215', '/')
                        .replace('\u2024', '.'),
                withoutParameters(path),
                path.replaceAll("//+", "/"),
                path.strip(),
                dotsResolved(path));
    }

    private static String cutAt(String path, char end) {
        int at = path.indexOf(end);
        return at < 0 ? path : path.substring(0, at);
    }

    private static String withoutParameters(String path) {
        List<String> segments = new ArrayList<>();
        for (String segment : path.split("/", -1)) {
            segments.add(cutAt(segment, ';'));
        }
        return String.join("/", segments);
    }

    private static String dotsResolved(String path) {
        Deque<String> segments = new ArrayDeque<>();
        for (String segment : path.split("/", -1)) {
            if (segment.equals("..")) {
                segments.pollLast();
            } else if (!segment.equals(".") && !segment.isEmpty()) {
                segments.addLast(segment);
            }
        }
        return "/" + String.join("/", segments);
    }

    private static String decoded(String path) {
        byte[] bytes = new byte[path.length() * 4];
        int length = 0;
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == '%' && i + 2 < path.length() && isHex(path.charAt(i + 1)) && isHex(path.charAt(i + 2))) {
                bytes[length++] = (byte) Integer.parseInt(path.substring(i + 1, i + 3), 16);
                i += 2;
            } else {
                for (byte b : String.valueOf(c).getBytes(StandardCharsets.UTF_8)) {
                    bytes[length++] = b;
                }
            }
        }
        return new String(overlongMadeShort(bytes, length), StandardCharsets.UTF_8);
    }

    /** {@code C0 AF} for {@code /} and {@code C0 AE} for {@code .}, as old decoders took them. */
    private static byte[] overlongMadeShort(byte[] bytes, int length) {
        byte[] made = new byte[length];
        int count = 0;
        for (int i = 0; i < length; i++) {
            int lead = bytes[i] & 0xff;
            if ((lead == 0xc0 || lead == 0xc1) && i + 1 < length) {
                made[count++] = (byte) (((lead & 0x1f) << 6) | (bytes[++i] & 0x3f));
            } else {
                made[count++] = bytes[i];
            }
        }
        return java.util.Arrays.copyOf(made, count);
    }

    private static boolean isHex(char c) {
        return c < 0x80 && Character.digit(c, 16) >= 0;
    }
}
