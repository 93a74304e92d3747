package dev.sallyport.gateway.audit;

import dev.sallyport.json.Json;
import dev.sallyport.json.JsonArray;
import dev.sallyport.json.JsonLimits;
import dev.sallyport.json.JsonNode;
import dev.sallyport.json.JsonObject;
import dev.sallyport.json.JsonString;
import dev.sallyport.json.JsonSyntaxException;
import dev.sallyport.session.Origin;
import dev.sallyport.session.SessionClaims;
import dev.sallyport.session.SessionId;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The record of issuance: the audit records of calls that handed a session out. Each was on disk before the credentials
 * left, and none holds a token.
 */
public final class Issuances {
    /** Longer lines are not ours. */
    private static final int MAX_LINE = 1 << 20;

    private static final String MARK = "\"issuedExpires\":";

    private final Path directory;

    /** @param directory of the audit log */
    public Issuances(Path directory) {
        this.directory = directory;
    }

    /**
     * Gives each issuance to {@code each}, oldest first. Lines that are no record of one are passed over.
     *
     * @param aliveAt leaves out files in which no session can be that lives then
     */
    public void forEach(Optional<Instant> aliveAt, Consumer<Issuance> each) throws IOException {
        for (Path file : files()) {
            if (aliveAt.isPresent() && isTooOld(file, aliveAt.get())) {
                continue;
            }
            try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.length() <= MAX_LINE && line.contains(MARK)) {
                        issuance(line).ifPresent(each);
                    }
                }
            } catch (NoSuchFileException rotatedMeanwhile) {
                // Its records were the oldest.
            }
        }
    }

    private List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.list(directory)) {
            all.filter(file -> String.valueOf(file.getFileName()).startsWith("audit-")
                            && String.valueOf(file.getFileName()).endsWith(".jsonl"))
                    .forEach(files::add);
        } catch (NoSuchFileException none) {
            return List.of();
        }
        Collections.sort(files);
        Path current = directory.resolve(AuditFile.NAME);
        if (Files.exists(current)) {
            files.add(current);
        }
        return files;
    }

    private static boolean isTooOld(Path file, Instant now) throws IOException {
        return Files.getLastModifiedTime(file)
                .toInstant()
                .plus(SessionClaims.MAX_LIFETIME)
                .isBefore(now);
    }

    /** Empty for a line that is no record of an issuance, such as one that another version wrote. */
    static Optional<Issuance> issuance(String line) {
        JsonNode node;
        try {
            node = Json.parse(line, JsonLimits.DEFAULT);
        } catch (JsonSyntaxException notOurs) {
            return Optional.empty();
        }
        if (!(node instanceof JsonObject record)
                || !text(record, AuditField.DECISION).equals(Optional.of("allowed"))) {
            return Optional.empty();
        }
        try {
            Optional<SessionId> id = text(record, AuditField.ISSUED_SESSION_ID).map(Issuances::sessionId);
            Optional<Instant> issued = text(record, AuditField.TIME).map(Instant::parse);
            Optional<Instant> expires = text(record, AuditField.ISSUED_EXPIRES).map(Instant::parse);
            if (id.isEmpty() || issued.isEmpty() || expires.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(new Issuance(
                    id.get(),
                    texts(record, AuditField.ISSUED_ANCESTORS).stream()
                            .map(Issuances::sessionId)
                            .toList(),
                    texts(record, AuditField.ISSUED_ORIGINS).stream()
                            .map(Issuances::origin)
                            .toList(),
                    issued.get(),
                    expires.get(),
                    text(record, AuditField.ISSUED_PRINCIPAL).orElse("-"),
                    text(record, AuditField.ISSUED_ACCESS_KEY_ID),
                    text(record, AuditField.PRINCIPAL),
                    text(record, AuditField.PROVIDER),
                    text(record, AuditField.SUBJECT),
                    text(record, AuditField.ROLE),
                    text(record, AuditField.SOURCE_IP),
                    text(record, AuditField.ISSUED_REASON),
                    text(record, AuditField.MFA_DEVICE)));
        } catch (IllegalArgumentException | DateTimeException notOurs) {
            return Optional.empty();
        }
    }

    private static SessionId sessionId(String hex) {
        return SessionId.of(HexFormat.of().parseHex(hex));
    }

    private static Origin origin(String text) {
        int space = text.lastIndexOf(' ');
        if (space < 1) {
            throw new IllegalArgumentException("an origin is an id and a time");
        }
        return new Origin(text.substring(0, space), Instant.parse(text.substring(space + 1)));
    }

    private static Optional<String> text(JsonObject record, AuditField field) {
        return record.get(field.jsonName()).orElse(null) instanceof JsonString string
                ? Optional.of(string.value())
                : Optional.empty();
    }

    private static List<String> texts(JsonObject record, AuditField field) {
        if (!(record.get(field.jsonName()).orElse(null) instanceof JsonArray array)) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode element : array.elements()) {
            if (!(element instanceof JsonString string)) {
                throw new IllegalArgumentException("a list of texts holds something else");
            }
            texts.add(string.value());
        }
        return texts;
    }
}
