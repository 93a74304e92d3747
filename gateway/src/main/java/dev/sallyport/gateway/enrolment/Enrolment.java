package dev.sallyport.gateway.enrolment;

import dev.sallyport.config.AccountEntry;
import dev.sallyport.config.Configuration;
import dev.sallyport.config.MfaDeviceEntry;
import dev.sallyport.config.UserEntry;
import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import dev.sallyport.gateway.audit.AuditField;
import dev.sallyport.gateway.audit.AuditLog;
import dev.sallyport.gateway.audit.AuditRecord;
import dev.sallyport.gateway.state.MfaDevices;
import dev.sallyport.gateway.state.MfaSteps;
import dev.sallyport.gateway.state.VirtualDevice;
import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.Arn;
import dev.sallyport.mfa.TotpSeed;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** On the store itself. Each call is recorded durably before it counts, and when it is refused. */
public final class Enrolment implements Enrolments {
    private final Configuration configuration;
    private final MfaDevices enrolled;
    private final MfaSteps steps;
    private final AuditLog audit;
    private final String operator;
    private final RandomGenerator random;
    private final InstantSource clock;

    /**
     * @param operator who gives the orders, for the record
     * @param random for seeds: cryptographically strong
     */
    public Enrolment(
            Configuration configuration,
            MfaDevices enrolled,
            MfaSteps steps,
            AuditLog audit,
            String operator,
            RandomGenerator random,
            InstantSource clock) {
        this.configuration = configuration;
        this.enrolled = enrolled;
        this.steps = steps;
        this.audit = audit;
        this.operator = operator;
        this.random = random;
        this.clock = clock;
    }

    @Override
    public Enrolled enroll(Owner owner, Optional<String> name) {
        Arn user = user("iam:CreateVirtualMFADevice", owner);
        Arn serial = serial(user, name.orElse(Enrolled.name(user)));
        return recorded("iam:CreateVirtualMFADevice", user, Optional.of(serial), record -> {
            List<MfaDeviceEntry> ofFiles = devicesOfFiles(user);
            if (inFiles(serial)) {
                throw new ApiException(
                        ApiError.ENTITY_ALREADY_EXISTS,
                        "MFA device already exists.",
                        "`" + serial + "` stands in the identity files: choose another name with `--name`");
            }
            byte[] bytes = new byte[TotpSeed.MIN_BYTES];
            random.nextBytes(bytes);
            TotpSeed seed = TotpSeed.of(bytes);
            enrolled.enroll(serial, user, seed, ofFiles.size(), random, clock.instant(), record);
            return new Enrolled(serial, user, seed, configuration.server().trustDomain());
        });
    }

    @Override
    public Arn enable(Owner owner, Optional<Arn> serial, String first, String second) {
        Arn user = user("iam:EnableMFADevice", owner);
        Optional<Arn> chosen = serial.or(() -> onlyPending(user));
        return recorded("iam:EnableMFADevice", user, chosen, record -> {
            Arn device = chosen.orElseThrow(() -> new ApiException(
                    ApiError.NO_SUCH_ENTITY,
                    "MFA Device invalid for user.",
                    "`" + user
                            + "` has no device that waits for its first codes, or several: `sallyport mfa list` shows"
                            + " them, `--serial` names one"));
            enrolled.enable(device, user, first, second, configuration.server().mfaWindow(), clock.instant(), record);
            return device;
        });
    }

    @Override
    public List<ListedDevice> list(Optional<Owner> owner) {
        Optional<Arn> user = owner.map(one -> user("iam:ListMFADevices", one));
        List<ListedDevice> all = new ArrayList<>();
        users().forEach(entry -> entry.mfaDevices()
                .forEach(device -> all.add(new ListedDevice(
                        device.serial(),
                        entry.arn(),
                        ListedDevice.Source.FILES,
                        false,
                        Optional.empty(),
                        steps.state(device.serial())))));
        enrolled.all()
                .forEach(device -> all.add(new ListedDevice(
                        device.serial(),
                        device.userArn(),
                        ListedDevice.Source.STORE,
                        device.orphaned(),
                        device.enabledAt(),
                        device.codes())));
        List<ListedDevice> listed = all.stream()
                .filter(device -> user.map(device.user()::equals).orElse(true))
                .sorted(Comparator.comparing(
                                (ListedDevice device) -> device.user().toString())
                        .thenComparing(device -> device.serial().toString()))
                .toList();
        audit.takeDurably(record("iam:ListMFADevices", user, Optional.empty()).set(AuditField.DECISION, "allowed"));
        return listed;
    }

    @Override
    public Arn remove(Owner owner, Arn serial) {
        Arn user = user("iam:DeleteVirtualMFADevice", owner);
        return recorded("iam:DeleteVirtualMFADevice", user, Optional.of(serial), record -> {
            boolean inStore =
                    enrolled.all().stream().anyMatch(device -> device.serial().equals(serial));
            if (!inStore && inFiles(serial)) {
                throw new ApiException(
                        ApiError.NO_SUCH_ENTITY,
                        "MFA Device invalid for user.",
                        "`" + serial + "` stands in the identity files: take it out there and load the configuration"
                                + " again");
            }
            enrolled.remove(serial, user, record);
            return user;
        });
    }

