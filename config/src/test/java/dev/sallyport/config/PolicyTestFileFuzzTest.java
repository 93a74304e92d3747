package dev.sallyport.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

class PolicyTestFileFuzzTest {
    private static final Path FILE = Path.of("no-such-folder", "f.yaml");

    @FuzzTest
    void anyFileHoldsTestsOrItsFaultsAreSaid(byte[] content) {
        Findings findings = new Findings();
        Optional<PolicyTestFile> file = PolicyTestFile.parse(FILE, content, findings, PolicyTestReader::file);
        assertThat(file.isPresent() || findings.faultCount() > 0).isTrue();
        file.filter(read -> findings.faultCount() == 0)
                .ifPresent(read -> assertThat(read.tests()).isNotEmpty());
        assertReadable(findings);
    }

    @FuzzTest
    void anyFileHoldsRequestsOrItsFaultsAreSaid(byte[] content) {
        Findings findings = new Findings();
        Optional<List<PolicyRequest>> file = PolicyTestFile.parse(FILE, content, findings, PolicyRequestReader::file);
        assertThat(file.isPresent() || findings.faultCount() > 0).isTrue();
        assertReadable(findings);
    }

    private static void assertReadable(Findings findings) {
        assertThat(findings.faults())
                .allSatisfy(fault -> assertThat(fault.toString()).doesNotContain("\n", "\r"))
                .allMatch(fault -> fault.line() > 0 && fault.column() > 0);
    }
}
