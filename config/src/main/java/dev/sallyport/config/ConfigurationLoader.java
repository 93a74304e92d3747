package dev.sallyport.config;

import dev.sallyport.config.yaml.Place;
import dev.sallyport.config.yaml.YamlNode;
import dev.sallyport.config.yaml.YamlReader;
import dev.sallyport.identity.AccountId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads a configuration: the server file and the identity files it names. */
public final class ConfigurationLoader {
    private static final int MAX_IDENTITY_FILES = 10_000;
    private static final int MAX_DIRECTORY_DEPTH = 8;

    private ConfigurationLoader() {}

    /**
     * Loads everything, or tells everything that is wrong.
     *
     * @param sallyportYaml the server file; what it names is relative to it
     * @param environment environment variables by name, for {@code env:NAME}
     * @param demoAllowed whether a configuration marked {@code demo: true} is accepted, as only the demo command does
     * @throws ConfigurationException with every fault of every file
     */
    public static Configuration load(
            Path sallyportYaml, Function<String, Optional<String>> environment, boolean demoAllowed)
            throws ConfigurationException {
        Findings findings = new Findings();
        Secrets secrets = new Secrets(environment);

        ServerFile server = document(sallyportYaml, findings)
                .map(root -> new ServerFileReader(secrets, findings, demoAllowed).read(root))
                .orElseGet(ServerFile::unreadable);
        Map<AccountId, AccountDraft> accounts = accounts(server, secrets, findings);
        new CrossCheck(server, accounts, findings).check();

        Map<AccountId, AccountEntry> entries = new LinkedHashMap<>();
        accounts.forEach((id, draft) -> entries.put(id, new AccountLinker(draft, findings).link()));
        if (findings.faultCount() > 0) {
            throw new ConfigurationException(findings.faults());
        }
        List<ConfiguredPolicy> policies = accounts.values().stream()
                .flatMap(account -> account.allPolicies().stream())
                .map(ConfiguredPolicy::of)
                .toList();
        return new Configuration(
                server.settings().orElseThrow(), new Identities(entries), policies, findings.warnings());
    }

    private static Map<AccountId, AccountDraft> accounts(ServerFile server, Secrets secrets, Findings findings) {
        Map<AccountId, AccountDraft> accounts = new LinkedHashMap<>();
        if (server.identities().isEmpty()) {
            findings.fileNotRead();
            return accounts;
        }
        Located<Path> directory = server.identities().get();
        IdentityFileReader reader = new IdentityFileReader(
                secrets, findings, server.demo(), id -> accounts.computeIfAbsent(id, AccountDraft::new));
        List<Path> files = identityFiles(directory, findings);
        files.forEach(file -> document(file, findings).ifPresentOrElse(reader::read, findings::fileNotRead));
        if (files.isEmpty() && findings.faultCount() == 0) {
            findings.add(directory.place(), "there is no `.yaml` file in `" + directory.value() + "`");
        }
        return accounts;
    }

    /** All YAML files of the directory and those below it, in the order of their names. */
    private static List<Path> identityFiles(Located<Path> directory, Findings findings) {
        Path folder = directory.value();
        if (!Files.isDirectory(folder)) {
            findings.fileNotRead();
            findings.add(directory.place(), "there is no directory `" + folder + "`");
            return List.of();
        }
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder, MAX_DIRECTORY_DEPTH)) {
            files = walk.filter(ConfigurationLoader::isYaml)
                    .limit(MAX_IDENTITY_FILES + 1L)
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            findings.add(directory.place(), "the directory `" + folder + "` cannot be read");
            return List.of();
        }
        if (files.size() > MAX_IDENTITY_FILES) {
            findings.add(directory.place(), "there are more than " + MAX_IDENTITY_FILES + " files in `" + folder + "`");
            return List.of();
        }
        // A file that is passed over in silence may hold the Deny that somebody relies on.
        files.stream()
                .filter(file -> !file.toString().endsWith(".yaml"))
                .forEach(file -> findings.add(Place.startOf(file), "the name ends in `.yaml` or the file is not read"));
        return files.stream().filter(file -> file.toString().endsWith(".yaml")).toList();
    }

    private static boolean isYaml(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return Files.isRegularFile(file) && (name.endsWith(".yaml") || name.endsWith(".yml"));
    }

    private static Optional<YamlNode> document(Path file, Findings findings) {
        Place start = Place.startOf(file);
        return FileContent.bytes(file, YamlReader.MAX_FILE_BYTES, message -> findings.add(start, message))
                .flatMap(content -> YamlReader.read(file, content, findings));
    }
}
