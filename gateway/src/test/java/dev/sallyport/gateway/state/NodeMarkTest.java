package dev.sallyport.gateway.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeMarkTest {
    @TempDir
    Path temp;

    @Test
    void aProcessThatWasKilledIsToldFromOneThatRuns() throws Exception {
        DataDirectory data = DataDirectory.open(temp.resolve("data"));
        try (NodeMark here = NodeMark.set(data, "here")) {
            Process child = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            MarkedProcess.class.getName(),
                            data.path().toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (BufferedReader out = child.inputReader(StandardCharsets.US_ASCII)) {
                assertThat(out.readLine()).isEqualTo("marked");
                assertThat(NodeMark.ofTheKilled(data)).isEmpty();
                child.destroyForcibly();
                assertThat(child.waitFor(20, TimeUnit.SECONDS)).isTrue();
            }

            assertThat(NodeMark.ofTheKilled(data)).containsExactly("there");
            assertThat(NodeMark.ofTheKilled(data)).isEmpty();
            assertThat(here).isNotNull();
        }
    }

    @Test
    void whoStopsInOrderLeavesNoMark() throws Exception {
        DataDirectory data = DataDirectory.open(temp.resolve("data"));
        NodeMark.set(data, "here").close();

        assertThat(data.nodes()).isEmptyDirectory();
    }

    /** Sets its mark, says so, and waits until it is killed. */
    static final class MarkedProcess {
        private MarkedProcess() {}

        public static void main(String[] arguments) throws Exception {
            try (NodeMark mark = NodeMark.set(DataDirectory.open(Path.of(arguments[0])), "there")) {
                System.out.println(mark == null ? "" : "marked");
                System.out.flush();
                Thread.currentThread().join();
            }
        }
    }
}
