package io.turnout.hub;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.AbstractCollection;
import java.util.AbstractMap;
import org.junit.jupiter.api.Test;

/**
 * Who may use whom. Plant a violation whenever a rule is added: a rule that matches nothing passes.
 */
final class ArchitectureTest {
    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("io.turnout.hub");

    @Test
    void noStaticChanges() {
        check(
                fields().that()
                        .areStatic()
                        .and(areWrittenByUs())
                        .should()
                        .beFinal()
                        .andShould()
                        .notHaveRawType(
                                resideInAPackage("java.util.concurrent.atomic")
                                        .or(assignableTo(AbstractMap.class))
                                        .or(assignableTo(AbstractCollection.class)))
                        .because("what is shared and changes is handed in, never reached for"));
    }

    @Test
    void nothingHidesInThreads() {
        check(
                noClasses()
                        .should()
                        .dependOnClassesThat()
                        .areAssignableTo(ThreadLocal.class)
                        .because("virtual threads are many and short-lived"));
    }

    @Test
    void featuresDoNotUseEachOtherInCircles() {
        check(slices().matching("io.turnout.hub.(*)..").should().beFreeOfCycles());
    }

    @Test
    void usesNoOtherProgram() {
        check(
                noClasses()
                        .that()
                        .resideInAnyPackage("io.turnout.hub..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("io.turnout.gateway..", "io.turnout.provisioning..")
                        .because("programs talk in messages"));
    }

    @Test
    void onlyHttpServicesSeeTheWebServer() {
        check(
                noClasses()
                        .that()
                        .haveNameNotMatching(".*HttpService(\\$.*)?")
                        .and()
                        .haveNameNotMatching("io\\.turnout\\.hub\\.Hub(\\$.*)?")
                        .and()
                        .resideOutsideOfPackages("io.turnout.hub.web..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("io.helidon..")
                        .because("a feature must be callable without HTTP"));
    }

    @Test
    void onlyTheBrokerSpeaksMqtt() {
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackages("io.turnout.hub.broker..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(
                                "org.eclipse.paho..",
                                "org.apache.activemq..",
                                "org.apache.artemis..")
                        .because("any MQTT 5 broker will do"));
    }

    @Test
    void onlyPrintDrawsPages() {
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackages("io.turnout.hub.print..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("org.apache.pdfbox..", "com.google.zxing..")
                        .because(
                                "what is printed is told in millimetres, not in a library's words"));
    }

    @Test
    void webAndStoreKnowNoFeature() {
        check(
                noClasses()
                        .that()
                        .resideInAnyPackage("io.turnout.hub.web..", "io.turnout.hub.store..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(
                                "io.turnout.hub.broker..",
                                "io.turnout.hub.ingest..",
                                "io.turnout.hub.attendance..",
                                "io.turnout.hub.agenda..",
                                "io.turnout.hub.people..",
                                "io.turnout.hub.checkin..",
                                "io.turnout.hub.reports..",
                                "io.turnout.hub.certificates..",
                                "io.turnout.hub.programs..",
                                "io.turnout.hub.fleet..",
                                "io.turnout.hub.identity..")
                        .because("features use them"));
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(CLASSES);
    }

    /** The compiler's own statics (switch tables, assertion flags) are not ours to judge. */
    private static DescribedPredicate<JavaField> areWrittenByUs() {
        return describe("are written by us", field -> !field.getName().startsWith("$"));
    }
}
