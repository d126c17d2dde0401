package io.turnout.provisioning.faults;

import io.turnout.provisioning.faults.FaultKind.Need;
import io.turnout.provisioning.faults.venue.Disk;
import io.turnout.provisioning.faults.venue.Opening;
import io.turnout.provisioning.process.WrongClock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What can be done on this machine.
 *
 * @param kinds to be done
 * @param left out, with the reason, in words
 */
record Abilities(
        boolean otherBroker,
        boolean disks,
        boolean wrongClocks,
        List<FaultKind> kinds,
        List<String> left) {
    Abilities {
        kinds = List.copyOf(kinds);
        left = List.copyOf(left);
    }

    /**
     * Looks.
     *
     * @param wanted words of kinds; empty for all
     * @throws IOException when there is no such kind, or no broker where one is wanted
     */
    static Abilities of(Path directory, String broker, List<String> wanted) throws IOException {
        boolean installed = Opening.otherBrokerIsThere();
        if (broker.equals("other") && !installed) {
            throw new IOException("there is no Mosquitto here: install the package mosquitto");
        }
        boolean other = installed && !broker.equals("own");
        boolean disks = Disk.possible(directory.resolve("disk-trial"));
        Set<Need> met = EnumSet.of(Need.NOTHING);
        if (other) {
            met.add(Need.OTHER_BROKER);
        }
        if (disks) {
            met.add(Need.DISK);
        }
        if (WrongClock.possible()) {
            met.add(Need.COMPILER);
        }
        return sorted(met, chosen(wanted));
    }

    private static Abilities sorted(Set<Need> met, List<FaultKind> chosen) {
        List<FaultKind> kinds = new ArrayList<>();
        List<String> left = new ArrayList<>();
        for (FaultKind kind : chosen) {
            if (met.contains(kind.need())) {
                kinds.add(kind);
            } else {
                left.add(kind.word() + " (" + why(kind.need()) + ")");
            }
        }
        return new Abilities(
                met.contains(Need.OTHER_BROKER),
                met.contains(Need.DISK),
                met.contains(Need.COMPILER),
                kinds,
                left);
    }

    private static String why(Need need) {
        return switch (need) {
            case NOTHING -> "nothing is wanting";
            case OTHER_BROKER -> "the broker is the hub's own, or Mosquitto is not installed";
            case DISK -> "only root may mount the small disks that it fills";
            case COMPILER -> "there is no gcc to make a wrong clock with: install it";
        };
    }

    private static List<FaultKind> chosen(List<String> wanted) throws IOException {
        List<FaultKind> all = List.of(FaultKind.values());
        if (wanted.isEmpty()) {
            return all;
        }
        List<String> words = all.stream().map(FaultKind::word).toList();
        for (String word : wanted) {
            if (!words.contains(word)) {
                throw new IOException("no fault is called " + word + "; there are " + words);
            }
        }
        return all.stream().filter(kind -> wanted.contains(kind.word())).toList();
    }
}
