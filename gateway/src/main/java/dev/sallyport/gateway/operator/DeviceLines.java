package dev.sallyport.gateway.operator;

import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import dev.sallyport.gateway.enrolment.Enrolled;
import dev.sallyport.gateway.enrolment.ListedDevice;
import dev.sallyport.identity.Arn;
import dev.sallyport.json.JsonBoolean;
import dev.sallyport.json.JsonNumber;
import dev.sallyport.json.JsonObject;
import dev.sallyport.json.JsonString;
import dev.sallyport.json.JsonWriter;
import dev.sallyport.mfa.DeviceState;
import dev.sallyport.mfa.TotpSeed;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** Devices and refusals as lines of an answer, both ways. */
final class DeviceLines {
    private static final String REFUSED = "refused";

    private DeviceLines() {}

    static void enrolled(JsonWriter json, Enrolled device) {
        json.field("serial", device.serial().toString())
                .field("user", device.user().toString())
                .field("seed", device.seed().reveal())
                .field("issuer", device.issuer());
    }

    static Enrolled enrolled(JsonObject line) {
        return new Enrolled(
                Arn.parse(text(line, "serial")),
                Arn.parse(text(line, "user")),
                TotpSeed.parse(text(line, "seed")),
                text(line, "issuer"));
    }

    static void device(JsonWriter json, ListedDevice device) {
        json.field("serial", device.serial().toString())
                .field("user", device.user().toString())
                .field("source", device.source().name())
                .field("orphaned", device.orphaned())
                .field("lastStep", device.codes().lastStep())
                .field("failures", device.codes().failures());
        device.enabledAt().ifPresent(at -> json.field("enabledAt", at.toString()));
        device.codes().throttledUntil().ifPresent(until -> json.field("throttledUntil", until.toString()));
    }

    static ListedDevice device(JsonObject line) {
        return new ListedDevice(
                Arn.parse(text(line, "serial")),
                Arn.parse(text(line, "user")),
                ListedDevice.Source.valueOf(text(line, "source")),
                line.get("orphaned").orElse(null) instanceof JsonBoolean orphaned && orphaned.value(),
                time(line, "enabledAt"),
                new DeviceState(
                        number(line, "lastStep"),
                        Math.toIntExact(number(line, "failures")),
                        time(line, "throttledUntil")));
    }

    static void refused(JsonWriter json, ApiException refusal) {
        json.field(REFUSED, refusal.error().code())
                .field("message", refusal.message())
                .field("reason", refusal.reason());
    }

    /** Empty when the line says something else. */
    static Optional<ApiException> refused(JsonObject line) {
        if (!(line.get(REFUSED).orElse(null) instanceof JsonString code)) {
            return Optional.empty();
        }
        ApiError error = Arrays.stream(ApiError.values())
                .filter(one -> one.code().equals(code.value()))
                .findFirst()
                .orElse(ApiError.INTERNAL_FAILURE);
        return Optional.of(new ApiException(error, text(line, "message"), text(line, "reason")));
    }

    static String text(JsonObject line, String name) {
        if (line.get(name).orElse(null) instanceof JsonString string) {
            return string.value();
        }
        throw new IllegalArgumentException("the answer has no `" + name + "`");
    }

    private static long number(JsonObject line, String name) {
        if (line.get(name).orElse(null) instanceof JsonNumber number) {
            return Long.parseLong(number.text());
        }
        throw new IllegalArgumentException("the answer has no `" + name + "`");
    }

    private static Optional<Instant> time(JsonObject line, String name) {
        return line.contains(name) ? Optional.of(Instant.parse(text(line, name))) : Optional.empty();
    }
}
