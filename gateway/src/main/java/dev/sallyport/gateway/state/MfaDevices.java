package dev.sallyport.gateway.state;

import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import dev.sallyport.gateway.files.FileFault;
import dev.sallyport.identity.Arn;
import dev.sallyport.identity.UniqueId;
import dev.sallyport.mfa.PairCheck;
import dev.sallyport.mfa.TotpCheck;
import dev.sallyport.mfa.TotpSeed;
import dev.sallyport.mfa.TotpWindow;
import dev.sallyport.seal.WrappingKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;

/**
 * The MFA devices that operators enrolled. Each call is one transaction of the store, so every process that shares it
 * sees a new device, or that one is gone, from the next call on.
 *
 * <p>Each change takes a {@code record} to write before it counts: it is run last in the transaction, and what it throws
 * undoes the change.
 */
public final class MfaDevices {
    /** IAM's quota. */
    public static final int MAX_OF_USER = 8;

    private final Database database;
    private final MfaSteps steps;
    private final SeedSeal seal;

    public MfaDevices(Database database, WrappingKey seedKey) {
        this.database = database;
        this.steps = new MfaSteps(database);
        this.seal = new SeedSeal(seedKey);
    }

    /**
     * Makes a device that waits for its first two codes. A device of that serial whose user is gone makes room.
     *
     * @param devicesInFiles how many this user has besides
     * @throws ApiException {@code EntityAlreadyExists} when somebody has a device of that serial, in any case of its
     *     letters; {@code LimitExceeded}; {@code NoSuchEntity} when the gateway does not know the user
     */
    public void enroll(
            Arn serial,
            Arn user,
            TotpSeed seed,
            int devicesInFiles,
            RandomGenerator random,
            Instant now,
            Runnable record) {
        database.write(transaction -> {
            UniqueId owner = owner(transaction, user);
            removeOrphan(transaction, serial);
            if (exists(transaction, serial)) {
                throw new ApiException(
                        ApiError.ENTITY_ALREADY_EXISTS,
                        "MFA device already exists.",
                        "there is a device `" + serial + "`: choose another name, or remove that one first");
            }
            if (devicesInFiles + devicesOf(transaction, owner) >= MAX_OF_USER) {
                throw new ApiException(
                        ApiError.LIMIT_EXCEEDED,
                        "Cannot exceed quota for MFADevicesPerUser: " + MAX_OF_USER,
                        "remove a device of `" + user + "` first");
            }
            transaction
                    .createUpdate(
                            "insert into virtual_mfa_device (serial, user_id, sealed_seed, created_at, enabled_at)"
                                    + " values (:serial, :user, :seed, :now, null)")
                    .bind("serial", serial.toString())
                    .bind("user", owner.value())
                    .bind("seed", seal.seal(serial, owner, seed, random))
                    .bind("now", now.getEpochSecond())
                    .execute();
            steps.forgetFailures(transaction, serial);
            record.run();
            return serial;
        });
    }

    /**
     * Enables a device by its first two codes, which are spent by that.
     *
     * @throws ApiException {@code InvalidAuthenticationCode} when they are not two codes in a row, of now and unspent;
     *     {@code NoSuchEntity} when the user has no such device; {@code EntityAlreadyExists} when it is enabled already
     */
    public void enable(
            Arn serial, Arn user, String first, String second, TotpWindow window, Instant now, Runnable record) {
        database.write(transaction -> {
            UniqueId owner = owner(transaction, user);
            Sealed device = sealed(transaction, serial, owner).orElseThrow(() -> noSuchDevice(serial, user));
            if (device.enabled()) {
                throw new ApiException(
                        ApiError.ENTITY_ALREADY_EXISTS,
                        "MFA Device for user " + name(user) + " already exists.",
                        "`" + serial + "` is enabled already: there is nothing left to do");
            }
            TotpSeed seed = seal.open(serial, owner, device.seed());
            PairCheck.Outcome outcome =
                    PairCheck.check(seed, steps.read(transaction, serial), first, second, window, now);
            if (!(outcome instanceof PairCheck.Outcome.Accepted accepted)
                    || !steps.storeStep(transaction, serial, accepted.newState())) {
                throw new ApiException(
                        ApiError.INVALID_AUTHENTICATION_CODE,
                        "Authentication code for device is not valid.",
                        whatToDo(outcome));
            }
            transaction
                    .createUpdate("update virtual_mfa_device set enabled_at = :now where serial = :serial")
                    .bind("serial", serial.toString())
                    .bind("now", now.getEpochSecond())
                    .execute();
            record.run();
            return serial;
        });
    }

    /**
     * Checks a code of the enabled device with exactly this serial, if it is that user's, and spends it as
     * {@link MfaSteps#spend} does.
     *
     * @return empty when the user has no such device, or it waits for its first two codes
     * @throws ApiException 503 when the store is away: no store, no MFA
     */
    public Optional<TotpCheck.Outcome> spend(Arn serial, UniqueId user, String code, TotpWindow window, Instant now) {
        return database.write(transaction -> sealed(transaction, serial, user)
                .filter(Sealed::enabled)
                .map(device ->
                        steps.spend(transaction, serial, seal.open(serial, user, device.seed()), code, window, now)));
    }

