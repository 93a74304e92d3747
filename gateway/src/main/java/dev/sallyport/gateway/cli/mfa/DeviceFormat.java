package dev.sallyport.gateway.cli.mfa;

import dev.sallyport.gateway.cli.policy.OneLine;
import dev.sallyport.gateway.enrolment.Enrolled;
import dev.sallyport.gateway.enrolment.ListedDevice;
import dev.sallyport.identity.Arn;
import dev.sallyport.json.JsonWriter;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** How devices are written: a table for people, or JSON with IAM's member names. */
public enum DeviceFormat {
    TEXT {
        @Override
        public String list(List<ListedDevice> devices, Instant now) {
            if (devices.isEmpty()) {
                return "no MFA devices: `sallyport mfa enroll USER` makes one\n";
            }
            int users = width(devices.stream()
                    .map(device -> OneLine.of(device.user().toString()))
                    .toList());
            int serials = width(devices.stream()
                    .map(device -> OneLine.of(device.serial().toString()))
                    .toList());
            StringBuilder table = new StringBuilder();
            for (ListedDevice device : devices) {
                String form = "%-" + users + "s  %-" + serials + "s  %-5s  %s%n";
                table.append(String.format(
                        Locale.ROOT,
                        form,
                        OneLine.of(device.user().toString()),
                        OneLine.of(device.serial().toString()),
                        source(device),
                        describe(device, now)));
            }
            return table.toString();
        }

        @Override
        public String enrolled(Enrolled device) {
            return "MFA device " + device.serial() + " of " + device.user() + "\n"
                    + "It waits for its first two codes. Scan this with an authenticator app; it is shown this once:\n\n";
        }

        @Override
        public String done(Arn serial, String what) {
            return what + " " + serial + "\n";
        }

        @Override
        public String removed(Arn serial, String revoke) {
            return done(serial, "removed") + "Sessions that it opened go on until they end. To end them now:\n  "
                    + revoke + "\n";
        }
    },
    JSON {
        @Override
        public String list(List<ListedDevice> devices, Instant now) {
            JsonWriter json = new JsonWriter().beginObject().name("MFADevices").beginArray();
            for (ListedDevice device : devices) {
                json.beginObject()
                        .field("User", device.user().toString())
                        .field("SerialNumber", device.serial().toString())
                        .field("Source", source(device))
                        .field("State", device.state(now));
                device.enabledAt().ifPresent(at -> json.field("EnableDate", at.toString()));
                json.field("FailedCodes", device.codes().failures()).endObject();
            }
            return json.endArray().endObject().text() + "\n";
        }

        @Override
        public String enrolled(Enrolled device) {
            return new JsonWriter()
                            .beginObject()
                            .name("VirtualMFADevice")
                            .beginObject()
                            .field("SerialNumber", device.serial().toString())
                            .field("User", device.user().toString())
                            .field("Base32StringSeed", device.seed().reveal())
                            .field("KeyUri", device.uri().reveal())
                            .endObject()
                            .endObject()
                            .text()
                    + "\n";
        }

        @Override
        public String removed(Arn serial, String revoke) {
            return new JsonWriter()
                            .beginObject()
                            .field("SerialNumber", serial.toString())
                            .field("Result", "removed")
                            .field("EndSessionsWith", revoke)
                            .endObject()
                            .text()
                    + "\n";
        }

        @Override
        public String done(Arn serial, String what) {
            return new JsonWriter()
                            .beginObject()
                            .field("SerialNumber", serial.toString())
                            .field("Result", what)
                            .endObject()
                            .text()
                    + "\n";
        }
    };

    public abstract String list(List<ListedDevice> devices, Instant now);

    /** The one answer that holds the seed; as text, what stands above it. */
    public abstract String enrolled(Enrolled device);

    /** @param what was done, in the past tense */
    public abstract String done(Arn serial, String what);

    /** @param revoke the command that ends the sessions of whose it was */
    public abstract String removed(Arn serial, String revoke);

    private static int width(List<String> texts) {
        return texts.stream().mapToInt(String::length).max().orElse(1);
    }

    private static String source(ListedDevice device) {
        return device.source().name().toLowerCase(Locale.ROOT);
    }

    private static String describe(ListedDevice device, Instant now) {
        String state = device.state(now);
        String since = device.enabledAt()
                .filter(at -> state.equals("enabled"))
                .map(at -> " since " + at)
                .orElse("");
        int failures = device.codes().failures();
        String failed = failures == 0 ? "" : ", wrong codes in a row: " + failures;
        String next = switch (state) {
            case "orphaned" -> " (its user is gone: remove it)";
            case "pending" -> " (`sallyport mfa enable` takes its first two codes)";
            case "locked" -> " (`sallyport mfa unlock` ends that)";
            default -> "";
        };
        return state + since + failed + next;
    }
}
