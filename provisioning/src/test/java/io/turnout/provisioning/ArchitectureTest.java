package io.turnout.provisioning;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import io.turnout.fences.Fences;
import org.junit.jupiter.api.Test;

/** Who may use whom in this module. */
final class ArchitectureTest extends Fences {
    ArchitectureTest() {
        super("io.turnout.provisioning");
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
}
