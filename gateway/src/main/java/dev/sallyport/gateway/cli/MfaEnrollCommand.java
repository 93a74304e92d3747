package dev.sallyport.gateway.cli;

import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import dev.sallyport.gateway.cli.mfa.DeviceFormat;
import dev.sallyport.gateway.cli.mfa.QrSymbol;
import dev.sallyport.gateway.enrolment.Enrolled;
import dev.sallyport.gateway.enrolment.Enrolments;
import dev.sallyport.gateway.enrolment.Owner;
import dev.sallyport.gateway.files.FileFault;
import dev.sallyport.gateway.files.OwnerOnly;
import dev.sallyport.identity.Arn;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mfa enroll USER}: a new device, shown once and enabled by its first two codes. */
@Command(
        name = "enroll",
        mixinStandardHelpOptions = true,
        description = {
            "Make a virtual MFA device for a user, show it as QR symbol and otpauth:// URI, and ask for its first two codes.",
            "The seed is shown this once. Until two codes in a row enabled the device, it is good for nothing.",
        },
        footer = {
            "",
            "Exit status: 0 done, 1 refused, 2 the command line or the configuration has faults, 3 cannot work."
        })
public final class MfaEnrollCommand implements Callable<Integer> {
    /** Set by the launcher when somebody watches and wants colours. */
    private static final String COLOURS = "sallyport.colours";

    private static final int ATTEMPTS = 3;

    @Mixin
    private final OperatorOptions installation = new OperatorOptions();

    @Mixin
    private final MfaUser user = new MfaUser();

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "The device's name, the end of its serial number; the user's name without it.")
    private @Nullable String name;

    @Option(
            names = "--png",
            paramLabel = "FILE",
            description = "Write the QR symbol as an image too, readable by you alone. Delete it once it was scanned.")
    private @Nullable Path png;

    @Option(names = "--pending", description = "Do not ask for codes: `mfa enable` takes them later. JSON never asks.")
    private boolean pending;

    @Override
    public Integer call() {
        return installation.run((enrolments, out) -> {
            Path image = png;
            if (image != null && Files.exists(image, LinkOption.NOFOLLOW_LINKS)) {
                throw new FileFault("the file `" + image + "` exists: name another, or remove it first");
            }
            Enrolled device = enrolments.enroll(user.owner(), Optional.ofNullable(name));
            QrSymbol symbol = QrSymbol.of(device.uri());
            out.print(user.format().enrolled(device));
            if (image != null) {
                OwnerOnly.replace(image, symbol.png());
            }
            if (user.format() == DeviceFormat.JSON) {
                return ExitStatus.DONE;
            }
            boolean colours = Boolean.getBoolean(COLOURS);
            out.print(terminalKnowsBlocks() ? symbol.halfBlocks(colours) : symbol.ascii());
            out.println();
            out.println(device.uri().reveal());
            if (image != null) {
                out.println();
                out.println("The image is in `" + image + "`: delete it once it was scanned.");
            }
            out.println();
            if (!pending && enable(enrolments, device, out)) {
                out.print(user.format().done(device.serial(), "enabled"));
                out.println("Its first two codes are spent; the next one is good for a call.");
                return ExitStatus.DONE;
            }
            out.println();
            out.println("The device waits. To enable it, with two codes in a row in the place of the numbers:");
            out.println("  sallyport mfa enable" + installation.again() + " --serial " + device.serial() + " "
                    + device.user() + " 123456 654321");
            return ExitStatus.DONE;
        });
    }

    /** Asks for two codes until they hold; not for ever, and not when an empty line says later. */
    private static boolean enable(Enrolments enrolments, Enrolled device, PrintWriter out) {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<String> first = ask(in, out, "First code, or nothing to do this later: ");
            Optional<String> second =
                    first.isEmpty() ? first : ask(in, out, "The code after it, as soon as it is shown: ");
            if (second.isEmpty()) {
                return false;
            }
            try {
                Arn unused = enrolments.enable(
                        new Owner(device.user().toString(), Optional.empty()),
                        Optional.of(device.serial()),
                        first.get(),
                        second.get());
                return true;
            } catch (ApiException refused) {
                if (refused.error() != ApiError.INVALID_AUTHENTICATION_CODE) {
                    throw refused;
                }
                out.println(refused.error().code() + ": " + refused.message());
                out.println(refused.reason());
            }
        }
        return false;
    }

    private static Optional<String> ask(BufferedReader in, PrintWriter out, String question) {
        out.print(question);
        out.flush();
        try {
            return Optional.ofNullable(in.readLine()).map(String::strip).filter(line -> !line.isEmpty());
        } catch (IOException nobodyThere) {
            return Optional.empty();
        }
    }

    /** Java 17 writes in the locale's charset, newer ones in that of the terminal. */
    private static boolean terminalKnowsBlocks() {
        String name =
                System.getProperty("stdout.encoding", Charset.defaultCharset().name());
        return Charset.isSupported(name) && Charset.forName(name).newEncoder().canEncode('\u2588');
    }
}
