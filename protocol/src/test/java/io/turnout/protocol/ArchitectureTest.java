package io.turnout.protocol;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import io.turnout.fences.Fences;
import java.io.Serializable;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who may use whom in this module. */
final class ArchitectureTest extends Fences {
    private static final String CODEC = "io\\.turnout\\.protocol\\..*MessageCodec(\\$.*)?";

    ArchitectureTest() {
        super("io.turnout.protocol");
    }

    @Test
    void usesTheJdkAndNothingElse() {
        check(
                classes()
                        .that()
                        .haveNameNotMatching(CODEC)
                        .should()
                        .onlyDependOnClassesThat()
                        .resideInAnyPackage(
                                "io.turnout.protocol..",
                                "java..",
                                "javax.crypto..",
                                "org.jspecify..")
                        .because(
                                "unit, hub and phone run it; JSON is known to MessageCodec alone"));
    }

    @Test
    void doesNothingButCompute() {
        check(
                noClasses()
                        .that()
                        .haveNameNotMatching(CODEC)
                        .should()
                        .dependOnClassesThat(
                                resideInAnyPackage(
                                                "java.io..",
                                                "java.net..",
                                                "java.nio.channels..",
                                                "java.nio.file..",
                                                "java.sql..",
                                                "java.util.concurrent..",
                                                "java.util.logging..")
                                        .and(not(belongToAnyOf(Serializable.class)))
                                        .or(
                                                belongToAnyOf(
                                                        Thread.class,
                                                        Clock.class,
                                                        System.Logger.class)))
                        .because("the same input must give the same answer everywhere"));
    }

    @Test
    void nobodyAsksForTheTime() {
        check(
                noClasses()
                        .should()
                        .callMethod(Instant.class, "now")
                        .orShould()
                        .callMethod(System.class, "currentTimeMillis")
                        .orShould()
                        .callMethod(System.class, "nanoTime")
                        .because("time is handed in"));
    }

    @Test
    void rulesAndBadgesStayCompilableForThePhone() {
        check(
                noClasses()
                        .that()
                        .resideInAnyPackage(
                                "io.turnout.protocol.badge..", "io.turnout.protocol.access..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(
                                "java.security..",
                                "javax..",
                                "com.fasterxml..",
                                "io.turnout.protocol.message..")
                        .because("signature checks and JSON are handed in, not called"));
    }

    @Test
    void messagesAreRecordsEnumsOrSealedInterfaces() {
        check(
                classes()
                        .that()
                        .resideInAPackage("io.turnout.protocol.message..")
                        .and()
                        .areTopLevelClasses()
                        .and()
                        .areNotAssignableTo(Throwable.class)
                        .and(
                                not(
                                        describe(
                                                "codec with its bounds, topics and package-info",
                                                ArchitectureTest::isNoMessage)))
                        .should(
                                ArchCondition.from(
                                        describe(
                                                "be records, enums or sealed interfaces",
                                                ArchitectureTest::isData))));
    }

    private static boolean isNoMessage(JavaClass type) {
        return Set.of("MessageCodec", "Bounds", "Topics", "package-info")
                .contains(type.getSimpleName());
    }

    private static boolean isData(JavaClass type) {
        return type.isRecord()
                || type.isEnum()
                || (type.isInterface() && type.reflect().isSealed());
    }
}
