package io.turnout.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import io.turnout.fences.Fences;
import org.junit.jupiter.api.Test;

/** Who may use whom in this module. */
final class ArchitectureTest extends Fences {
    ArchitectureTest() {
        super("io.turnout.gateway");
    }

    @Test
    void onlyThePanelSeesTheWebServer() {
        check(
                noClasses()
                        .that()
                        .haveNameNotMatching(
                                "io\\.turnout\\.gateway\\.panel\\.(Panel|Exchange)(\\$.*)?")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("com.sun.net.httpserver..")
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
}