    /** All devices, by serial. */
    public List<VirtualDevice> all() {
        return database.write(transaction -> transaction
                .createQuery("select d.serial, d.created_at, d.enabled_at, u.arn, u.retired_at,"
                        + " coalesce(m.last_step, -1) as last_step, coalesce(m.failures, 0) as failures,"
                        + " m.throttled_until_millis"
                        + " from virtual_mfa_device d join unique_id u on u.id = d.user_id"
                        + " left join mfa_device m on m.serial = d.serial order by d.serial")
                .map((row, context) -> new VirtualDevice(
                        Arn.parse(row.getString("serial")),
                        Arn.parse(row.getString("arn")),
                        seconds(row, "retired_at").isPresent(),
                        Instant.ofEpochSecond(row.getLong("created_at")),
                        seconds(row, "enabled_at"),
                        MfaSteps.state(row)))
                .list());
    }

    /**
     * Removes a device, also one whose user is gone. What is spent stays spent.
     *
     * @throws ApiException {@code NoSuchEntity} when there is none of that serial and user
     */
    public void remove(Arn serial, Arn user, Runnable record) {
        database.write(transaction -> {
            int removed = transaction
                    .createUpdate("delete from virtual_mfa_device where serial = :serial"
                            + " and user_id in (select id from unique_id where arn = :user)")
                    .bind("serial", serial.toString())
                    .bind("user", user.toString())
                    .execute();
            if (removed == 0) {
                throw noSuchDevice(serial, user);
            }
            record.run();
            return serial;
        });
    }

    /** Lets a device's codes be compared again, after any number of wrong ones; what is spent stays spent. */
    public void unlock(Arn serial, Runnable record) {
        database.write(transaction -> {
            steps.forgetFailures(transaction, serial);
            record.run();
            return serial;
        });
    }

    /**
     * Finds the devices that stand in the files too, which would then have two seeds.
     *
     * @throws FileFault naming the first
     */
    static void refuseThoseOfFiles(Handle transaction, Iterable<Arn> serialsOfFiles) {
        for (Arn serial : serialsOfFiles) {
            if (belongsToSomebody(transaction, serial)) {
                throw new FileFault(
                        "the MFA device `" + serial + "` stands in the identity files, and was enrolled with"
                                + " `sallyport mfa enroll` too: take it out of the files, or remove the enrolled one with"
                                + " `sallyport mfa remove`");
            }
        }
    }

    private static UniqueId owner(Handle transaction, Arn user) {
        return transaction
                .createQuery("select id from unique_id where arn = :arn and retired_at is null")
                .bind("arn", user.toString())
                .mapTo(String.class)
                .findOne()
                .map(UniqueId::new)
                .orElseThrow(() -> new ApiException(
                        ApiError.NO_SUCH_ENTITY,
                        "The user with name " + name(user) + " cannot be found.",
                        "the gateway has not loaded a configuration with this user yet: start it, or make it load again"
                                + " with SIGHUP"));
    }

    private static void removeOrphan(Handle transaction, Arn serial) {
        transaction
                .createUpdate("delete from virtual_mfa_device where lower(serial) = :serial"
                        + " and user_id in (select id from unique_id where retired_at is not null)")
                .bind("serial", lower(serial))
                .execute();
    }

    private static boolean exists(Handle transaction, Arn serial) {
        return transaction
                        .createQuery("select count(*) from virtual_mfa_device where lower(serial) = :serial")
                        .bind("serial", lower(serial))
                        .mapTo(Integer.class)
                        .one()
                > 0;
    }

    private static boolean belongsToSomebody(Handle transaction, Arn serial) {
        return transaction
                        .createQuery("select count(*) from virtual_mfa_device d join unique_id u on u.id = d.user_id"
                                + " where lower(d.serial) = :serial and u.retired_at is null")
                        .bind("serial", lower(serial))
                        .mapTo(Integer.class)
                        .one()
                > 0;
    }

    private static int devicesOf(Handle transaction, UniqueId user) {
        return transaction
                .createQuery("select count(*) from virtual_mfa_device where user_id = :user")
                .bind("user", user.value())
                .mapTo(Integer.class)
                .one();
    }

    private record Sealed(String seed, boolean enabled) {}

    private static Optional<Sealed> sealed(Handle transaction, Arn serial, UniqueId user) {
        return transaction
                .createQuery("select sealed_seed, enabled_at from virtual_mfa_device"
                        + " where serial = :serial and user_id = :user")
                .bind("serial", serial.toString())
                .bind("user", user.value())
                .map((row, context) -> new Sealed(
                        row.getString("sealed_seed"), seconds(row, "enabled_at").isPresent()))
                .findOne();
    }

    private static Optional<Instant> seconds(ResultSet row, String column) throws SQLException {
        long seconds = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochSecond(seconds));
    }

    private static String whatToDo(PairCheck.Outcome outcome) {
        if (outcome instanceof PairCheck.Outcome.ClockOff off) {
            return "the codes are the device's, but its clock is "
                    + aheadOrBehind(off.ahead().toSeconds()) + ": set it by the network and try again";
        }
        if (outcome instanceof PairCheck.Outcome.Spent) {
            return "one of the two codes was used before: wait for the next two";
        }
        return "they are not two codes in a row of this device: wait for a new one, give it, then the one after it";
    }

    private static String aheadOrBehind(long ahead) {
        return Math.abs(ahead) + " seconds " + (ahead > 0 ? "ahead" : "behind");
    }

    private static ApiException noSuchDevice(Arn serial, Arn user) {
        return new ApiException(
                ApiError.NO_SUCH_ENTITY,
                "MFA Device invalid for user.",
                "`" + user + "` has no enrolled device `" + serial + "`: `sallyport mfa list` shows which there are");
    }

    // IAM takes names that differ only in case for one.
    private static String lower(Arn serial) {
        return serial.toString().toLowerCase(Locale.ROOT);
    }

    private static String name(Arn user) {
        return user.resource().substring(user.resource().lastIndexOf('/') + 1);
    }
}
