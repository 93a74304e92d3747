package dev.sallyport.gateway.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import dev.sallyport.gateway.files.FileFault;
import dev.sallyport.identity.Arn;
import dev.sallyport.identity.UniqueId;
import dev.sallyport.mfa.Totp;
import dev.sallyport.mfa.TotpCheck.Outcome;
import dev.sallyport.mfa.TotpSeed;
import dev.sallyport.mfa.TotpWindow;
import dev.sallyport.seal.WrappingKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(StoreEngine.class)
class MfaDevicesTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_780_000_000L / 30 * 30);
    private static final long STEP = Totp.step(NOW);
    private static final TotpSeed SEED = TotpSeed.of("seed no. 1, 20 bytes".getBytes(StandardCharsets.US_ASCII));
    private static final TotpSeed OTHER_SEED = TotpSeed.of("seed no. 2, 20 bytes".getBytes(StandardCharsets.US_ASCII));
    private static final Arn ALICE = Arn.parse("arn:aws:iam::111122223333:user/team/alice");
    private static final Arn BOB = Arn.parse("arn:aws:iam::111122223333:user/bob");
    private static final Arn PHONE = Arn.parse("arn:aws:iam::111122223333:mfa/alice-phone");
    private static final TotpWindow WINDOW = TotpWindow.ONE_STEP_EITHER_SIDE;

    @TempDir
    Path temp;

    private final StoreEngine engine;

    private final Random random = new Random(1);
    private Database database;
    private IdentityRegistry registry;
    private MfaDevices devices;

    MfaDevicesTest(StoreEngine engine) {
        this.engine = engine;
    }

    @BeforeEach
    void open() {
        database = engine.open(temp.resolve("data"));
        registry = new IdentityRegistry(database);
        devices = devicesWith("trust.test", (byte) 7);
        accept(Set.of(), ALICE, BOB);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void deviceIsGoodForItsOwnerOnceItsFirstTwoCodesWereGiven() {
        enroll(PHONE, ALICE, SEED);
        assertThat(spend(PHONE, ALICE, STEP)).as("pending").isEmpty();

        enable(PHONE, ALICE, SEED, STEP);

        assertThat(spend(PHONE, ALICE, STEP - 1)).get().isInstanceOf(Outcome.Rejected.class);
        assertThat(spend(PHONE, ALICE, STEP)).get().isInstanceOf(Outcome.Rejected.class);
        assertThat(spend(PHONE, BOB, STEP + 1)).as("another's").isEmpty();
        assertThat(spend(Arn.parse("arn:aws:iam::111122223333:mfa/Alice-Phone"), ALICE, STEP + 1))
                .as("another spelling")
                .isEmpty();
        assertThat(spend(PHONE, ALICE, STEP + 1)).get().isInstanceOf(Outcome.Accepted.class);
        assertThat(spend(PHONE, ALICE, STEP + 1)).get().isInstanceOf(Outcome.Rejected.class);
    }

    @Test
    void anotherProcessSeesADeviceAndItsRemovalAtOnce() {
        try (Database other = engine.open(temp.resolve("data"))) {
            MfaDevices running = new MfaDevices(other, key("trust.test", (byte) 7));
            enroll(PHONE, ALICE, SEED);
            enable(PHONE, ALICE, SEED, STEP);
            assertThat(running.spend(PHONE, id(ALICE), code(SEED, STEP + 1), WINDOW, NOW))
                    .get()
                    .isInstanceOf(Outcome.Accepted.class);

            devices.remove(PHONE, ALICE, MfaDevicesTest::recorded);

            assertThat(running.spend(PHONE, id(ALICE), code(SEED, STEP + 2), WINDOW, NOW.plusSeconds(30)))
                    .isEmpty();
        }
    }

    @Test
    void codesThatAreNotAPairOfNowDoNotEnable() {
        enroll(PHONE, ALICE, SEED);
        for (String[] pair : List.of(
                new String[] {code(SEED, STEP), code(SEED, STEP)},
                new String[] {code(SEED, STEP), code(SEED, STEP - 1)},
                new String[] {code(SEED, STEP + 20), code(SEED, STEP + 21)},
                new String[] {code(OTHER_SEED, STEP - 1), code(OTHER_SEED, STEP)},
                new String[] {"", ""})) {
            assertRefused(
                    ApiError.INVALID_AUTHENTICATION_CODE,
                    () -> devices.enable(PHONE, ALICE, pair[0], pair[1], WINDOW, NOW, MfaDevicesTest::recorded));
        }
        assertThat(devices.all())
                .singleElement()
                .satisfies(device -> assertThat(device.enabledAt()).isEmpty());
        assertThatThrownBy(() -> devices.enable(
                        PHONE,
                        ALICE,
                        code(SEED, STEP + 20),
                        code(SEED, STEP + 21),
                        WINDOW,
                        NOW,
                        MfaDevicesTest::recorded))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.reason()).contains("its clock is 630 seconds ahead"));
    }

    @Test
    void deviceIsEnabledOnceAndByItsOwnersNameAlone() {
        enroll(PHONE, ALICE, SEED);
        assertRefused(ApiError.NO_SUCH_ENTITY, () -> enable(PHONE, BOB, SEED, STEP));
        enable(PHONE, ALICE, SEED, STEP);
        assertRefused(ApiError.ENTITY_ALREADY_EXISTS, () -> enable(PHONE, ALICE, SEED, STEP + 1));
    }

    @Test
    void serialIsTakenInEveryCaseOfItsLetters() {
        enroll(PHONE, ALICE, SEED);
        assertRefused(ApiError.ENTITY_ALREADY_EXISTS, () -> enroll(PHONE, ALICE, OTHER_SEED));
        assertRefused(
                ApiError.ENTITY_ALREADY_EXISTS,
                () -> enroll(Arn.parse("arn:aws:iam::111122223333:mfa/ALICE-phone"), BOB, OTHER_SEED));
    }

    @Test
    void userHasEightDevicesAtMostTogetherWithThoseOfTheFiles() {
        for (int i = 0; i < 7; i++) {
            enroll(Arn.parse(PHONE + "-" + i), ALICE, SEED);
        }
        assertRefused(
                ApiError.LIMIT_EXCEEDED,
                () -> devices.enroll(PHONE, ALICE, SEED, 1, random, NOW, MfaDevicesTest::recorded));
        enroll(PHONE, ALICE, SEED);
        assertRefused(ApiError.LIMIT_EXCEEDED, () -> enroll(Arn.parse(PHONE + "-9"), ALICE, SEED));
    }

    @Test
    void userTheGatewayDoesNotKnowGetsNoDevice() {
        assertRefused(
                ApiError.NO_SUCH_ENTITY, () -> enroll(PHONE, Arn.parse("arn:aws:iam::111122223333:user/carol"), SEED));
    }

    @Test
    void whoeverComesBackUnderANameHasNoDevice() {
        enroll(PHONE, ALICE, SEED);
        enable(PHONE, ALICE, SEED, STEP);
        accept(Set.of(), BOB);
        accept(Set.of(), ALICE, BOB);

        assertThat(spend(PHONE, ALICE, STEP + 1)).isEmpty();
        assertThat(devices.all()).singleElement().satisfies(device -> {
            assertThat(device.orphaned()).isTrue();
            assertThat(device.userArn()).isEqualTo(ALICE);
        });

        enroll(PHONE, ALICE, OTHER_SEED);
        assertThat(devices.all())
                .singleElement()
                .satisfies(device -> assertThat(device.orphaned()).isFalse());
    }

    @Test
    void deviceOfAUserWhoIsGoneCanBeRemoved() {
        enroll(PHONE, ALICE, SEED);
        accept(Set.of(), BOB);
        assertRefused(ApiError.NO_SUCH_ENTITY, () -> devices.remove(PHONE, BOB, MfaDevicesTest::recorded));
        devices.remove(PHONE, ALICE, MfaDevicesTest::recorded);
        assertThat(devices.all()).isEmpty();
    }

    @Test
    void whatIsSpentStaysSpentWhenADeviceIsEnrolledAgain() {
        enroll(PHONE, ALICE, SEED);
        enable(PHONE, ALICE, SEED, STEP);
        devices.remove(PHONE, ALICE, MfaDevicesTest::recorded);
        enroll(PHONE, ALICE, SEED);

        assertRefused(ApiError.INVALID_AUTHENTICATION_CODE, () -> enable(PHONE, ALICE, SEED, STEP));
        assertRefused(ApiError.INVALID_AUTHENTICATION_CODE, () -> enable(PHONE, ALICE, SEED, STEP + 1));
        devices.enable(
                PHONE,
                ALICE,
                code(SEED, STEP + 1),
                code(SEED, STEP + 2),
                WINDOW,
                NOW.plusSeconds(60),
                MfaDevicesTest::recorded);
    }

    @Test
    void lockedDeviceIsComparedAgainAfterUnlockAndItsSpentCodesStaySpent() {
        enroll(PHONE, ALICE, SEED);
        enable(PHONE, ALICE, SEED, STEP);
        Instant now = NOW;
        for (int i = 0; i < 100; i++) {
            now = now.plusSeconds(15 * 60);
            assertThat(devices.spend(PHONE, id(ALICE), "no code", WINDOW, now))
                    .get()
                    .isInstanceOf(Outcome.Rejected.class);
        }
        Instant later = now.plusSeconds(86_400);
        assertThat(devices.spend(PHONE, id(ALICE), code(SEED, Totp.step(later)), WINDOW, later))
                .get()
                .isInstanceOf(Outcome.Locked.class);
        assertThat(devices.all())
                .singleElement()
                .satisfies(device -> assertThat(device.codes().failures()).isEqualTo(100));

        devices.unlock(PHONE, MfaDevicesTest::recorded);

        assertThat(devices.spend(PHONE, id(ALICE), code(SEED, STEP), WINDOW, NOW))
                .get()
                .isInstanceOf(Outcome.Rejected.class);
        assertThat(devices.spend(PHONE, id(ALICE), code(SEED, Totp.step(later)), WINDOW, later))
                .get()
                .isInstanceOf(Outcome.Accepted.class);
    }

    @Test
    void configurationThatHasAnEnrolledDeviceInItsFilesIsNotAccepted() {
        enroll(PHONE, ALICE, SEED);
        UniqueId before = id(ALICE);

        assertThatThrownBy(() -> accept(Set.of(Arn.parse("arn:aws:iam::111122223333:mfa/alice-PHONE")), ALICE))
                .isInstanceOf(FileFault.class)
                .hasMessageContaining("stands in the identity files", "sallyport mfa remove");

        assertThat(id(BOB)).as("nothing was accepted").isNotNull();
        assertThat(id(ALICE)).isEqualTo(before);
        devices.remove(PHONE, ALICE, MfaDevicesTest::recorded);
        accept(Set.of(PHONE), ALICE);
    }

    @Test
    void seedIsSealedForItsRowItsKeyAndItsTrustDomain() {
        Arn bobs = Arn.parse("arn:aws:iam::111122223333:mfa/bob-phone");
        enroll(PHONE, ALICE, SEED);
        enable(PHONE, ALICE, SEED, STEP);
        enroll(bobs, BOB, OTHER_SEED);
        enable(bobs, BOB, OTHER_SEED, STEP);
        String sealed = sealedSeed(PHONE);
        assertThat(sealed).doesNotContain(SEED.reveal()).hasSizeGreaterThan(90);

        assertRefused(
                ApiError.INTERNAL_FAILURE,
                () -> devicesWith("trust.test", (byte) 8).spend(PHONE, id(ALICE), code(SEED, STEP + 1), WINDOW, NOW));
        assertRefused(
                ApiError.INTERNAL_FAILURE,
                () -> devicesWith("other.test", (byte) 7).spend(PHONE, id(ALICE), code(SEED, STEP + 1), WINDOW, NOW));
        database.write(transaction -> transaction
                .createUpdate("update virtual_mfa_device set sealed_seed = :seed where serial = :serial")
                .bind("seed", sealed)
                .bind("serial", bobs.toString())
                .execute());
        assertRefused(ApiError.INTERNAL_FAILURE, () -> devices.spend(bobs, id(BOB), code(SEED, STEP + 1), WINDOW, NOW));
    }

    @Test
    void changeWithoutItsRecordDoesNotHappen() {
        Runnable full = () -> {
            throw new IllegalStateException("the disk is full");
        };
        assertThatThrownBy(() -> devices.enroll(PHONE, ALICE, SEED, 0, random, NOW, full))
                .hasMessage("the disk is full");
        assertThat(devices.all()).isEmpty();

        enroll(PHONE, ALICE, SEED);
        assertThatThrownBy(
                        () -> devices.enable(PHONE, ALICE, code(SEED, STEP - 1), code(SEED, STEP), WINDOW, NOW, full))
                .hasMessage("the disk is full");
        assertThatThrownBy(() -> devices.remove(PHONE, ALICE, full)).hasMessage("the disk is full");
        enable(PHONE, ALICE, SEED, STEP);
        assertThat(spend(PHONE, ALICE, STEP + 1)).get().isInstanceOf(Outcome.Accepted.class);
    }

    private void enroll(Arn serial, Arn user, TotpSeed seed) {
        devices.enroll(serial, user, seed, 0, random, NOW, MfaDevicesTest::recorded);
    }

    private void enable(Arn serial, Arn user, TotpSeed seed, long step) {
        devices.enable(serial, user, code(seed, step - 1), code(seed, step), WINDOW, NOW, MfaDevicesTest::recorded);
    }

    private Optional<Outcome> spend(Arn serial, Arn user, long step) {
        return devices.spend(serial, id(user), code(SEED, step), WINDOW, NOW);
    }

    private static String code(TotpSeed seed, long step) {
        return Totp.code(seed, step);
    }

    private void accept(Set<Arn> devicesOfFiles, Arn... users) {
        Map<Arn, UniqueId.Kind> entities = new HashMap<>();
        for (Arn user : users) {
            entities.put(user, UniqueId.Kind.USER);
        }
        registry.accept(new DeclaredIdentities(entities, List.of(), devicesOfFiles), random, NOW, accepted -> accepted);
    }

    private UniqueId id(Arn user) {
        return database
                .write(transaction -> new ArrayList<>(transaction
                        .createQuery("select id from unique_id where arn = :arn and retired_at is null")
                        .bind("arn", user.toString())
                        .mapTo(String.class)
                        .list()))
                .stream()
                .map(UniqueId::new)
                .findFirst()
                .orElseThrow();
    }

    private String sealedSeed(Arn serial) {
        return database.write(transaction -> transaction
                .createQuery("select sealed_seed from virtual_mfa_device where serial = :serial")
                .bind("serial", serial.toString())
                .mapTo(String.class)
                .one());
    }

    private MfaDevices devicesWith(String trustDomain, byte keyByte) {
        return new MfaDevices(database, key(trustDomain, keyByte));
    }

    private static WrappingKey key(String trustDomain, byte keyByte) {
        byte[] key = new byte[WrappingKey.KEY_BYTES];
        java.util.Arrays.fill(key, keyByte);
        return new WrappingKey(trustDomain, key);
    }

    /** A record that is always written. */
    private static void recorded() {}

    private static void assertRefused(ApiError error, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.error()).isEqualTo(error));
    }
}
