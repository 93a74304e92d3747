package dev.sallyport.acceptance;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The shape of the modules, as {@code docs/architecture.md} draws it. */
@AnalyzeClasses(packages = "dev.sallyport", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String[] STS_CORE = {
        "dev.sallyport.error..",
        "dev.sallyport.identity..",
        "dev.sallyport.json..",
        "dev.sallyport.policy..",
        "dev.sallyport.sigv4..",
        "dev.sallyport.seal..",
        "dev.sallyport.session..",
        "dev.sallyport.mfa..",
        "dev.sallyport.directory..",
        "dev.sallyport.context..",
        "dev.sallyport.role..",
        "dev.sallyport.route..",
        "dev.sallyport.access..",
        "dev.sallyport.forwarding..",
        "dev.sallyport.delegation..",
        "dev.sallyport.protocol.."
    };

    /** Files, sockets, processes, threads and the clock; streams over bytes in memory are neither. */
    private static final DescribedPredicate<JavaClass> INPUT_AND_OUTPUT = resideInAnyPackage(
                    "java.net..", "java.nio.file..", "java.nio.channels..", "java.util.concurrent..", "java.sql..")
            .or(simpleName("File"))
            .or(simpleName("FileInputStream"))
            .or(simpleName("FileOutputStream"))
            .or(simpleName("RandomAccessFile"))
            .or(simpleName("Thread"))
            .or(simpleName("ProcessBuilder"))
            .or(simpleName("SecureRandom"))
            .or(simpleName("Random"))
            .or(simpleName("Clock"))
            .or(simpleName("InstantSource"))
            .as("I/O, threads, clocks or randomness");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("dev.sallyport.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule stsCoreDoesNoInputOrOutput =
            noClasses().that().resideInAnyPackage(STS_CORE).should().dependOnClassesThat(INPUT_AND_OUTPUT);

    @ArchTest
    static final ArchRule stsCoreUsesTheJdkAndJacksonsParserAlone = classes()
            .that()
            .resideInAnyPackage(STS_CORE)
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(STS_CORE)
                    .or(resideInAnyPackage("java..", "javax.crypto..", "tools.jackson.core..", "org.jspecify..")));

    @ArchTest
    static final ArchRule verifyingATokenDoesNoInputOrOutput = noClasses()
            .that()
            .resideInAPackage("dev.sallyport.oidc")
            .should()
            .dependOnClassesThat(resideInAnyPackage("java.nio.file..", "java.net.http..", "java.util.concurrent.."));

    @ArchTest
    static final ArchRule tokensAreVerifiedAndAssertionsSignedInOnePlaceEach = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "dev.sallyport.oidc..",
                    "dev.sallyport.gateway.assertion..",
                    "dev.sallyport.gateway.outbound..",
                    "dev.sallyport.demo..",
                    "dev.sallyport.acceptance..")
            .should()
            .dependOnClassesThat(resideInAPackage("com.nimbusds.."));

    @ArchTest
    static final ArchRule bouncyCastleStaysWithTls = noClasses()
            .that()
            .resideOutsideOfPackage("dev.sallyport.gateway.tls..")
            .should()
            .dependOnClassesThat(resideInAPackage("org.bouncycastle.."));

    @ArchTest
    static final ArchRule actionsKnowNoHttpServer = noClasses()
            .that()
            .resideInAnyPackage("dev.sallyport.gateway.api..", "dev.sallyport.gateway.auth..")
            .should()
            .dependOnClassesThat(resideInAPackage("org.eclipse.jetty.."));

    @ArchTest
    static final ArchRule noModuleUsesWhatIsToItsRight = noClasses()
            .that()
            .resideInAnyPackage("dev.sallyport.oidc..", "dev.sallyport.config..", "dev.sallyport.filter..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("dev.sallyport.gateway..", "dev.sallyport.demo.."));

    @ArchTest
    static final ArchRule theFilterKnowsStsCoreAlone = noClasses()
            .that()
            .resideInAPackage("dev.sallyport.filter..")
            .should()
            .dependOnClassesThat(
                    resideInAnyPackage("dev.sallyport.oidc..", "dev.sallyport.config..", "com.nimbusds.."));

    // The clock comes in as an argument everywhere but where the program starts.
    @ArchTest
    static final ArchRule timeComesInAsAValue = noClasses()
            .that()
            .resideInAnyPackage(STS_CORE)
            .or()
            .resideInAnyPackage("dev.sallyport.oidc..", "dev.sallyport.config..")
            .should()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");
}
