package io.turnout.hub;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import io.turnout.fences.Fences;
import org.junit.jupiter.api.Test;

/** Who may use whom in this module. */
final class ArchitectureTest extends Fences {
    ArchitectureTest() {
        super("io.turnout.hub");
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
    void onlyMetricsSpeakPrometheus() {
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackages("io.turnout.hub.metrics..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("io.prometheus..")
                        .because("features count, and know no monitor"));
    }

    @Test
    void onlyTheMailerSpeaksSmtp() {
        check(
                noClasses()
                        .that()
                        .haveNameNotMatching(".*\\.SmtpMailer(\\$.*)?")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("jakarta.mail..", "org.eclipse.angus..")
                        .because("letters may go by another way"));
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
    void onlyTwoClassesSeeTheCryptographicLibrary() {
        check(
                noClasses()
                        .that()
                        .haveNameNotMatching(
                                "io\\.turnout\\.hub\\.(trust\\.CertificateMaker|identity\\.Passwords)"
                                        + "(\\$.*)?")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("org.bouncycastle..")
                        .because("the JDK does all but making certificates and Argon2"));
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
                                "io.turnout.hub.trust..",
                                "io.turnout.hub.identity..")
                        .because("features use them"));
    }
}
