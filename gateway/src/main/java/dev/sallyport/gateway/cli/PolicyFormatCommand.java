package dev.sallyport.gateway.cli;

import dev.sallyport.policy.MalformedPolicyException;
import dev.sallyport.policy.PolicyType;
import dev.sallyport.policy.format.PolicyPrinter;
import dev.sallyport.policy.lint.PolicyLinter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code policy format FILE…}: policy documents in one layout. */
@Command(
        name = "format",
        mixinStandardHelpOptions = true,
        description = "Print policy documents in one layout; what they mean never changes.",
        footer = {
            "",
            "Exit status: 0 done, 1 with --check when a file would change, 2 a file is no policy or cannot be read.",
        })
public final class PolicyFormatCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
    private CommandSpec spec;

    /** What is done instead of printing: at most one of them. */
    private static final class Instead {
        @Option(names = "--write", description = "Replace each file that changes, at once and whole; print its name.")
        private boolean write;

        @Option(names = "--check", description = "Change nothing; print the name of each file that would change.")
        private boolean check;
    }

    @ArgGroup
    private Instead instead = new Instead();

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            description = "What the documents are: ${COMPLETION-CANDIDATES}. Without it, told from their elements.")
    private @Nullable PolicyTypeName type;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Policy documents.")
    @SuppressWarnings("NullAway.Init") // picocli refuses a command line without it
    private List<Path> files;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        boolean unusable = false;
        boolean changed = false;
        for (Path file : files) {
            try {
                changed |= format(file, out);
            } catch (UnusableInputException e) {
                err.println(e.getMessage());
                unusable = true;
            }
        }
        out.flush();
        err.flush();
        if (unusable) {
            return ExitStatus.USAGE;
        }
        return instead.check && changed ? ExitStatus.FINDINGS : ExitStatus.DONE;
    }

    /** Whether the file is not in the layout. */
    private boolean format(Path file, PrintWriter out) throws UnusableInputException {
        String document = InputFile.policy(file);
        String printed = print(file, document);
        boolean changes = !printed.equals(document);
        if (!instead.write && !instead.check) {
            out.print(printed);
        } else if (changes) {
            if (instead.write) {
                replace(file, printed);
            }
            out.println(file);
        }
        return changes;
    }

    private String print(Path file, String document) throws UnusableInputException {
        PolicyType policyType = type == null ? PolicyLinter.typeOf(document) : type.type();
        try {
            return PolicyPrinter.print(policyType, document);
        } catch (MalformedPolicyException e) {
            throw new UnusableInputException(file + ":" + e.line() + ":" + e.column() + ": " + e.detail());
        } catch (IllegalArgumentException tooLong) {
            throw new UnusableInputException(file + ": " + tooLong.getMessage());
        }
    }

    /** Whoever reads the file meanwhile sees the old text or the new one. A link stays a link. */
    private static void replace(Path file, String printed) throws UnusableInputException {
        try {
            Path target = file.toRealPath();
            Path temporary = Files.createTempFile(target.resolveSibling("."), ".policy-format-", ".tmp");
            try {
                Files.writeString(temporary, printed);
                PosixFileAttributeView from = Files.getFileAttributeView(target, PosixFileAttributeView.class);
                PosixFileAttributeView to = Files.getFileAttributeView(temporary, PosixFileAttributeView.class);
                if (from != null && to != null) {
                    to.setPermissions(from.readAttributes().permissions());
                }
                Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new UnusableInputException(
                    "cannot replace `" + file + "`: make its folder one that you may write to; the file is unchanged");
        }
    }
}
