package dev.sallyport.gateway.state;

import dev.sallyport.error.ApiException;
import dev.sallyport.identity.Arn;
import dev.sallyport.mfa.DeviceState;
import dev.sallyport.mfa.TotpCheck;
import dev.sallyport.mfa.TotpSeed;
import dev.sallyport.mfa.TotpWindow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Spends codes of MFA devices. A step that was spent stays spent for every call, thread, process and restart; so do the
 * failures that slow a guesser down.
 */
public final class MfaSteps {
    private final Database database;

    public MfaSteps(Database database) {
        this.database = database;
    }

    /**
     * Checks {@code code} and, in the same durable transaction, spends its step or counts the failure. Of any number of
     * calls with the same code at most one is accepted.
     *
     * @param serial the device's serial as configured, never as the caller spelled it: it is the key of the counter
     * @throws ApiException 503 when the store is away: no store, no MFA
     */
    public TotpCheck.Outcome spend(Arn serial, TotpSeed seed, String code, TotpWindow window, Instant now) {
        return database.write(transaction -> spend(transaction, serial, seed, code, window, now));
    }

    /** The same in a transaction that has begun, and before whose end nothing was accepted. */
    TotpCheck.Outcome spend(
            Handle transaction, Arn serial, TotpSeed seed, String code, TotpWindow window, Instant now) {
        TotpCheck.Outcome outcome = TotpCheck.check(seed, read(transaction, serial), code, window, now);
        if (outcome instanceof TotpCheck.Outcome.Accepted accepted) {
            return storeStep(transaction, serial, accepted.newState())
                    ? accepted
                    : new TotpCheck.Outcome.Rejected(read(transaction, serial));
        }
        if (outcome instanceof TotpCheck.Outcome.Rejected rejected) {
            storeFailure(transaction, serial, rejected.newState());
        }
        return outcome;
    }

    /**
     * What is remembered of a device at this moment, for showing: what is decided by it is decided in {@link #spend}.
     *
     * @throws ApiException 503 when the store is away
     */
    public DeviceState state(Arn serial) {
        return database.write(transaction -> read(transaction, serial));
    }

    DeviceState read(Handle transaction, Arn serial) {
        return transaction
                .createQuery(
                        "select last_step, failures, throttled_until_millis from mfa_device where serial = :serial")
                .bind("serial", serial.toString())
                .map((row, context) -> state(row))
                .findOne()
                .orElse(DeviceState.FRESH);
    }

    /** Of a row with the columns of {@code mfa_device}. */
    static DeviceState state(ResultSet row) throws SQLException {
        return new DeviceState(row.getLong("last_step"), row.getInt("failures"), throttledUntil(row));
    }

    private static Optional<Instant> throttledUntil(ResultSet row) throws SQLException {
        long millis = row.getLong("throttled_until_millis");
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }

    // The condition says the rule where the data is: it holds on a database whose transactions see less than SQLite's.
    boolean storeStep(Handle transaction, Arn serial, DeviceState state) {
        return transaction
                        .createUpdate("insert into mfa_device (serial, last_step, failures, throttled_until_millis)"
                                + " values (:serial, :step, 0, null)"
                                + " on conflict (serial) do update set last_step = excluded.last_step, failures = 0,"
                                + " throttled_until_millis = null"
                                + " where mfa_device.last_step < excluded.last_step")
                        .bind("serial", serial.toString())
                        .bind("step", state.lastStep())
                        .execute()
                == 1;
    }

    /** Compares codes of this device again, however many were wrong. */
    void forgetFailures(Handle transaction, Arn serial) {
        transaction
                .createUpdate(
                        "update mfa_device set failures = 0, throttled_until_millis = null where serial = :serial")
                .bind("serial", serial.toString())
                .execute();
    }

    private static void storeFailure(Handle transaction, Arn serial, DeviceState state) {
        @Nullable Long until = state.throttledUntil().map(Instant::toEpochMilli).orElse(null);
        transaction
                .createUpdate("insert into mfa_device (serial, last_step, failures, throttled_until_millis)"
                        + " values (:serial, :step, :failures, :until)"
                        + " on conflict (serial) do update set failures = excluded.failures,"
                        + " throttled_until_millis = excluded.throttled_until_millis")
                .bind("serial", serial.toString())
                .bind("step", state.lastStep())
                .bind("failures", state.failures())
                .bind("until", until)
                .execute();
    }
}
