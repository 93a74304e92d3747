package dev.sallyport.gateway.cli;

import picocli.CommandLine.Command;

/** {@code identity …}: who is who for a gateway that runs or will. */
@Command(
        name = "identity",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        description = "Decide who is meant where a name was given out again.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = IdentityAcceptCommand.class)
public final class IdentityCommand {}
