package dev.sallyport.acceptance.attacks;

import dev.sallyport.sigv4.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The bytes of one case at one time, against one installation. It signs by itself: it shares no code with the gateway. */
final class CaseText implements Expansion.Names {
    private static final DateTimeFormatter AMZ_DATE =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuuMMdd", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter RFC_1123 = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final AttackCase attack;
    private final Function<String, Optional<String>> values;
    private final Instant now;
    private Optional<String> body = Optional.empty();
    private boolean expandingBody;
    private boolean expandingCanonicalRequest;

    CaseText(AttackCase attack, Function<String, Optional<String>> values, Instant now) {
        this.attack = attack;
        this.values = values;
        this.now = now;
    }

    /** One character a byte. */
    String request() {
        int end = endOfHead();
        return expand(attack.raw().substring(0, end)) + body();
    }

    String expand(String text) {
        return Expansion.expand(text, this);
    }

    @Override
    public String value(String name) {
        return switch (name) {
            case "SIG" -> signature("/" + value("DATE") + "/" + value("REGION") + "/" + service() + "/aws4_request");
            case "SHA256BODY" -> Sha256.hex(body().getBytes(StandardCharsets.ISO_8859_1));
            case "CL" -> String.valueOf(body().length());
            case "HEADERS2000" -> Expansion.manyHeaders();
            default ->
                time(name)
                        .or(() -> values.apply(name))
                        .orElseThrow(() -> new UnknownShape("the placeholder `${" + name + "}` is not known"));
        };
    }

    @Override
    public String signature(String scope) {
        if (expandingCanonicalRequest) {
            throw new UnknownShape("the signature stands inside of what it signs");
        }
        String canonical = attack.canonicalRequest()
                .orElseThrow(() -> new UnknownShape("a signature is asked for, but there is no canonical request"));
        expandingCanonicalRequest = true;
        try {
            canonical = expand(canonical);
        } finally {
            expandingCanonicalRequest = false;
        }
        // access key id / date / region / service / terminator, of which a case may bend every part.
        String[] parts = scope.split("/", -1);
        String inString = scope.substring(scope.indexOf('/') + 1);
        String stringToSign = "AWS4-HMAC-SHA256\n" + signingTime() + "\n" + inString + "\n"
                + Sha256.hex(canonical.getBytes(StandardCharsets.ISO_8859_1));
        byte[] key = ("AWS4" + secret()).getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 1; i < 4; i++) {
            key = hmac(key, i < parts.length ? parts[i] : "");
        }
        return HexFormat.of().formatHex(hmac(hmac(key, "aws4_request"), stringToSign));
    }

    /** The signed date where the canonical request has one, which an attack may shift; else the present. */
    private String signingTime() {
        String canonical = attack.canonicalRequest().orElse("");
        for (String mark : new String[] {"\nx-amz-date:", "&X-Amz-Date=", "\nX-Amz-Date="}) {
            int at = canonical.indexOf(mark);
            if (at >= 0) {
                int from = at + mark.length();
                int to = from;
                while (to < canonical.length() && "\n&".indexOf(canonical.charAt(to)) < 0) {
                    to++;
                }
                String date = expand(canonical.substring(from, to));
                return date.length() == 16 ? date : value("AMZDATE");
            }
        }
        return value("AMZDATE");
    }

    private String secret() {
        return switch (attack.credential()) {
            case "user" -> value("SK");
            case "session" -> value("SSK");
            default ->
                throw new UnknownShape("a signature is asked for with the credential `" + attack.credential() + "`");
        };
    }

    private String service() {
        return switch (attack.target()) {
            case "proxy" -> value("SERVICE");
            case "sts" -> value("STSSERVICE");
            default -> throw new UnknownShape("the target `" + attack.target() + "` is not known");
        };
    }

    private String body() {
        if (body.isEmpty()) {
            if (expandingBody) {
                throw new UnknownShape("the body holds something that depends on the body");
            }
            expandingBody = true;
            body = Optional.of(expand(attack.raw().substring(endOfHead())));
        }
        return body.get();
    }

    private int endOfHead() {
        int end = attack.raw().indexOf("\r\n\r\n");
        return end < 0 ? attack.raw().length() : end + 4;
    }

    /** {@code AMZDATE}, {@code DATE-1D}, {@code RFC1123+2H} and the like; empty when {@code name} is something else. */
    private Optional<String> time(String name) {
        for (String base : new String[] {"AMZDATE", "DATE", "RFC1123"}) {
            if (name.startsWith(base)) {
                String shift = name.substring(base.length());
                if (shift.isEmpty()) {
                    return Optional.of(written(base, now));
                }
                if (shift.charAt(0) == '+' || shift.charAt(0) == '-') {
                    return Optional.of(written(base, now.plus(shift(shift, name))));
                }
            }
        }
        return Optional.empty();
    }

    private static Duration shift(String text, String name) {
        String amount = text.substring(1, text.length() - 1);
        if (amount.isEmpty() || amount.length() > 8 || !amount.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new UnknownShape("the shift of `${" + name + "}` is not known");
        }
        long number = Long.parseLong(amount) * (text.charAt(0) == '-' ? -1 : 1);
        return switch (text.charAt(text.length() - 1)) {
            case 'S' -> Duration.ofSeconds(number);
            case 'M' -> Duration.ofMinutes(number);
            case 'H' -> Duration.ofHours(number);
            case 'D' -> Duration.ofDays(number);
            default -> throw new UnknownShape("the shift of `${" + name + "}` is not known");
        };
    }

    private static String written(String base, Instant at) {
        return switch (base) {
            case "AMZDATE" -> AMZ_DATE.format(at);
            case "DATE" -> DATE.format(at);
            default -> RFC_1123.format(at);
        };
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.ISO_8859_1));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
