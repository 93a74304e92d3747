package dev.sallyport.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.sigv4.HeaderField;
import dev.sallyport.sigv4.RequestHead;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardedRequestTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization",
                "authorization",
                "X-Amz-Security-Token",
                "x_amz_security_token",
                "Proxy-Authorization",
                "Sallyport-Assertion",
                "sallyport_assertion",
                "SALLYPORT.ASSERTION",
                "Sallyport_Decision-Id",
                "Forwarded",
                "X-Forwarded-For",
                "x_forwarded_proto",
                "X-Original-URL",
                "X-Rewrite-URL",
                "X-HTTP-Method-Override",
                "x_http_method_override"
            })
    void credentialsAndReservedHeadersDoNotArrive(String name) {
        GuardedRequest request = guarded("GET", "/", "", new HeaderField(name, "5"), new HeaderField("Accept", "*/*"));

        assertThat(request.getHeader(name)).isNull();
        assertThat(Collections.list(request.getHeaders(name))).isEmpty();
        assertThat(request.getIntHeader(name)).isEqualTo(-1);
        assertThat(request.getDateHeader(name)).isEqualTo(-1);
        assertThat(Collections.list(request.getHeaderNames())).containsExactly("Accept");
    }

    @Test
    void otherHeadersArriveAsTheyWere() {
        GuardedRequest request =
                guarded("GET", "/", "", new HeaderField("X-Team", "red"), new HeaderField("X-Team", "blue"));

        assertThat(Collections.list(request.getHeaders("x-team"))).containsExactly("red", "blue");
        assertThat(request.getHeader("X-Team")).isEqualTo("red");
    }

    @Test
    void reservedTrailersDoNotArrive() {
        assertThat(guarded("GET", "/", "").getTrailerFields()).containsOnlyKeys("checksum");
    }

    @Test
    void parametersAreThoseOfQueryAndFormInThatOrder() {
        GuardedRequest request = form("/p?a=1&b=%C3%A9+x&a=%32&empty&=nameless", "a=3&c=4%264");

        assertThat(request.getParameterValues("a")).containsExactly("1", "2", "3");
        assertThat(request.getParameter("a")).isEqualTo("1");
        assertThat(request.getParameter("b")).isEqualTo("\u00e9 x");
        assertThat(request.getParameter("c")).isEqualTo("4&4");
        assertThat(request.getParameter("empty")).isEmpty();
        assertThat(request.getParameter("none")).isNull();
        assertThat(request.getParameterValues("none")).isNull();
        assertThat(Collections.list(request.getParameterNames())).containsExactly("a", "b", "empty", "", "c");
        assertThat(request.getParameterMap()).containsOnlyKeys("a", "b", "empty", "", "c");
    }

    @Test
    void aBodyThatIsNoFormHasNoParameters() {
        assertThat(guarded("POST", "/p?a=1", "b=2", new HeaderField("Content-Type", "text/plain"))
                        .getParameterMap())
                .containsOnlyKeys("a");
        assertThat(guarded("PUT", "/p?a=1", "b=2", new HeaderField("Content-Type", "application/x-www-form-urlencoded"))
                        .getParameterMap())
                .containsOnlyKeys("a");
    }

    @Test
    void theBodyIsStillThereAfterItsParametersWereRead() throws IOException {
        GuardedRequest request = form("/p", "a=1");
        request.getParameter("a");

        assertThat(request.getInputStream().readAllBytes()).isEqualTo("a=1".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void anApplicationCannotChangeParametersForOthers() {
        GuardedRequest request = form("/p?a=1", "");
        request.getParameterValues("a")[0] = "changed";
        request.getParameterMap().get("a")[0] = "changed";

        assertThat(request.getParameter("a")).isEqualTo("1");
        Map<String, String[]> map = request.getParameterMap();
        assertThatThrownBy(() -> map.put("b", new String[0])).isInstanceOf(UnsupportedOperationException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%", "a=%4", "a=%zz", "a=%+1", "a=%C3%28", "%ff=1"})
    void parametersThatCannotBeDecodedAreRefused(String query) {
        assertThatThrownBy(() -> guarded("GET", "/p?" + query, "").getParameter("a"))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void parametersAreBounded() {
        String atLimit = "a=1" + "&a=1".repeat(FormParameters.MAX_PARAMETERS - 1);

        assertThat(form("/", atLimit).getParameterValues("a")).hasSize(FormParameters.MAX_PARAMETERS);
        assertThatThrownBy(() -> form("/", atLimit + "&a=1").getParameter("a"))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theReaderDecodesAsTheRequestSays() throws IOException {
        GuardedRequest request = guarded("POST", "/", "\u00e9");
        assertThat(request.getReader().readLine()).isEqualTo("\u00e9");

        GuardedRequest latin = guarded("POST", "/", "\u00e9");
        latin.setCharacterEncoding("ISO-8859-1");
        assertThat(latin.getReader().readLine()).isEqualTo("\u00c3\u00a9");
        latin.setCharacterEncoding("no-such-charset");
        GuardedRequest unknown = guarded("POST", "/", "x");
        unknown.setCharacterEncoding("no-such-charset");
        assertThatThrownBy(unknown::getReader).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aBodyIsReadInOneWay() throws IOException {
        GuardedRequest byReader = guarded("POST", "/", "x");
        byReader.getReader();
        assertThatThrownBy(byReader::getInputStream).isInstanceOf(IllegalStateException.class);

        GuardedRequest byStream = guarded("POST", "/", "x");
        byStream.getInputStream();
        assertThatThrownBy(byStream::getReader).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatIsNotBuiltIsRefusedByName() {
        GuardedRequest request = guarded("POST", "/", "x");

        assertThatThrownBy(request::getParts)
                .isInstanceOf(ServletException.class)
                .hasMessageContaining("multipart");
        assertThatThrownBy(() -> request.getPart("file")).isInstanceOf(ServletException.class);
        assertThatThrownBy(() -> request.login("alice", "secret")).isInstanceOf(ServletException.class);
        assertThatThrownBy(request::logout).isInstanceOf(ServletException.class);
        assertThatThrownBy(() -> request.authenticate(new FakeResponse().asServlet()))
                .isInstanceOf(ServletException.class);
        assertThat(request.newPushBuilder()).isNull();
        assertThat(request.isUserInRole("admin")).isFalse();
        assertThat(request.getRemoteUser()).isNull();
        assertThat(request.getAuthType()).isNull();
    }

    /** Without arguments the container would go on with the request that it knows, credentials and all. */
    @Test
    void asynchronousProcessingKeepsTheGuardedRequest() {
        FakeRequest fake = fake("GET", "/", "");
        new GuardedRequest(fake.asServlet(), new FakeResponse().asServlet(), Optional.empty(), new byte[0])
                .startAsync();

        assertThat(fake.asyncStarted).isTrue();
    }

    @Test
    void aGuardedRequestIsRecognisedInsideOthers() {
        GuardedRequest guarded = guarded("GET", "/", "");

        assertThat(GuardedRequest.isWithin(new HttpServletRequestWrapper(guarded)))
                .isTrue();
        assertThat(GuardedRequest.isWithin(fake("GET", "/", "").asServlet())).isFalse();
    }

    @Test
    void theHeldBodyIsReadToItsEnd() throws IOException {
        HeldInputStream in = (HeldInputStream) guarded("POST", "/", "abc").getInputStream();

        assertThat(in.isReady()).isTrue();
        assertThat(in.isFinished()).isFalse();
        assertThat(in.available()).isEqualTo(3);
        assertThat(in.read()).isEqualTo('a');
        assertThat(in.readAllBytes()).hasSize(2);
        assertThat(in.isFinished()).isTrue();
        assertThat(in.read()).isEqualTo(-1);
    }

    private static GuardedRequest form(String target, String body) {
        return guarded(
                "POST",
                target,
                body,
                new HeaderField("Content-Type", "Application/X-WWW-Form-Urlencoded; charset=utf-8"));
    }

    private static GuardedRequest guarded(String method, String target, String body, HeaderField... headers) {
        HttpServletRequest request = fake(method, target, body, headers).asServlet();
        return new GuardedRequest(
                request, new FakeResponse().asServlet(), Optional.empty(), body.getBytes(StandardCharsets.UTF_8));
    }

    private static FakeRequest fake(String method, String target, String body, HeaderField... headers) {
        return new FakeRequest(
                RequestHead.ofTarget(method, target, new ArrayList<>(List.of(headers))),
                body.getBytes(StandardCharsets.UTF_8));
    }
}
