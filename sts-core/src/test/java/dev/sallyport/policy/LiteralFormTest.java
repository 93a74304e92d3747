package dev.sallyport.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiteralFormTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "StringNotLike|anything at all|",
                "StringEqualsIgnoreCase|anything at all|",
                "NumericLessThan|1e3|a lot",
                "DateEquals|2026-11-22|some day",
                "Bool|True|yes",
                "Bool|false|0",
                "Null|true|maybe",
                "BinaryEquals|YQ==|%",
                "NotIpAddress|192.0.2.0/024|192.0.2.0/33",
                "ArnLike|*|bucket",
                "ArnEquals|arn:aws:s3:::b:c|arn:aws:s3::b",
            })
    void anOperatorWantsItsLiteralsInAForm(String operator, String fits, String doesNot) {
        LiteralForm form = LiteralForm.of(Operator.parse(operator).orElseThrow().base());

        assertThat(form.fits(fits)).isTrue();
        assertThat(doesNot == null || !form.fits(doesNot)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "StringEquals,TEXT",
        "NumericEquals,NUMBER",
        "DateEquals,DATE",
        "Bool,BOOLEAN",
        "Null,BOOLEAN",
        "BinaryEquals,BASE64",
        "IpAddress,ADDRESS",
        "ArnEquals,ARN"
    })
    void theFormIsThatOfTheFamily(String operator, LiteralForm form) {
        Operator.Base base = Operator.parse(operator).orElseThrow().base();

        assertThat(LiteralForm.of(base)).isEqualTo(form);
        assertThat(base.written()).isEqualTo(operator);
    }
}
