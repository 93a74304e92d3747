package dev.sallyport.gateway.cli;

import dev.sallyport.config.Configuration;
import dev.sallyport.config.ConfigurationException;
import dev.sallyport.config.ConfigurationLoader;
import dev.sallyport.gateway.explain.TokenExplanation;
import dev.sallyport.oidc.IdTokenVerifier;
import dev.sallyport.oidc.JwkSet;
import dev.sallyport.oidc.KeySource;
import dev.sallyport.oidc.UnverifiedIdToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code token explain}: what a web identity token says, and which roles it could become. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = {
            "Read a web identity token from standard input and say what it is, which roles it could assume, and what",
            "stands in the way of the others. Nothing is fetched, started or issued."
        },
        footer = {
            "",
            "Exit status: 0 the token could assume a role, 1 it could not, 2 an option or the configuration cannot be used."
        })
public final class TokenExplainCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
    private CommandSpec spec;

    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The server file.")
    @SuppressWarnings("NullAway.Init") // picocli refuses a command line without it
    private Path config;

    @Option(
            names = "--keys",
            paramLabel = "FILE",
            description =
                    "The issuer's keys as a JWK set, where the configuration has no `jwks-file`. Without either the"
                            + " signature is not checked.")
    @Nullable
    private Path keys;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try {
            Configuration configuration =
                    ConfigurationLoader.load(config, name -> Optional.ofNullable(System.getenv(name)), true);
            Optional<JwkSet> given = keySet();
            TokenExplanation.SignatureCheck signatures = (token, provider) -> {
                Optional<JwkSet> known = provider.keySource() instanceof KeySource.StaticJwks configured
                        ? Optional.of(configured.keys())
                        : given;
                known.ifPresent(set -> IdTokenVerifier.requireSignature(token, set));
                return known.isPresent();
            };
            TokenExplanation explanation =
                    TokenExplanation.of(token(System.in), configuration, signatures, Instant.now());
            out.print(explanation.text());
            return explanation.assumesAny() ? ExitStatus.DONE : ExitStatus.FINDINGS;
        } catch (ConfigurationException e) {
            err.print(e.report());
            err.println(e.getMessage());
            return ExitStatus.USAGE;
        } catch (UnusableInputException e) {
            err.println(e.getMessage());
            return ExitStatus.USAGE;
        } finally {
            out.flush();
            err.flush();
        }
    }

    private Optional<JwkSet> keySet() throws UnusableInputException {
        if (keys == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(JwkSet.parse(
                    InputFile.text(keys, JwkSet.MAX_BYTES, "name a JWK set, as the issuer's `jwks_uri` gives it")));
        } catch (IllegalArgumentException e) {
            throw new UnusableInputException("cannot use `" + keys + "`: " + e.getMessage());
        }
    }

    /** Never an argument: those are seen by everybody on the machine. */
    private static String token(InputStream in) throws UnusableInputException {
        try {
            byte[] bytes = in.readNBytes(UnverifiedIdToken.MAX_LENGTH + 2);
            String text = new String(bytes, StandardCharsets.UTF_8).strip();
            if (text.isEmpty()) {
                throw new UnusableInputException("there is no token on standard input; pipe one in");
            }
            return text;
        } catch (IOException e) {
            throw new UnusableInputException("standard input cannot be read; pipe a token in");
        }
    }
}
