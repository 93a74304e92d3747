package dev.sallyport.policy;

import java.util.ArrayList;
import java.util.List;

/** What policies that stand together say about one request. */
final class GroupAnswer {
    /** What no policies say. */
    static final GroupAnswer NOTHING = new GroupAnswer(false);

    private final boolean everyStatement;
    private List<MatchedStatement> denies = List.of();
    private List<MatchedStatement> allows = List.of();
    private PrincipalMatch naming = PrincipalMatch.NONE;

    private GroupAnswer(boolean everyStatement) {
        this.everyStatement = everyStatement;
    }

    /** As much as decides: one Deny, or else the Allow that names the principal most closely. */
    static GroupAnswer find(StatementIndex index, RequestFacts request) {
        GroupAnswer answer = new GroupAnswer(false);
        index.search(request, answer);
        return answer;
    }

    /** Every Deny and every Allow that applies. */
    static GroupAnswer findAll(StatementIndex index, RequestFacts request) {
        GroupAnswer answer = new GroupAnswer(true);
        for (Statement statement : index.statements()) {
            answer.take(statement, statement.applies(request));
        }
        return answer;
    }

    boolean denies() {
        return !denies.isEmpty();
    }

    boolean allows() {
        return naming != PrincipalMatch.NONE;
    }

    /** How closely the Allow statements that apply name the principal; {@code NONE} when none applies. */
    PrincipalMatch naming() {
        return naming;
    }

    List<MatchedStatement> denyStatements() {
        return denies;
    }

    List<MatchedStatement> allowStatements() {
        return allows;
    }

    /** Whether {@code statement} could change the answer; if not, it need not be compared. */
    boolean wants(Statement statement) {
        return everyStatement || statement.effect() == Effect.DENY || naming != PrincipalMatch.DIRECT;
    }

    /** Notes a statement that applies, and says whether no other can change the answer. */
    boolean take(Statement statement, PrincipalMatch how) {
        if (how == PrincipalMatch.NONE) {
            return false;
        }
        if (statement.effect() == Effect.DENY) {
            denies = everyStatement ? with(denies, statement) : List.of(statement.place());
            return !everyStatement;
        }
        if (everyStatement) {
            allows = with(allows, statement);
        }
        if (how.compareTo(naming) > 0) {
            naming = how;
            allows = everyStatement ? allows : List.of(statement.place());
        }
        return false;
    }

    private static List<MatchedStatement> with(List<MatchedStatement> places, Statement statement) {
        List<MatchedStatement> more = places instanceof ArrayList ? places : new ArrayList<>();
        more.add(statement.place());
        return more;
    }
}