    @Override
    public void unlock(Owner owner, Arn serial) {
        Arn user = user("sallyport:UnlockMFADevice", owner);
        Arn unused = recorded("sallyport:UnlockMFADevice", user, Optional.of(serial), record -> {
            boolean exists = devicesOfFiles(user).stream()
                            .anyMatch(device -> device.serial().equals(serial))
                    || ofStore(user).anyMatch(device -> device.serial().equals(serial));
            if (!exists) {
                throw new ApiException(
                        ApiError.NO_SUCH_ENTITY,
                        "MFA Device invalid for user.",
                        "`" + user + "` has no device `" + serial + "`: `sallyport mfa list` shows which there are");
            }
            enrolled.unlock(serial, record);
            return serial;
        });
    }

    /** The user of that ARN or name, also one who is gone but left a device; a call about nobody is recorded as refused. */
    private Arn user(String action, Owner owner) {
        try {
            return user(owner);
        } catch (ApiException refused) {
            throw recordedAsRefused(record(action, Optional.empty(), Optional.empty()), refused);
        }
    }

    private Arn user(Owner owner) {
        Optional<AccountId> wanted = owner.account().map(this::account);
        List<Arn> found = knownUsers()
                .filter(user -> user.toString().equals(owner.nameOrArn())
                        || Enrolled.name(user).equals(owner.nameOrArn()))
                .filter(user ->
                        wanted.map(id -> id.digits().equals(user.account())).orElse(true))
                .distinct()
                .toList();
        if (found.isEmpty()) {
            throw new ApiException(
                    ApiError.NO_SUCH_ENTITY,
                    "The user with name " + owner.nameOrArn() + " cannot be found.",
                    "no user of the configuration has this name or ARN; names are case-sensitive");
        }
        if (found.size() > 1) {
            throw new ApiException(
                    ApiError.INVALID_INPUT,
                    "several users are called `" + owner.nameOrArn() + "`",
                    "say which by its ARN: "
                            + String.join(
                                    ", ", found.stream().map(Arn::toString).toList()));
        }
        return found.get(0);
    }

    /** Runs {@code work} with what records it as allowed; records it as refused when it is. */
    private <T> T recorded(String action, Arn user, Optional<Arn> serial, Function<Runnable, T> work) {
        AuditRecord record = record(action, Optional.of(user), serial);
        try {
            return work.apply(() -> audit.takeDurably(record.set(AuditField.DECISION, "allowed")));
        } catch (ApiException refused) {
            throw recordedAsRefused(record, refused);
        }
    }

    private ApiException recordedAsRefused(AuditRecord record, ApiException refused) {
        audit.takeDurably(record.set(AuditField.DECISION, refused.error().status() < 500 ? "denied" : "failed")
                .set(AuditField.CODE, refused.error().code())
                .set(AuditField.REASON, refused.reason()));
        return refused;
    }

    private AuditRecord record(String action, Optional<Arn> user, Optional<Arn> serial) {
        return AuditRecord.ofOperator(clock.instant(), operator)
                .set(AuditField.ACTION, action)
                .set(AuditField.RESOURCE, user.map(Arn::toString))
                .set(AuditField.MFA_DEVICE, serial.map(Arn::toString));
    }

    private Optional<Arn> onlyPending(Arn user) {
        List<Arn> pending = ofStore(user)
                .filter(device -> device.enabledAt().isEmpty())
                .map(VirtualDevice::serial)
                .toList();
        return pending.size() == 1 ? Optional.of(pending.get(0)) : Optional.empty();
    }

    private Stream<VirtualDevice> ofStore(Arn user) {
        return enrolled.all().stream().filter(device -> device.userArn().equals(user) && !device.orphaned());
    }

    private Stream<UserEntry> users() {
        return configuration.identities().accounts().values().stream().flatMap(account -> account.users().stream());
    }

    private Stream<Arn> knownUsers() {
        return Stream.concat(
                users().map(UserEntry::arn), enrolled.all().stream().map(VirtualDevice::userArn));
    }

    private AccountId account(String idOrAlias) {
        return configuration.identities().accounts().values().stream()
                .filter(account -> account.id().digits().equals(idOrAlias)
                        || account.alias().equals(Optional.of(idOrAlias)))
                .map(AccountEntry::id)
                .findFirst()
                .orElseThrow(() -> new ApiException(
                        ApiError.NO_SUCH_ENTITY,
                        "The account " + idOrAlias + " cannot be found.",
                        "give the twelve digits or the alias of an account of the configuration"));
    }

    private List<MfaDeviceEntry> devicesOfFiles(Arn user) {
        return users().filter(entry -> entry.arn().equals(user))
                .flatMap(entry -> entry.mfaDevices().stream())
                .toList();
    }

    // IAM takes names that differ only in case for one.
    private boolean inFiles(Arn serial) {
        return users().flatMap(entry -> entry.mfaDevices().stream())
                .anyMatch(device -> device.serial().toString().equalsIgnoreCase(serial.toString()));
    }

    private static Arn serial(Arn user, String name) {
        try {
            return MfaDeviceEntry.serial(new AccountId(user.account()), name);
        } catch (IllegalArgumentException e) {
            throw new ApiException(ApiError.INVALID_INPUT, String.valueOf(e.getMessage()));
        }
    }
}
