package io.turnout.gateway;

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
                    .importPackages("io.turnout.gateway");

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
        check(slices().matching("io.turnout.gateway.(*)..").should().beFreeOfCycles());
    }

    @Test
    void usesNoOtherProgram() {
        check(
                noClasses()
                        .that()
                        .resideInAnyPackage("io.turnout.gateway..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("io.turnout.hub..", "io.turnout.provisioning..")
                        .because("programs talk in messages"));
    }

    @Test
    void onlyHttpServicesSeeTheWebServer() {
        check(
                noClasses()
                        .that()
                        .haveNameNotMatching(".*HttpService(\\$.*)?")
                        .and()
                        .haveNameNotMatching("io\\.turnout\\.gateway\\.Gateway(\\$.*)?")
                        .and()
                        .resideOutsideOfPackages("io.turnout.gateway.panel..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("io.helidon..")
                        .because("a feature must be callable without HTTP"));
    }

    @Test
    void onlyTheUplinkSpeaksMqtt() {
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackages("io.turnout.gateway.uplink..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("org.eclipse.paho..")
                        .because("the library has known faults that are contained there"));
    }

    @Test
    void onlyTheAccessListSeesMapDb() {
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackages("io.turnout.gateway.accesslist..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("org.mapdb..")
                        .because("only immutable tables of it are safe"));
    }

    @Test
    void nobodySpeaksSql() {
        check(
                noClasses()
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("java.sql..", "javax.sql..", "org.sqlite..")
                        .because("the journal is the one durable store"));
    }

    @Test
    void onlyTheCameraReadsPictures() {
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackages("io.turnout.gateway.reader.camera..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("com.google.zxing..")
                        .because("other readers bring text"));
    }

    @Test
    void onlyTheUsbReaderSeesUsb() {
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackages("io.turnout.gateway.reader.usb..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("org.usb4java..", "javax.usb..")
                        .because("native handles must not leak"));
    }

    @Test
    void onlyIndicatorsSeeGpio() {
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackages("io.turnout.gateway.indicator..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("com.pi4j..")
                        .because("the rest runs on any machine"));
    }

    @Test
    void theDoorDecidesWithoutTheHub() {
        check(
                noClasses()
                        .that()
                        .resideInAnyPackage(
                                "io.turnout.gateway.door..", "io.turnout.gateway.accesslist..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("io.turnout.gateway.uplink..")
                        .because("a door works while cut off"));
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(CLASSES);
    }

    /** The compiler's own statics (switch tables, assertion flags) are not ours to judge. */
    private static DescribedPredicate<JavaField> areWrittenByUs() {
        return describe("are written by us", field -> !field.getName().startsWith("$"));
    }
}
