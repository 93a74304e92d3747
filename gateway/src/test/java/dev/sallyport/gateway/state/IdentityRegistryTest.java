package dev.sallyport.gateway.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.identity.Arn;
import dev.sallyport.identity.UniqueId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(StoreEngine.class)
class IdentityRegistryTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Arn ALICE = Arn.parse("arn:aws:iam::111122223333:user/alice");
    private static final Arn ALICE_ELSEWHERE = Arn.parse("arn:aws:iam::444455556666:user/alice");
    private static final Arn DEVELOPERS = Arn.parse("arn:aws:iam::111122223333:group/developers");
    private static final Arn DEPLOY = Arn.parse("arn:aws:iam::111122223333:role/ci/deploy");
    private static final Arn CALLER = Arn.parse("arn:aws:iam::111122223333:role/team/caller");
    private static final Arn CALLER_SESSION = Arn.parse("arn:aws:sts::111122223333:assumed-role/caller/build-7");

    @TempDir
    Path temp;

    private final StoreEngine engine;

    private final Random random = new Random(7);
    private Database database;

    IdentityRegistryTest(StoreEngine engine) {
        this.engine = engine;
    }

    @BeforeEach
    void open() {
        database = engine.open(temp.resolve("data"));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void anEntityKeepsItsIdAcrossReloadsAndRestarts() {
        AcceptedIdentities first = accept(entities(ALICE, DEVELOPERS, DEPLOY));
        restart();
        AcceptedIdentities second = accept(entities(ALICE, DEVELOPERS, DEPLOY, CALLER));

        assertThat(second.uniqueIds()).containsAllEntriesOf(first.uniqueIds());
        assertThat(first.uniqueId(ALICE).value()).startsWith("AIDA");
        assertThat(first.uniqueId(DEVELOPERS).value()).startsWith("AGPA");
        assertThat(first.uniqueId(DEPLOY).value()).startsWith("AROA");
    }

    @Test
    void recreatedPrincipalIsTrustedOnceItIsAccepted() {
        accept(entities(ALICE, DEPLOY), trust(DEPLOY, "v1", ALICE));
        accept(entities(DEPLOY), trust(DEPLOY, "v1", ALICE));
        UniqueId recreated =
                accept(entities(ALICE, DEPLOY), trust(DEPLOY, "v1", ALICE)).uniqueId(ALICE);

        assertThat(new IdentityRegistry(database).acceptPrincipal(DEPLOY, ALICE, id -> {}))
                .contains(recreated);
        assertThat(accept(entities(ALICE, DEPLOY), trust(DEPLOY, "v1", ALICE)).principalsTrustedBy(DEPLOY))
                .containsOnly(Map.entry(ALICE, recreated));
    }

    @Test
    void withoutItsRecordNobodyIsAccepted() {
        UniqueId first =
                accept(entities(ALICE, DEPLOY), trust(DEPLOY, "v1", ALICE)).uniqueId(ALICE);
        accept(entities(DEPLOY), trust(DEPLOY, "v1", ALICE));
        accept(entities(ALICE, DEPLOY), trust(DEPLOY, "v1", ALICE));

        assertThatThrownBy(() -> new IdentityRegistry(database).acceptPrincipal(DEPLOY, ALICE, id -> {
                    throw new IllegalStateException("the audit log is full");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(accept(entities(ALICE, DEPLOY), trust(DEPLOY, "v1", ALICE)).principalsTrustedBy(DEPLOY))
                .containsOnly(Map.entry(ALICE, first));
    }

    @Test
    void nobodyIsAcceptedWhomTheTrustPolicyDoesNotName() {
        accept(entities(ALICE, DEPLOY, CALLER), trust(DEPLOY, "v1", ALICE));
        IdentityRegistry registry = new IdentityRegistry(database);

        assertThat(registry.acceptPrincipal(DEPLOY, CALLER, id -> {})).isEmpty();
        assertThat(registry.acceptPrincipal(CALLER, ALICE, id -> {})).isEmpty();
        assertThat(registry.acceptPrincipal(DEPLOY, ALICE_ELSEWHERE, id -> {})).isEmpty();
        assertThat(accept(entities(ALICE, DEPLOY, CALLER), trust(DEPLOY, "v1", ALICE))
                        .principalsTrustedBy(DEPLOY))
                .containsOnlyKeys(ALICE);
    }

    @Test
    void theSameNameInAnotherAccountIsSomebodyElse() {
        AcceptedIdentities accepted = accept(entities(ALICE, ALICE_ELSEWHERE));

        assertThat(accepted.uniqueId(ALICE)).isNotEqualTo(accepted.uniqueId(ALICE_ELSEWHERE));
    }

    @Test
    void aRecreatedNameGetsAnotherId() {
        UniqueId before = accept(entities(ALICE)).uniqueId(ALICE);
        accept(entities());

        assertThat(accept(entities(ALICE)).uniqueId(ALICE)).isNotEqualTo(before);
    }

    @Test
    void aRetiredIdIsNeverGivenOutAgain() {
        registry().accept(declared(entities(ALICE), List.of()), new Random(1), NOW, Function.identity());
        accept(entities());

        assertThatThrownBy(() -> registry()
                        .accept(declared(entities(ALICE), List.of()), new Random(1), NOW, Function.identity()))
                .hasMessageContaining("cannot record changes");
    }

    @Test
    void aConfigurationThatIsNotAcceptedChangesNothing() {
        UniqueId before = accept(entities(ALICE)).uniqueId(ALICE);

        assertThatThrownBy(() -> registry().accept(declared(entities(DEPLOY), List.of()), random, NOW, accepted -> {
                    throw new IllegalStateException("routes overlap");
                }))
                .hasMessage("routes overlap");

        AcceptedIdentities after = accept(entities(ALICE, DEPLOY));
        assertThat(after.uniqueId(ALICE)).isEqualTo(before);
    }

    @Test
    void aTrustPolicyResolvesUsersRolesAndSessionsOfRoles() {
        AcceptedIdentities accepted =
                accept(entities(ALICE, DEPLOY, CALLER), trust(DEPLOY, "v1", ALICE, CALLER, CALLER_SESSION));

        assertThat(accepted.principalsTrustedBy(DEPLOY))
                .containsOnly(
                        Map.entry(ALICE, accepted.uniqueId(ALICE)),
                        Map.entry(CALLER, accepted.uniqueId(CALLER)),
                        Map.entry(CALLER_SESSION, accepted.uniqueId(CALLER)));
    }

    @Test
    void aRecreatedUserDoesNotInheritTrust() {
        UniqueId first =
                accept(entities(ALICE, DEPLOY), trust(DEPLOY, "v1", ALICE)).uniqueId(ALICE);
        accept(entities(DEPLOY), trust(DEPLOY, "v1", ALICE));
        restart();
        AcceptedIdentities recreated = accept(entities(ALICE, DEPLOY), trust(DEPLOY, "v1", ALICE));

        assertThat(recreated.uniqueId(ALICE)).isNotEqualTo(first);
        assertThat(recreated.principalsTrustedBy(DEPLOY)).containsOnly(Map.entry(ALICE, first));
    }

    @Test
    void anotherPolicyTextTrustsWhoeverHasTheNameThen() {
        accept(entities(ALICE, DEPLOY), trust(DEPLOY, "v1", ALICE));
        accept(entities(DEPLOY), trust(DEPLOY, "v1", ALICE));
        AcceptedIdentities changed = accept(entities(ALICE, DEPLOY), trust(DEPLOY, "v2", ALICE));

        assertThat(changed.principalsTrustedBy(DEPLOY)).containsOnly(Map.entry(ALICE, changed.uniqueId(ALICE)));
    }

    @Test
    void anEarlierTextThatComesBackIsResolvedAnew() {
        accept(entities(ALICE, DEPLOY), trust(DEPLOY, "v1", ALICE));
        accept(entities(DEPLOY), trust(DEPLOY, "v2"));
        AcceptedIdentities back = accept(entities(ALICE, DEPLOY), trust(DEPLOY, "v1", ALICE));

        assertThat(back.principalsTrustedBy(DEPLOY)).containsOnly(Map.entry(ALICE, back.uniqueId(ALICE)));
    }

    @Test
    void aPrincipalThatDidNotExistStaysNobodyUntilTheTextChanges() {
        assertThat(accept(entities(DEPLOY), trust(DEPLOY, "v1", ALICE)).principalsTrustedBy(DEPLOY))
                .isEmpty();
        assertThat(accept(entities(ALICE, DEPLOY), trust(DEPLOY, "v1", ALICE)).principalsTrustedBy(DEPLOY))
                .isEmpty();
        assertThat(accept(entities(ALICE, DEPLOY), trust(DEPLOY, "v2", ALICE)).principalsTrustedBy(DEPLOY))
                .containsOnlyKeys(ALICE);
    }

    @Test
    void aRecreatedRoleResolvesItsTrustPolicyItself() {
        accept(entities(ALICE, DEPLOY), trust(DEPLOY, "v1", ALICE));
        accept(entities());
        AcceptedIdentities recreated = accept(entities(ALICE, DEPLOY), trust(DEPLOY, "v1", ALICE));

        assertThat(recreated.principalsTrustedBy(DEPLOY)).containsOnly(Map.entry(ALICE, recreated.uniqueId(ALICE)));
    }

    @Test
    void aSessionArnOfAnotherAccountOrWithoutASessionNameIsNobody() {
        Arn elsewhere = Arn.parse("arn:aws:sts::444455556666:assumed-role/caller/build-7");
        Arn unnamed = Arn.parse("arn:aws:sts::111122223333:assumed-role/caller");
        Arn empty = Arn.parse("arn:aws:sts::111122223333:assumed-role//build-7");
        Arn otherService = Arn.parse("arn:aws:iam::111122223333:assumed-role/caller/build-7");

        assertThat(accept(entities(DEPLOY, CALLER), trust(DEPLOY, "v1", elsewhere, unnamed, empty, otherService))
                        .principalsTrustedBy(DEPLOY))
                .isEmpty();
    }

    private AcceptedIdentities accept(Map<Arn, UniqueId.Kind> entities, DeclaredIdentities.Trust... trusts) {
        return registry().accept(declared(entities, List.of(trusts)), random, NOW, Function.identity());
    }

    private IdentityRegistry registry() {
        return new IdentityRegistry(database);
    }

    private void restart() {
        close();
        open();
    }

    /** With an empty trust policy for each role that {@code trusts} leaves out. */
    private static DeclaredIdentities declared(
            Map<Arn, UniqueId.Kind> entities, List<DeclaredIdentities.Trust> trusts) {
        List<DeclaredIdentities.Trust> all = new ArrayList<>(trusts);
        entities.forEach((arn, kind) -> {
            if (kind == UniqueId.Kind.ROLE
                    && trusts.stream().noneMatch(trust -> trust.role().equals(arn))) {
                all.add(trust(arn, "{}"));
            }
        });
        return new DeclaredIdentities(entities, all, Set.of());
    }

    private static DeclaredIdentities.Trust trust(Arn role, String text, Arn... principals) {
        return new DeclaredIdentities.Trust(role, text, Set.of(principals));
    }

    private static Map<Arn, UniqueId.Kind> entities(Arn... arns) {
        Map<Arn, UniqueId.Kind> entities = new LinkedHashMap<>();
        for (Arn arn : arns) {
            String resource = arn.resource();
            entities.put(
                    arn,
                    resource.startsWith("user/")
                            ? UniqueId.Kind.USER
                            : resource.startsWith("group/") ? UniqueId.Kind.GROUP : UniqueId.Kind.ROLE);
        }
        return entities;
    }
}
