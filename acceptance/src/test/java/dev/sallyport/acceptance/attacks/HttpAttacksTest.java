package dev.sallyport.acceptance.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.json.JsonObject;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every attack of the attack files against the running gateway, and the requests that must pass beside them. */
class HttpAttacksTest {
    private static final Instant FIXED = Instant.parse("2026-01-15T12:00:00Z");
    /** What the files leave open is which other character, alphabet or place is meant. */
    private static final Set<String> CHANGES_LEFT_OPEN = Set.of(
            ":flip0", ":flipmid", ":fliplast", ":altb64", ":noncanon", ":mixed", ":space", ":half", "HEADERS2000");

    @TempDir
    Path folder;

    @Test
    void everyAttackIsRefusedAndEveryControlIsServed() throws Exception {
        List<AttackFile> files = AttackFile.all();
        List<String> failures = new ArrayList<>();
        try (Target target = Target.start(folder)) {
            for (AttackFile file : files) {
                failures.addAll(run(file, target));
            }
        }
        assertThat(failures).isEmpty();
    }

    /** So that what is sent is what the author of a case meant. */
    @Test
    void placeholdersGiveTheReadyMadeRequestsOfTheFile() throws Exception {
        for (AttackFile file : AttackFile.all()) {
            List<String> different = new ArrayList<>();
            int compared = 0;
            for (JsonObject object : file.cases()) {
                if (isComparable(object)) {
                    compared++;
                    difference(AttackCase.read(object), file.fixedValues()).ifPresent(different::add);
                }
            }
            System.out.println(file.name() + " (ready-made requests): passed " + (compared - different.size())
                    + ", failed " + different.size() + ", skipped 0, total " + compared);
            assertThat(different).isEmpty();
        }
    }

    /** A case that cannot be read fails where it is run. */
    private static boolean isComparable(JsonObject object) {
        try {
            AttackCase attack = AttackCase.read(object);
            return attack.rawAtFixedTime().isPresent()
                    && CHANGES_LEFT_OPEN.stream().noneMatch(attack.raw()::contains);
        } catch (RuntimeException unknown) {
            return false;
        }
    }

    private static Optional<String> difference(AttackCase attack, Map<String, String> fixedValues) {
        String readyMade = attack.rawAtFixedTime().orElseThrow();
        try {
            String made = new CaseText(attack, name -> Optional.ofNullable(fixedValues.get(name)), FIXED).request();
            return made.equals(readyMade)
                    ? Optional.empty()
                    : Optional.of(attack + ": " + made + "\n  instead of\n" + readyMade);
        } catch (UnknownShape unknown) {
            return Optional.of(attack + ": " + unknown.getMessage());
        }
    }

    private static List<String> run(AttackFile file, Target target) {
        List<String> failures = new ArrayList<>();
        Map<String, List<AttackCase>> classes = new LinkedHashMap<>();
        for (JsonObject object : file.cases()) {
            try {
                AttackCase attack = AttackCase.read(object);
                classes.computeIfAbsent(attack.attackClass(), name -> new ArrayList<>())
                        .add(attack);
            } catch (RuntimeException unknown) {
                failures.add(AttackCase.text(object, "id") + ": " + unknown.getMessage());
            }
        }
        for (Map.Entry<String, List<AttackCase>> one : classes.entrySet()) {
            List<String> controls =
                    runAll(one.getValue().stream().filter(AttackCase::isControl).toList(), target);
            if (!controls.isEmpty()) {
                System.out.println("CONTROL FAILED: the class `" + one.getKey() + "` says nothing");
            }
            failures.addAll(controls);
            failures.addAll(runAll(
                    one.getValue().stream()
                            .filter(attack -> !attack.isControl())
                            .toList(),
                    target));
        }
        int total = file.cases().size();
        failures.forEach(failure -> System.out.println("FAILED " + failure));
        System.out.println(file.name() + ": passed " + (total - failures.size()) + ", failed " + failures.size()
                + ", skipped 0, total " + total);
        if (total == 0) {
            failures.add(file.name() + " holds no case");
        }
        return failures;
    }

    private static List<String> runAll(List<AttackCase> attacks, Target target) {
        List<String> failures = new ArrayList<>();
        for (AttackCase attack : attacks) {
            try {
                runOne(attack, target);
            } catch (Exception | AssertionError e) {
                failures.add(attack + ": " + e);
            }
        }
        return failures;
    }

    private static void runOne(AttackCase attack, Target target) throws Exception {
        Outcome.requireKnown(attack);
        target.upstream().forget();
        String request = target.request(attack);
        CaseText text = target.text(attack);
        RawConnection.Heard heard =
                RawConnection.send(target.port(attack.target()), request, attack.demands("connectionMustClose"));
        new Outcome(
                        attack,
                        request,
                        heard,
                        target.upstream().received(),
                        text.expand(attack.upstream().getOrDefault("mustNotBeReachedWithPathUnder", "")),
                        attack.credential().equals("none") ? "" : target.callerArn(attack.credential()),
                        target.secrets())
                .check();
    }
}
