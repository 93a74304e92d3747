package dev.sallyport.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.gateway.files.FileFault;
import dev.sallyport.gateway.files.OwnerOnly;
import dev.sallyport.json.Json;
import dev.sallyport.json.JsonLimits;
import dev.sallyport.json.JsonNumber;
import dev.sallyport.json.JsonObject;
import dev.sallyport.json.JsonString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AuditLogTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final AuditLog.Settings SETTINGS =
            new AuditLog.Settings(1 << 20, 3, 1 << 20, Duration.ofSeconds(20));

    @TempDir
    Path temp;

    private final FailingDisk disk = new FailingDisk();
    private final InstantSource clock = InstantSource.fixed(NOW);
    private final List<AuditLog> opened = new ArrayList<>();
    private Path directory;

    @BeforeEach
    void directory() {
        directory = temp.resolve("audit");
        OwnerOnly.directory(directory);
    }

    @AfterEach
    void close() {
        disk.release();
        opened.forEach(AuditLog::close);
    }

    @Test
    void aRecordTakenDurablyIsInTheFileWhenTheCallReturns() throws IOException {
        AuditLog log = open(SETTINGS);
        log.takeDurably(record("one"));

        assertThat(reasons()).containsExactly("one");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        assertThat(log.health()).isInstanceOf(AuditHealth.Writing.class);
    }

    @Test
    void aRecordThatWasTakenIsInTheFileAfterTheEnd() throws IOException {
        AuditLog log = open(SETTINGS);
        for (int i = 0; i < 5000; i++) {
            log.take(record("r" + i));
        }
        log.close();

        assertThat(reasons())
                .containsExactlyElementsOf(
                        IntStream.range(0, 5000).mapToObj(i -> "r" + i).toList());
        assertThatThrownBy(() -> log.take(record("late"))).isInstanceOf(AuditUnavailable.class);
        assertThat(log.health()).isInstanceOf(AuditHealth.Failing.class);
    }

    @Test
    void aLogThatWasThereIsContinued() throws IOException {
        open(SETTINGS).takeDurably(record("before"));
        opened.get(0).close();
        open(SETTINGS).takeDurably(record("after"));

        assertThat(reasons()).containsExactly("before", "after");
    }

    @Test
    void halfALineOfAKilledProcessIsCut() throws IOException {
        open(SETTINGS).takeDurably(record("whole"));
        opened.get(0).close();
        String line = Files.readString(file());
        Files.writeString(file(), line + line.substring(0, line.length() / 2));

        open(SETTINGS).takeDurably(record("next"));

        assertThat(reasons()).containsExactly("whole", "next");
    }

    @Test
    void manyThreadsWriteWholeLines() throws Exception {
        AuditLog log = open(SETTINGS);
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<Future<?>> writers = new ArrayList<>();
            for (int t = 0; t < 16; t++) {
                int thread = t;
                writers.add(threads.submit(() -> {
                    for (int i = 0; i < 50; i++) {
                        if (i % 2 == 0) {
                            log.take(record(thread + "-" + i));
                        } else {
                            log.takeDurably(record(thread + "-" + i));
                        }
                    }
                }));
            }
            for (Future<?> writer : writers) {
                writer.get(30, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
        log.close();

        assertThat(reasons()).hasSize(800).doesNotHaveDuplicates();
    }

    @Test
    void filesAreRotatedBySizeAndTheOldestGo() throws IOException {
        int lineLength = record("r0000").line().length;
        AuditLog log = open(new AuditLog.Settings(10L * lineLength, 3, 1 << 20, SETTINGS.deadline()));
        for (int i = 0; i < 95; i++) {
            log.takeDurably(record(String.format("r%04d", i)));
        }

        List<Path> rotated = rotated();
        assertThat(rotated).hasSize(3);
        assertThat(rotated.get(0).getFileName().toString()).isEqualTo("audit-20260301T120000.000Z-0006.jsonl");
        List<String> kept = new ArrayList<>();
        for (Path file : rotated) {
            assertThat(Files.size(file)).isEqualTo(10L * lineLength);
            kept.addAll(reasons(file));
        }
        kept.addAll(reasons());
        assertThat(kept)
                .containsExactlyElementsOf(IntStream.range(60, 95)
                        .mapToObj(i -> String.format("r%04d", i))
                        .toList());
    }

    @Test
    void rotationUnderLoadLosesNothing() throws Exception {
        int lineLength = record("r00-000").line().length;
        AuditLog log = open(new AuditLog.Settings(20L * lineLength, 1000, 1 << 20, SETTINGS.deadline()));
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> writers = new ArrayList<>();
            for (int t = 0; t < 8; t++) {
                int thread = t;
                writers.add(threads.submit(() -> {
                    for (int i = 0; i < 100; i++) {
                        log.takeDurably(record(String.format("r%02d-%03d", thread, i)));
                    }
                }));
            }
            for (Future<?> writer : writers) {
                writer.get(30, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
        List<String> all = new ArrayList<>(reasons());
        for (Path file : rotated()) {
            all.addAll(reasons(file));
        }

        assertThat(all).hasSize(800).doesNotHaveDuplicates();
    }

    @Test
    void twoProcessesOnOneDirectoryDoNotLoseLines() throws Exception {
        int lineLength = record("a-000").line().length;
        AuditLog.Settings settings = new AuditLog.Settings(20L * lineLength, 1000, 1 << 20, SETTINGS.deadline());
        AuditLog a = open(settings);
        AuditLog b = open(settings);
        for (int i = 0; i < 100; i++) {
            a.takeDurably(record(String.format("a-%03d", i)));
            b.takeDurably(record(String.format("b-%03d", i)));
        }
        List<String> all = new ArrayList<>(reasons());
        for (Path file : rotated()) {
            all.addAll(reasons(file));
        }

        assertThat(all).hasSize(200).doesNotHaveDuplicates();
    }

    @Test
    void aFullDiskRefusesRecordsAndTheLogRecoversWithIt() throws IOException {
        AuditLog log = open(SETTINGS);
        log.takeDurably(record("before"));
        disk.fillUpAfter(10);

        assertThatThrownBy(() -> log.takeDurably(record("refused")))
                .isInstanceOfSatisfying(
                        AuditUnavailable.class, e -> assertThat(e.reason()).isEqualTo("No space left on device"));
        assertThat(log.health()).isEqualTo(new AuditHealth.Failing("No space left on device", NOW));
        assertThatThrownBy(() -> log.take(record("refused too"))).isInstanceOf(AuditUnavailable.class);

        disk.release();
        log.take(record("after"));

        assertThat(log.health()).isInstanceOf(AuditHealth.Writing.class);
        List<JsonObject> lines = lines(file());
        assertThat(lines).hasSize(3);
        assertThat(text(lines.get(0), "reason")).isEqualTo("before");
        assertThat(text(lines.get(1), "kind")).isEqualTo("gap");
        assertThat(((JsonNumber) lines.get(1).get("count").orElseThrow()).text())
                .isEqualTo("2");
        assertThat(text(lines.get(1), "reason")).isEqualTo("No space left on device");
        assertThat(text(lines.get(2), "reason")).isEqualTo("after");
    }

    @Test
    void aRecordTakenJustBeforeTheDiskFailedIsWrittenLater() throws Exception {
        AuditLog log = open(SETTINGS);
        disk.stall();
        log.take(record("keeps the writer busy"));
        log.take(record("taken on trust"));
        disk.fillUpAfter(0);

        assertThatThrownBy(() -> log.takeDurably(record("refused"))).isInstanceOf(AuditUnavailable.class);
        disk.release();
        log.takeDurably(record("after"));

        assertThat(reasons())
                .contains("keeps the writer busy", "taken on trust", "after")
                .doesNotContain("refused");
    }

    @Test
    void aFailingSyncIsAFailingWrite() throws IOException {
        AuditLog log = open(SETTINGS);
        disk.failSync();
        assertThatThrownBy(() -> log.takeDurably(record("refused"))).isInstanceOf(AuditUnavailable.class);
        disk.release();
        log.takeDurably(record("after"));

        assertThat(reasons()).contains("after").doesNotContain("refused");
    }

    @Test
    void aDiskThatHangsDoesNotHangTheCaller() {
        AuditLog log = open(new AuditLog.Settings(1 << 20, 3, 1 << 20, Duration.ofMillis(50)));
        disk.stall();

        assertThatThrownBy(() -> log.takeDurably(record("refused")))
                .isInstanceOf(AuditUnavailable.class)
                .hasMessageContaining("in 50 ms");
    }

    @Test
    void whatWaitsForTheDiskIsBounded() {
        int lineLength = record("x").line().length;
        AuditLog log = open(new AuditLog.Settings(1 << 20, 3, 10 * lineLength, Duration.ofMillis(50)));
        disk.stall();
        for (int i = 0; i < 10; i++) {
            log.take(record("x"));
        }

        assertThatThrownBy(() -> log.take(record("x")))
                .isInstanceOf(AuditUnavailable.class)
                .hasMessageContaining("too many records wait");
    }

    @Test
    void aFileReplacedByADirectoryStopsTheLogUntilItIsGone() throws IOException {
        AuditLog log = open(SETTINGS);
        log.takeDurably(record("before"));
        Files.move(file(), temp.resolve("taken-away"));
        Files.createDirectory(file());

        assertThatThrownBy(() -> log.takeDurably(record("refused"))).isInstanceOf(AuditUnavailable.class);
        assertThatThrownBy(() -> log.take(record("refused"))).isInstanceOf(AuditUnavailable.class);

        Files.delete(file());
        log.take(record("after"));
        assertThat(reasons()).contains("after");
    }

    @Test
    void aFileThatWasMovedAwayIsBegunAnew() throws IOException {
        AuditLog log = open(SETTINGS);
        log.takeDurably(record("before"));
        Files.move(file(), temp.resolve("moved"));
        log.takeDurably(record("after"));

        assertThat(reasons()).containsExactly("after");
        assertThat(reasons(temp.resolve("moved"))).containsExactly("before");
    }

    @Test
    void aLogThatCannotBeWrittenIsRefusedAtStart() throws IOException {
        Files.createDirectory(file());

        assertThatThrownBy(() -> open(SETTINGS))
                .isInstanceOf(FileFault.class)
                .hasMessageContaining("audit.jsonl` cannot be written");
    }

    @Test
    void aLogThatOthersCanReadIsRefusedAtStart() throws IOException {
        Files.createFile(file(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--")));

        assertThatThrownBy(() -> open(SETTINGS)).isInstanceOf(FileFault.class).hasMessageContaining("chmod 600");
    }

    @Test
    void refusalsPastTheBudgetAreCountedAndWrittenAsOne() throws IOException {
        AuditLog log = open(SETTINGS);
        RefusalBudget budget = new RefusalBudget(log, 2, Duration.ofSeconds(10));
        for (int i = 0; i < 1000; i++) {
            budget.refused(
                    record("flood " + i), i % 4 == 0 ? "AccessDenied" : "SignatureDoesNotMatch", NOW.plusMillis(i));
        }
        budget.writeSummary(NOW.plusSeconds(9));
        budget.refused(record("later"), "AccessDenied", NOW.plusSeconds(10));
        budget.writeSummary(NOW.plusSeconds(30));
        log.close();

        List<JsonObject> lines = lines(file());
        assertThat(lines).hasSize(4);
        assertThat(text(lines.get(0), "reason")).isEqualTo("flood 0");
        assertThat(text(lines.get(1), "reason")).isEqualTo("flood 1");
        assertThat(lines.get(2).toString())
                .contains("refusals")
                .contains("998")
                .contains("AccessDenied=249")
                .contains("SignatureDoesNotMatch=749")
                .contains("2026-03-01T12:00:10Z");
        assertThat(text(lines.get(3), "reason")).isEqualTo("later");
    }

    @Test
    void floodWithoutTokensHidesNoRefusalWithOne() throws IOException {
        AuditLog log = open(SETTINGS);
        RefusalBudget budget = new RefusalBudget(log, 2, Duration.ofSeconds(10));
        for (int i = 0; i < 100; i++) {
            budget.refused(record("flood " + i), "InvalidClientTokenId", NOW);
        }
        for (int i = 0; i < 3; i++) {
            budget.refusedWithToken(record("token " + i), "AccessDenied", NOW);
        }
        budget.writeLastSummary(NOW);
        log.close();

        List<JsonObject> lines = lines(file());
        assertThat(lines.stream().map(Object::toString))
                .hasSize(5)
                .anyMatch(line -> line.contains("token 0"))
                .anyMatch(line -> line.contains("token 1"))
                .noneMatch(line -> line.contains("token 2"))
                .anyMatch(line -> line.contains("InvalidClientTokenId=98") && line.contains("AccessDenied=1"));
    }

    private AuditLog open(AuditLog.Settings settings) {
        AuditLog log = AuditLog.open(directory, settings, clock, disk);
        opened.add(log);
        return log;
    }

    private Path file() {
        return directory.resolve("audit.jsonl");
    }

    private List<Path> rotated() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith("audit-"))
                    .sorted()
                    .toList();
        }
    }

    private List<String> reasons() throws IOException {
        return reasons(file());
    }

    private static List<String> reasons(Path file) throws IOException {
        return lines(file).stream()
                .filter(line -> text(line, "kind").equals("request"))
                .map(line -> text(line, "reason"))
                .toList();
    }

    private static List<JsonObject> lines(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .map(line -> (JsonObject) Json.parse(line, JsonLimits.DEFAULT))
                .toList();
    }

    private static String text(JsonObject line, String name) {
        return ((JsonString) line.get(name).orElseThrow()).value();
    }

    private static AuditRecord record(String reason) {
        return AuditRecord.ofRequest(NOW).set(AuditField.REASON, reason);
    }
}
