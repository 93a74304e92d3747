package dev.sallyport.demo.folder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.demo.port.Listener;
import dev.sallyport.demo.port.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningDemoTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("running.json");
    }

    @Test
    void whatIsWrittenIsRead() {
        demo(9071).write(file);

        assertThat(RunningDemo.read(file)).contains(demo(9071));
    }

    @Test
    void nothingIsReadWhereNothingRuns() {
        assertThat(RunningDemo.read(file)).isEmpty();
    }

    @Test
    void erasesItselfAndNoOther() {
        demo(9071).write(file);
        demo(9072).erase(file);
        assertThat(file).exists();

        demo(9071).erase(file);
        assertThat(file).doesNotExist();
    }

    @Test
    void fileOfAnotherFormIsNoDemo() throws Exception {
        demo(9071).write(file);
        for (String text : new String[] {"", "[]", "{\"api\":1}", "{\"api\":1e9}"}) {
            Files.writeString(file, text);
            assertThat(RunningDemo.read(file)).as(text).isEmpty();
        }
    }

    private RunningDemo demo(int issuerPort) {
        return new RunningDemo(Ports.choose(Map.of(Listener.ISSUER, issuerPort), port -> true), folder);
    }
}
