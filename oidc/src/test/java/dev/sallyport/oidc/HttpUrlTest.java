package dev.sallyport.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpUrlTest {
    @ParameterizedTest
    @CsvSource({
        "https://idp.example.com, idp.example.com, 443, ''",
        "https://idp.example.com/, idp.example.com, 443, /",
        "https://idp.example.com:8443/a/b, idp.example.com, 8443, /a/b",
        "https://IDP.example.com/a%20b/, IDP.example.com, 443, /a%20b/",
        "https://10.0.0.1:1/x, 10.0.0.1, 1, /x",
        "https://3idp.example.com, 3idp.example.com, 443, ''",
        "'https://[2001:db8::1]:443/x', '[2001:db8::1]', 443, /x",
        "http://localhost:65535/x, localhost, 65535, /x",
        "https://xn--bcher-kva.example/~a;b=c@d:e!$&'()*+, xn--bcher-kva.example, 443, /~a;b=c@d:e!$&'()*+"
    })
    void partsAreAsWritten(String text, String host, int port, String path) {
        HttpUrl url = HttpUrl.parse(text);

        assertThat(url.host()).isEqualTo(host);
        assertThat(url.port()).isEqualTo(port);
        assertThat(url.path()).isEqualTo(path);
        assertThat(url.text()).isEqualTo(text);
        assertThat(URI.create(text).getHost())
                .as("what the HTTP client connects to")
                .isEqualTo(host);
    }

    @Test
    void aQueryIsKeptApart() {
        HttpUrl url = HttpUrl.parse("https://idp.example.com/keys?p=b2c_1/a?b");

        assertThat(url.path()).isEqualTo("/keys");
        assertThat(url.query()).contains("p=b2c_1/a?b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "idp.example.com",
                "//idp.example.com",
                "ftp://idp.example.com",
                "HTTPS://idp.example.com",
                "https:/idp.example.com",
                "https:idp.example.com",
                "https://",
                "https:///x",
                "https://:443",
                "https://user@idp.example.com",
                "https://idp.example.com@attacker.example",
                "https://idp.example.com:443@attacker.example",
                "https://idp.example.com\\@attacker.example",
                "https://idp.example.com\\.attacker.example",
                "https://idp.example.com#@attacker.example",
                "https://idp.example.com/#x",
                "https://idp.example.com /",
                " https://idp.example.com",
                "https://idp.example.com\t",
                "https://idp\u0000.example.com",
                "https://idp.ex\u0430mple.com",
                "https://idp\uff0eexample.com",
                "https://idp%2eexample.com",
                "https://idp_1.example.com",
                "https://-idp.example.com",
                "https://idp-.example.com",
                "https://idp..example.com",
                "https://.example.com",
                "https://idp.example.com.",
                "https://idp.example.com:",
                "https://idp.example.com:0",
                "https://idp.example.com:0443",
                "https://idp.example.com:65536",
                "https://idp.example.com:99999999999",
                "https://idp.example.com:+443",
                "https://idp.example.com:44x",
                "https://127.1",
                "https://0x7f.0.0.1",
                "https://127.0.0.0x1",
                "https://2130706433",
                "https://010.0.0.1",
                "https://256.0.0.1",
                "https://1.2.3.4.5",
                "https://idp.example.20b",
                "https://3idp",
                "https://[::1",
                "https://[]",
                "https://[1]",
                "https://[::1%25eth0]",
                "https://[::1]x",
                "https://idp.example.com/a//b",
                "https://idp.example.com//",
                "https://idp.example.com/./a",
                "https://idp.example.com/a/..",
                "https://idp.example.com/a/%2e%2E/b",
                "https://idp.example.com/a%2fb",
                "https://idp.example.com/a%5cb",
                "https://idp.example.com/a%00",
                "https://idp.example.com/a%25",
                "https://idp.example.com/a%",
                "https://idp.example.com/a%2",
                "https://idp.example.com/a%zz",
                "https://idp.example.com/a\"b",
                "https://idp.example.com/a<b>",
                "https://idp.example.com/{a}",
                "https://idp.example.com/a|b",
                "https://idp.example.com/a^b",
                "https://idp.example.com/a`b"
            })
    void whatParsersReadDifferentlyIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> HttpUrl.parse(text));
    }

    @Test
    void theLongestUrlHas2048Characters() {
        String longest = "https://idp.example.com/" + "a".repeat(HttpUrl.MAX_LENGTH - 24);

        assertThat(HttpUrl.parse(longest).text()).isEqualTo(longest);
        assertThatIllegalArgumentException().isThrownBy(() -> HttpUrl.parse(longest + "a"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:1",
                "http://LOCALHOST",
                "http://127.0.0.1",
                "http://127.9.9.9/",
                "http://[::1]:1"
            })
    void thisMachineIsLoopback(String text) {
        assertThat(HttpUrl.parse(text).isLoopback()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost.example.com",
                "http://127.example.com",
                "http://128.0.0.1",
                "http://[::2]",
                "http://127.0.0.1.example.com",
                "http://[::ffff:127.0.0.1]"
            })
    void othersAreNot(String text) {
        assertThat(HttpUrl.parse(text).isLoopback()).isFalse();
    }
}
