package io.turnout.provisioning;

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
                    .importPackages("io.turnout.provisioning");

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
        check(slices().matching("io.turnout.provisioning.(*)..").should().beFreeOfCycles());
    }

    @Test
    void onlyTheBenchSpeaksMqtt() {
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackage("io.turnout.provisioning.bench..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("org.eclipse.paho..")
                        .because("it is there for a reference"));
    }

    @Test
    void usesNoOtherProgram() {
        check(
                noClasses()
                        .that()
                        .resideInAnyPackage("io.turnout.provisioning..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("io.turnout.gateway..", "io.turnout.hub..")
                        .because("programs talk in messages"));
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(CLASSES);
    }

    /** The compiler's own statics (switch tables, assertion flags) are not ours to judge. */
    private static DescribedPredicate<JavaField> areWrittenByUs() {
        return describe("are written by us", field -> !field.getName().startsWith("$"));
    }
}
