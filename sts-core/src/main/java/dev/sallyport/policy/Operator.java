package dev.sallyport.policy;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A condition operator as written: {@code ForAnyValue:StringLikeIfExists} is a base, a set operator and a suffix.
 */
public record Operator(Base base, SetOperator setOperator, boolean ifExists) {
    /** How the values of a multi-valued key are taken together. */
    public enum SetOperator {
        NONE(""),
        FOR_ALL_VALUES("ForAllValues:"),
        FOR_ANY_VALUE("ForAnyValue:");

        private final String prefix;

        SetOperator(String prefix) {
            this.prefix = prefix;
        }
    }

    /** What is compared. */
    enum Family {
        STRING,
        STRING_IGNORING_CASE,
        STRING_LIKE,
        NUMERIC,
        DATE,
        BOOL,
        BINARY,
        IP_ADDRESS,
        ARN,
        NULL
    }

    /** Which outcomes of a comparison count. */
    enum Relation {
        EQUAL,
        NOT_EQUAL,
        LESS,
        LESS_OR_EQUAL,
        GREATER,
        GREATER_OR_EQUAL;

        boolean holds(int comparison) {
            return switch (this) {
                case EQUAL, NOT_EQUAL -> comparison == 0; // A negation is applied to all values together.
                case LESS -> comparison < 0;
                case LESS_OR_EQUAL -> comparison <= 0;
                case GREATER -> comparison > 0;
                case GREATER_OR_EQUAL -> comparison >= 0;
            };
        }
    }

    /** The operators of the IAM guide, "condition operators", in its spelling. */
    public enum Base {
        STRING_EQUALS("StringEquals", Family.STRING, Relation.EQUAL),
        STRING_NOT_EQUALS("StringNotEquals", Family.STRING, Relation.NOT_EQUAL),
        STRING_EQUALS_IGNORE_CASE("StringEqualsIgnoreCase", Family.STRING_IGNORING_CASE, Relation.EQUAL),
        STRING_NOT_EQUALS_IGNORE_CASE("StringNotEqualsIgnoreCase", Family.STRING_IGNORING_CASE, Relation.NOT_EQUAL),
        STRING_LIKE("StringLike", Family.STRING_LIKE, Relation.EQUAL),
        STRING_NOT_LIKE("StringNotLike", Family.STRING_LIKE, Relation.NOT_EQUAL),
        NUMERIC_EQUALS("NumericEquals", Family.NUMERIC, Relation.EQUAL),
        NUMERIC_NOT_EQUALS("NumericNotEquals", Family.NUMERIC, Relation.NOT_EQUAL),
        NUMERIC_LESS_THAN("NumericLessThan", Family.NUMERIC, Relation.LESS),
        NUMERIC_LESS_THAN_EQUALS("NumericLessThanEquals", Family.NUMERIC, Relation.LESS_OR_EQUAL),
        NUMERIC_GREATER_THAN("NumericGreaterThan", Family.NUMERIC, Relation.GREATER),
        NUMERIC_GREATER_THAN_EQUALS("NumericGreaterThanEquals", Family.NUMERIC, Relation.GREATER_OR_EQUAL),
        DATE_EQUALS("DateEquals", Family.DATE, Relation.EQUAL),
        DATE_NOT_EQUALS("DateNotEquals", Family.DATE, Relation.NOT_EQUAL),
        DATE_LESS_THAN("DateLessThan", Family.DATE, Relation.LESS),
        DATE_LESS_THAN_EQUALS("DateLessThanEquals", Family.DATE, Relation.LESS_OR_EQUAL),
        DATE_GREATER_THAN("DateGreaterThan", Family.DATE, Relation.GREATER),
        DATE_GREATER_THAN_EQUALS("DateGreaterThanEquals", Family.DATE, Relation.GREATER_OR_EQUAL),
        BOOL("Bool", Family.BOOL, Relation.EQUAL),
        BINARY_EQUALS("BinaryEquals", Family.BINARY, Relation.EQUAL),
        IP_ADDRESS("IpAddress", Family.IP_ADDRESS, Relation.EQUAL),
        NOT_IP_ADDRESS("NotIpAddress", Family.IP_ADDRESS, Relation.NOT_EQUAL),
        ARN_EQUALS("ArnEquals", Family.ARN, Relation.EQUAL),
        ARN_NOT_EQUALS("ArnNotEquals", Family.ARN, Relation.NOT_EQUAL),
        ARN_LIKE("ArnLike", Family.ARN, Relation.EQUAL),
        ARN_NOT_LIKE("ArnNotLike", Family.ARN, Relation.NOT_EQUAL),
        NULL("Null", Family.NULL, Relation.EQUAL);

        private final String written;
        private final Family family;
        private final Relation relation;

        Base(String written, Family family, Relation relation) {
            this.written = written;
            this.family = family;
            this.relation = relation;
        }

        /** The documented spelling. */
        public String written() {
            return written;
        }

        /** Whether it is true when nothing matches: {@code StringNotEquals}, {@code NotIpAddress} and the like. */
        public boolean negated() {
            return relation == Relation.NOT_EQUAL;
        }

        Family family() {
            return family;
        }

        Relation relation() {
            return relation;
        }
    }

    /** Each operator once, by its name in lower case: policies have many conditions and few operators. */
    private static final Map<String, Operator> ALL = new HashMap<>();

    static {
        for (Base base : Base.values()) {
            for (SetOperator set : SetOperator.values()) {
                for (boolean ifExists : new boolean[] {false, true}) {
                    Operator operator = new Operator(base, set, ifExists);
                    if (base != Base.NULL || (set == SetOperator.NONE && !ifExists)) {
                        ALL.put(operator.toString().toLowerCase(Locale.ROOT), operator);
                    }
                }
            }
        }
    }

    /** Reads an operator, ignoring case; empty when there is none of this name. */
    public static Optional<Operator> parse(String name) {
        return Optional.ofNullable(ALL.get(name.toLowerCase(Locale.ROOT)));
    }

    @Override
    public String toString() {
        return setOperator.prefix + base.written + (ifExists ? "IfExists" : "");
    }
}
