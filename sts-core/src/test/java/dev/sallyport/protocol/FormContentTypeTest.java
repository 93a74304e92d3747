package dev.sallyport.protocol;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.error.ApiException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormContentTypeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/x-www-form-urlencoded",
                "application/x-www-form-urlencoded; charset=utf-8",
                "application/x-www-form-urlencoded;charset=UTF-8",
                "Application/X-WWW-Form-Urlencoded; Charset=\"utf-8\""
            })
    void utf8FormIsRead(String contentType) {
        assertThatCode(() -> FormContentType.require(List.of(contentType), List.of()))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "application/json",
                "application/x-amz-json-1.1",
                "text/plain",
                "multipart/form-data; boundary=x",
                "application/x-www-form-urlencoded; charset=utf-16",
                "application/x-www-form-urlencoded; charset=utf-8; charset=utf-16",
                "application/x-www-form-urlencoded, application/json",
                "application/x-www-form-urlencodedx"
            })
    void anythingElseIsNot(String contentType) {
        assertThatThrownBy(() -> FormContentType.require(List.of(contentType), List.of()))
                .isInstanceOf(ApiException.class);
    }

    @Test
    void typeIsGivenOnceAndBodyIsNotEncoded() {
        String form = "application/x-www-form-urlencoded";
        assertThatThrownBy(() -> FormContentType.require(List.of(), List.of())).isInstanceOf(ApiException.class);
        assertThatThrownBy(() -> FormContentType.require(List.of(form, form), List.of()))
                .isInstanceOf(ApiException.class);
        assertThatThrownBy(() -> FormContentType.require(List.of(form), List.of("gzip")))
                .isInstanceOf(ApiException.class);
    }
}
