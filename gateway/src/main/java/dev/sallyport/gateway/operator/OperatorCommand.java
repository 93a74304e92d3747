package dev.sallyport.gateway.operator;

import java.util.Set;

/** One thing that an operator can ask for. */
public interface OperatorCommand {
    String name();

    /** The arguments it reads; others are refused by name. */
    Set<String> arguments();

    /** Those of them that stand in the audit record: all but secrets. */
    Set<String> audited();

    /** Whether it writes its own records, each before what it is about counts; then nobody else writes one. */
    default boolean recordsItself() {
        return false;
    }

    /**
     * Its record is durable when this is called.
     *
     * @throws OperatorRefusal when the operator has to ask something else
     * @throws dev.sallyport.error.ApiException when the database is away
     */
    void perform(OperatorCall call);
}
