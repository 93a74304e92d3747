package dev.sallyport.policy.lint;

import dev.sallyport.json.Span;

/**
 * One thing that was found.
 *
 * @param subject the part of the document that it is about, cut short; empty when it is about something absent
 */
public record Finding(Check check, Span span, String subject) {
    /** The catalogue's code, or the name of a foot-gun. */
    public String id() {
        return check.id();
    }

    public Severity severity() {
        return check.severity();
    }

    /** Why it matters, in one sentence. */
    public String why() {
        return check.why();
    }

    /** What to do. */
    public String fix() {
        return check.fix();
    }

    public int line() {
        return span.line();
    }

    public int column() {
        return span.column();
    }

    /** The same in a text in whose {@code line} and {@code column} the document begins; all its lines are indented alike. */
    public Finding at(int line, int column) {
        Span moved = new Span(
                span.line() + line - 1,
                span.column() + column - 1,
                span.endLine() + line - 1,
                span.endColumn() + column - 1);
        return new Finding(check, moved, subject);
    }

    /** One line: place, severity, id, subject, why and fix. */
    @Override
    public String toString() {
        String about = subject.isEmpty() ? "" : "`" + subject + "`: ";
        return line() + ":" + column() + ": " + severity() + " " + id() + ": " + about + why() + "; " + fix();
    }
}
