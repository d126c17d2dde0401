package io.turnout.hub.fleet;

import io.turnout.hub.fleet.Delivered.Gap;
import io.turnout.protocol.message.Alert;
import io.turnout.protocol.message.UnitInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A unit as the hub knows it.
 *
 * @param heardMs when it was last heard, by the hub's clock; 0 for never
 * @param info what it last said of itself
 * @param clockMs its clock minus the hub's, when it last spoke of itself
 * @param journals how far each of its journals is in the scan log, the latest last; a unit begins a
 *     new one when its card is changed
 * @param listWanted the last list made for it, 0 for none
 * @param listSerial every change up to it is in that list
 * @param keyUntilMs the end of its newest certificate; 0 where it has none
 * @param alerts what it wants somebody to see to
 */
public record UnitView(
        String id,
        String roomId,
        String room,
        String door,
        Condition condition,
        long heardMs,
        Optional<UnitInfo> info,
        long clockMs,
        List<Delivered> journals,
        long listWanted,
        long listSerial,
        long keyUntilMs,
        List<Alert> alerts) {
    /** A unit speaks every 30 s; after three silences it is not believed to be there. */
    static final Duration PATIENCE = Duration.ofSeconds(95);

    public UnitView {
        alerts = List.copyOf(alerts);
        journals = List.copyOf(journals);
    }

    /** Whether it is there. */
    public enum Condition {
        ONLINE,
        OFFLINE,
        NEVER_SEEN,
        /** Another one has its place, and it is known what became of its journal. */
        RETIRED;

        /** As exports write it: {@code never-seen}. */
        public String key() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** By what the broker said of it, and when it was last heard. */
    public static Condition condition(String status, long heardMs, Instant now) {
        if (heardMs == 0 || status.equals("never-seen")) {
            return Condition.NEVER_SEEN;
        }
        boolean silent = heardMs < now.minus(PATIENCE).toEpochMilli();
        return silent || !status.equals("ready") ? Condition.OFFLINE : Condition.ONLINE;
    }

    UnitView alerting(List<Alert> now) {
        return new UnitView(
                id,
                roomId,
                room,
                door,
                condition,
                heardMs,
                info,
                clockMs,
                journals,
                listWanted,
                listSerial,
                keyUntilMs,
                now);
    }

    /** As it is once it was taken away: all that is missing of its journal is so for good. */
    UnitView retired(Swaps.Journal journal) {
        return new UnitView(
                id,
                roomId,
                room,
                door,
                Condition.RETIRED,
                heardMs,
                info,
                clockMs,
                journal == Swaps.Journal.LOST ? lostForGood() : journals,
                listWanted,
                listSerial,
                keyUntilMs,
                List.of());
    }

    /** What nobody will read any more: the gaps, and what may lie behind all that is known. */
    private List<Delivered> lostForGood() {
        if (!spoke()) {
            return journals; // it had no list, and let nobody in
        }
        Delivered last = current();
        List<Delivered> all = new ArrayList<>();
        journals.stream()
                .filter(journal -> !journal.epoch().equals(last.epoch()))
                .map(Delivered::lost)
                .forEach(all::add);
        long end = Math.max(last(), highest() + 1);
        all.add(last.lost().endingAt(end));
        return all;
    }

    /** Another one has its place, and nothing is awaited of it. */
    public boolean isRetired() {
        return condition == Condition.RETIRED;
    }

    public boolean online() {
        return condition == Condition.ONLINE;
    }

    /** Since when it is silent; 0 where it is there, or was never heard. */
    public long silentMs() {
        return condition == Condition.OFFLINE ? heardMs : 0;
    }

    /** Whether nothing was ever heard of it. */
    public boolean unheard() {
        return condition == Condition.NEVER_SEEN;
    }

    /** A unit that never spoke has no list and lets nobody in, so nothing of it is missing. */
    public boolean spoke() {
        return info.isPresent() || !journals.isEmpty();
    }

    /** All its scans up to this one are in the scan log, of the journal it writes now. */
    public long upTo() {
        return current().upTo();
    }

    /** The highest of that journal's scans that arrived. */
    public long highest() {
        return current().highest();
    }

    /** The last of that journal's scans that is known of. */
    public long last() {
        return Math.max(highest(), info.map(UnitInfo::lastNumber).orElse(0L));
    }

    /** Everything missing between scans that arrived, of all its journals. */
    public List<Gap> gaps() {
        return journals.stream().flatMap(journal -> journal.gaps().stream()).toList();
    }

    /** Scans it had when it last spoke of itself that come after all that arrived. */
    public long waiting() {
        return isRetired() ? 0 : last() - highest();
    }

    /** Scans missing although later ones arrived; the unit sends them again. */
    public long gap() {
        return scans(gap -> !gap.lost());
    }

    /** Scans missing that the unit has no more. */
    public long lost() {
        return scans(Gap::lost);
    }

    /** Scans known of that may still arrive; for a silent unit there may be more. */
    public long missing() {
        return gap() + waiting();
    }

    /**
     * Every scan made before is in the scan log; empty where not even that is known. That is the
     * time of the last scan before the first one missing, or of its last word where none is.
     */
    public Optional<Instant> completeTo() {
        Optional<Delivered> torn =
                journals.stream().filter(journal -> !journal.gaps().isEmpty()).findFirst();
        if (torn.isPresent()) {
            return torn.get().upToTime();
        }
        return info.map(this::saidAndDone).orElseGet(this::arrived);
    }

    /** Everything it ever had is in the scan log, and it is online or gone for good. */
    public boolean complete() {
        return (online() || isRetired()) && missing() == 0 && lost() == 0;
    }

    /** The list it decides from, 0 for none or not known. */
    public long listHas() {
        return info.map(UnitInfo::listRevision).orElse(0L);
    }

    /** Every change up to this serial is in force there, 0 for none or not known. */
    public long changesHas() {
        long said = info.flatMap(UnitInfo::changes).orElse(0L);
        return listHas() > 0 && listHas() == listWanted ? Math.max(said, listSerial) : said;
    }

    /** Online without a list: it can let nobody in. */
    public boolean outOfOrder() {
        return online() && info.isPresent() && listHas() == 0;
    }

    /** What it had journaled when it last spoke, compared to what is here; by the hub's clock. */
    private Optional<Instant> saidAndDone(UnitInfo said) {
        if (waiting() > 0) {
            return current().upToTime();
        }
        Instant heard = said.at().minusMillis(clockMs);
        return Optional.of(current().upToTime().filter(heard::isBefore).orElse(heard));
    }

    /** Scans but no word of how many there are: they are in order, so the last tells the time. */
    private Optional<Instant> arrived() {
        return journals.stream()
                .flatMap(journal -> journal.upToTime().stream())
                .max(Comparator.naturalOrder());
    }

    /** The journal that it writes, as far as it said; otherwise the one heard of last. */
    private Delivered current() {
        if (info.isEmpty()) {
            return journals.isEmpty() ? Delivered.nothing("") : journals.getLast();
        }
        String epoch = info.get().epoch().value();
        return journals.stream()
                .filter(journal -> journal.epoch().equals(epoch))
                .findFirst()
                .orElseGet(() -> Delivered.nothing(epoch));
    }

    private long scans(Predicate<Gap> which) {
        return gaps().stream().filter(which).mapToLong(Gap::scans).sum();
    }
}
