package io.turnout.fences;

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
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Who may use whom, as far as it is the same in every module; each adds its own rules. Plant a
 * violation whenever a rule is added: a rule that matches nothing passes.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class Fences {
    private static final List<String> PROGRAMS =
            List.of("io.turnout.gateway", "io.turnout.hub", "io.turnout.provisioning");

    private final String module;
    private final JavaClasses classes;

    /**
     * @param module its package
     */
    protected Fences(String module) {
        this.module = module;
        this.classes =
                new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages(module);
    }

    @Test
    protected final void noStaticChanges() {
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
    protected final void nothingHidesInThreads() {
        check(
                noClasses()
                        .should()
                        .dependOnClassesThat()
                        .areAssignableTo(ThreadLocal.class)
                        .because("virtual threads are many and short-lived"));
    }

    @Test
    protected final void featuresDoNotUseEachOtherInCircles() {
        check(slices().matching(module + ".(*)..").should().beFreeOfCycles());
    }

    @Test
    protected final void usesNoOtherProgram() {
        String[] others =
                PROGRAMS.stream()
                        .filter(program -> !program.equals(module))
                        .map(program -> program + "..")
                        .toArray(String[]::new);
        check(
                noClasses()
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(others)
                        .because("programs talk in messages"));
    }

    /** Checks a rule against the module's own classes. */
    protected final void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(classes);
    }

    /** The compiler's own statics (switch tables, assertion flags) are not ours to judge. */
    private static DescribedPredicate<JavaField> areWrittenByUs() {
        return describe("are written by us", field -> !field.getName().startsWith("$"));
    }
}
