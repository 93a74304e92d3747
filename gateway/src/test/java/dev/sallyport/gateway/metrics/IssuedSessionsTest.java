package dev.sallyport.gateway.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.Arn;
import dev.sallyport.identity.Principal;
import dev.sallyport.identity.UniqueId;
import java.util.List;
import org.junit.jupiter.api.Test;

class IssuedSessionsTest {
    private static final AccountId ACCOUNT = new AccountId("111122223333");
    private static final Arn GLASS = Arn.iam(ACCOUNT, "role/break-glass");

    private final IssuedSessions sessions = new IssuedSessions();

    @Test
    void sessionsCountByActionAndRole() {
        sessions.count("AssumeRole", session("/", "break-glass"), true);
        sessions.count("AssumeRole", session("/", "break-glass"), true);
        sessions.count("AssumeRole", session("/team/", "reader"), false);
        sessions.count("AssumeRoleWithWebIdentity", session("/team/", "reader"), false);
        sessions.count(
                "GetSessionToken",
                new Principal.User(ACCOUNT, "/", "alice", new UniqueId("AIDAAAAAAAAAAAAAAAAAA")),
                false);

        assertThat(sessions.lines(List.of(GLASS)))
                .containsExactly(
                        "# HELP sallyport_sessions_issued_total Sessions whose credentials were handed out since this"
                                + " gateway started.",
                        "# TYPE sallyport_sessions_issued_total counter",
                        line("GetSessionToken", false, "", 1),
                        line("AssumeRole", true, GLASS.toString(), 2),
                        line("AssumeRole", false, "arn:aws:iam::111122223333:role/team/reader", 1),
                        line("AssumeRoleWithWebIdentity", false, "arn:aws:iam::111122223333:role/team/reader", 1));
    }

    @Test
    void aBreakGlassRoleIsThereBeforeItsFirstSession() {
        assertThat(sessions.lines(List.of(GLASS))).contains(line("AssumeRole", true, GLASS.toString(), 0));
    }

    @Test
    void aRoleNameStaysInItsLabel() {
        sessions.count("AssumeRole", session("/a\"b\\/", "c"), false);

        assertThat(sessions.lines(List.of()))
                .contains(line("AssumeRole", false, "arn:aws:iam::111122223333:role/a\\\"b\\\\/c", 1));
    }

    @Test
    void thereIsABoundOnRolesThatComeAndGo() {
        for (int i = 0; i < IssuedSessions.MOST_SERIES + 10; i++) {
            sessions.count("AssumeRole", session("/", "role-" + i), false);
        }

        assertThat(sessions.lines(List.of()))
                .hasSize(2 + IssuedSessions.MOST_SERIES + 1)
                .contains(
                        line("AssumeRole", false, "others", 10),
                        line("AssumeRole", false, "arn:aws:iam::111122223333:role/role-0", 1));
    }

    private static String line(String action, boolean breakGlass, String role, int count) {
        return "sallyport_sessions_issued_total{action=\"" + action + "\",break_glass=\"" + breakGlass + "\",role=\""
                + role + "\"} " + count;
    }

    private static Principal session(String path, String name) {
        return new Principal.RoleSession(ACCOUNT, path, name, new UniqueId("AROAAAAAAAAAAAAAAAAAA"), "s1");
    }
}
