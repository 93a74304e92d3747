package dev.sallyport.policy;

import java.util.List;

/**
 * The statements of policies that stand together, so arranged that a request only meets those that can be about it. It
 * never decides: what it hands out still compares everything, so a coarse key or two texts with one hash cost time and
 * change no answer.
 *
 * <p>Few statements are walked through; most of them fall to the {@link ActionFilter}. Many are looked up by resource first.
 */
final class StatementIndex {
    /** No statements. */
    static final StatementIndex EMPTY = new StatementIndex(List.of());

    /** Up to here a walk over the filters is shorter than hashing the resource. */
    private static final int MAX_WALKED = 48;

    private final Statement[] statements;
    /** The bits of each statement, when they are walked. */
    private final long[] filters;

    private final ResourceIndex byResource;

    private StatementIndex(List<Statement> statements) {
        this.statements = statements.toArray(new Statement[0]);
        boolean walked = statements.size() <= MAX_WALKED;
        this.filters = new long[walked ? statements.size() : 0];
        for (int i = 0; i < filters.length; i++) {
            filters[i] = this.statements[i].actionFilter().bits();
        }
        this.byResource = walked ? ResourceIndex.EMPTY : ResourceIndex.of(this.statements);
    }

    static StatementIndex of(List<Statement> statements) {
        return statements.isEmpty() ? EMPTY : new StatementIndex(statements);
    }

    /** All of them, in the order of their documents. */
    Statement[] statements() {
        return statements;
    }

    /** Asks every statement that can be about the request, until {@code answer} wants no more. */
    void search(RequestFacts request, GroupAnswer answer) {
        if (statements.length > MAX_WALKED) {
            byResource.search(statements, request, answer);
            return;
        }
        long bits = request.actionBits();
        for (int i = 0; i < filters.length; i++) {
            if (ActionFilter.mayMean(filters[i], bits)
                    && answer.wants(statements[i])
                    && answer.take(statements[i], statements[i].applies(request))) {
                return;
            }
        }
    }
}
