package dev.sallyport.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where policies are written and how their faults are found again. */
class PolicyTextTest {
    private static final String READ = """
            document: |
                  {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "orders:Get", "Resource": "*"}]}
            """;

    @TempDir
    private Path folder;

    private ConfigurationFiles files;

    @BeforeEach
    void writeFiles() {
        files = new ConfigurationFiles(folder);
    }

    @Test
    void aFaultInABlockHasItsLineAndColumnInTheYamlFile() {
        assertThat(files.identities("\"Action\": \"orders:Get\"", "\"Aktion\": \"orders:Get\"")
                        .faults())
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.file()).isEqualTo(folder.resolve("identities/a.yaml"));
                    assertThat(fault.line()).isEqualTo(36);
                    assertThat(fault.path()).isEqualTo("policies[0].document");
                    assertThat(fault.message()).contains("Aktion");
                });
    }

    @Test
    void theColumnCountsTheIndentationOfTheBlock() {
        Fault fault = files.identities("\"Effect\": \"Allow\",\n", "\"Effect\": \"Allow\",,\n")
                .faults()
                .get(0);

        assertThat(fault.line()).isEqualTo(21);
        // 12 spaces, `"Effect": "Allow",` and then the comma too many.
        assertThat(fault.column()).isEqualTo(12 + 18 + 1);
    }

    @Test
    void aPolicyMayHaveAFileOfItsOwn() {
        files.file(
                "read.json",
                "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"orders:Get\", \"Resource\": \"*\"}]}");

        assertThat(files.identities(READ.strip(), "document: file:../read.json").faults())
                .isEmpty();
    }

    @Test
    void aFaultInAFileOfItsOwnHasItsLineThere() {
        files.file("read.json", "{\n\"Version\": \"2012-10-17\",\n  \"Statment\": []}");

        assertThat(files.identities(READ.strip(), "document: file:../read.json").faults())
                .first()
                .satisfies(fault -> {
                    assertThat(fault.file()).isEqualTo(folder.resolve("read.json"));
                    assertThat(fault.line()).isEqualTo(3);
                    assertThat(fault.column()).isEqualTo(3);
                    assertThat(fault.path()).isEqualTo("policies[0].document");
                });
    }

    @Test
    void aManagedPolicySaysTheCurrentVersion() {
        assertThat(files.identities(
                                "\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"orders",
                                "\"Version\": \"2008-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"orders")
                        .messages())
                .singleElement()
                .asString()
                .startsWith("policies[0].document: ");
    }

    @Test
    void aMissingPolicyFileIsAFault() {
        assertThat(files.identities(READ.strip(), "document: file:../no.json").messages())
                .singleElement()
                .asString()
                .startsWith("policies[0].document: there is no file");
    }

    @Test
    void aPolicyMappedFromYamlIsRefused() {
        assertThat(files.identities(READ.strip(), "document: {Version: \"2012-10-17\", Statement: []}")
                        .messages())
                .containsExactly("policies[0].document: a policy is JSON text, and here stands a mapping of YAML;"
                        + " write `|` and the JSON below, indented, or `file:PATH`");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'{\"Version\": \"2012-10-17\"}'", ">\n      {}", "read", "12", ""})
    void aPolicyIsTextBehindABarOrAFile(String written) {
        assertThat(files.identities(READ.strip(), "document: " + written).messages())
                .singleElement()
                .asString()
                .startsWith("policies[0].document: a policy is JSON text, and here stands ");
    }

    @Test
    void aConditionKeyThatNothingSuppliesIsRefusedByNameAndPlace() {
        assertThat(files.identities(
                                "\"Resource\": \"*\"",
                                "\"Resource\": \"*\",\n       \"Condition\": {\"StringEquals\": {\"aws:SourceVpc\": \"v\"}}")
                        .faults())
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.line()).isEqualTo(37);
                    assertThat(fault.column()).isEqualTo(39);
                    assertThat(fault.message()).startsWith("nothing supplies the condition key `aws:SourceVpc` yet");
                });
    }

    // Whoever mistyped it must not be told to take the condition out: the statement would let more in.
    @ParameterizedTest
    @CsvSource({"aws:MultifactorPresent, did you mean `aws:MultiFactorAuthPresent`?", "ci:build, decide by another key"
    })
    void aMistypedConditionKeyIsAnsweredWithTheOneThatWasMeant(String key, String end) {
        assertThat(withCondition(key).messages()).singleElement().asString().endsWith("; " + end);
    }

    @ParameterizedTest
    @ValueSource(strings = {"aws:PrincipalTag/team", "AWS:principaltag/Team", "aws:ResourceTag/a.b/c"})
    void aConditionKeyThatIsSuppliedIsTakenInAnyCase(String key) {
        assertThat(withCondition(key).faults()).isEmpty();
    }

    @Test
    void aVariableThatNothingSuppliesIsRefused() {
        assertThat(files.identities("\"Resource\": \"*\"", "\"Resource\": \"arn:aws:orders:::${aws:SourceVpce}\"")
                        .messages())
                .singleElement()
                .asString()
                .contains("`aws:SourceVpce`");
    }

    @Test
    void aClaimOfAnIssuerThatIsNotConfiguredIsDangling() {
        assertThat(withCondition("token.actions.githubuserconten.com:sub").messages())
                .containsExactly(
                        "policies[0].document: no OIDC provider supplies the condition key"
                                + " `token.actions.githubuserconten.com:sub`; did you mean `token.actions.githubusercontent.com`?");
        assertThat(new ConfigurationFiles(folder).faults()).isEmpty();
    }

    private ConfigurationFiles withCondition(String key) {
        return files.identities(
                "\"Resource\": \"*\"",
                "\"Resource\": \"*\", \"Condition\": {\"StringEquals\": {\"" + key + "\": \"v\"}}");
    }
}
