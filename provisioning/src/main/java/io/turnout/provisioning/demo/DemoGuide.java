package io.turnout.provisioning.demo;

import java.io.PrintWriter;
import java.nio.file.Path;

/** What the demo tells its user: where to look, how to sign in, what to try. */
final class DemoGuide {
    private final PrintWriter out;

    DemoGuide(PrintWriter out) {
        this.out = out;
    }

    void print(Site site, Path directory, DemoOptions options) {
        UnitSite first = site.units().getFirst();
        out.println();
        out.println("  Turnout is running.");
        out.println();
        out.printf("  Hub       %s/events/%s%n", site.hub().url(), Site.EVENT);
        out.printf("  Sign in   %s / %s%n", site.hub().user(), site.hub().password());
        out.printf(
                "  Attendees %s/my/%s , badge number A00001 or another%n",
                site.hub().url(), Site.EVENT);
        for (UnitSite unit : site.units()) {
            out.printf("  %-9s %s   %s%n", unit.name(), unit.panel(), unit.room());
        }
        out.println();
        out.println("  Try");
        out.printf("   scan by hand        open %s and press a badge%n", first.panel());
        out.printf("   pull a network      touch %s   (rm puts it back)%n", first.unplugged());
        out.printf(
                "   kill a unit         kill -9 %d   (it is started again)%n",
                first.process().pid());
        out.printf(
                "   kill the hub        kill -9 %d   (the doors go on)%n",
                site.hub().process().pid());
        out.printf("   read the logs       ls %s/*.log%n", directory);
        out.println();
        out.println(
                "  Relaxed for the demo: plain HTTP and MQTT, on this machine only (127.0.0.1);");
        out.println(
                "  units have passwords, not certificates; the password above is shown; panels");
        out.println("  accept scans by hand.");
        out.printf(
                "  Ctrl-C stops everything%s.%n",
                options.directory().isEmpty() ? " and deletes the data" : "; the data stay");
        out.println();
        out.flush();
    }
}
