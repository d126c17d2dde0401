package io.turnout.hub.credit;

import io.turnout.hub.credit.CreditRules.Counted;
import io.turnout.hub.credit.CreditSettings.Award;
import io.turnout.hub.credit.CreditSettings.Rounding;
import io.turnout.hub.credit.CreditSettings.Uncertain;
import io.turnout.hub.credit.CreditSettings.WithoutCheckOut;
import io.turnout.hub.credit.Inside.EndedBy;
import io.turnout.hub.credit.Inside.Reading;
import io.turnout.protocol.access.SessionId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Collects the rules that fired for one line, in the order in which they are read. */
final class Explanation {
    private final Inside inside;
    private final CreditSession session;
    private final Counted counted;
    private final List<Reason> reasons = new ArrayList<>();

    Explanation(Inside inside, Counted counted) {
        this.inside = inside;
        this.session = inside.session();
        this.counted = counted;
    }

    List<Reason> reasons() {
        return List.copyOf(reasons);
    }

    /** How the times inside were made. */
    void times() {
        if (!session.checkOut()
                && session.settings().withoutCheckOut() != WithoutCheckOut.AS_READ) {
            say(
                    inside.isFilledUp()
                            ? Rule.WHOLE_WITHOUT_CHECK_OUT
                            : Rule.NOTHING_WITHOUT_CHECK_OUT);
            return;
        }
        inside.times().stream().map(Inside.Time::endedBy).distinct().sorted().forEach(this::ended);
        if (inside.times().size() > 1) {
            say(Rule.RE_ENTERED, (long) inside.times().size());
        }
        Spans cut = inside.spans(Reading.BEST).within(session.start(), session.end());
        if (!cut.length().equals(inside.spans(Reading.BEST).length())) {
            say(Rule.GRACE, session.graceBefore().toMinutes(), session.graceAfter().toMinutes());
        }
    }

    private void ended(EndedBy by) {
        switch (by) {
            case SESSION_END -> say(Rule.ENDED_SESSION_END);
            case LAST_SEEN -> say(Rule.ENDED_LAST_SEEN);
            case NO_TIME -> say(Rule.ENDED_NO_TIME);
            case ENTRY_ELSEWHERE -> say(Rule.ENDED_ELSEWHERE);
            case EXIT -> {}
        }
    }

    /** Who else has a part of the time. */
    void shares(Shares shares, Function<SessionId, String> title) {
        shares.contests(session.id())
                .forEach((contest, time) ->
                        say(contest.rule(), time.toMinutes(), title.apply(contest.other())));
        if (shares.of(session.id()).compareTo(session.length()) > 0) {
            say(Rule.CAPPED, session.length().toMinutes());
        }
    }

    void uncertainty() {
        long least = counted.least().toMinutes();
        long most = counted.most().toMinutes();
        if (least != most) {
            boolean certain = session.settings().uncertain() == Uncertain.IF_CERTAIN;
            say(certain ? Rule.UNCERTAIN_LEAST : Rule.UNCERTAIN_BEST, least, most);
        }
    }

    void decision(boolean granted) {
        if (session.cancelled()) {
            say(Rule.CANCELLED);
        } else if (!counted.time().isPositive()) {
            say(Rule.NO_TIME);
        } else {
            decided(granted);
        }
    }

    private void decided(boolean granted) {
        Duration length = session.length();
        long minutes = counted.time().toMinutes();
        long percent = counted.time().multipliedBy(100).dividedBy(length);
        boolean present = minutes == inside.present().toMinutes() && !inside.isFilledUp();
        CreditSettings.Minimum minimum = session.settings().minimum();
        if (minimum.amount() == 0) {
            Rule enough = present ? Rule.PRESENT_ENOUGH : Rule.COUNTED_ENOUGH;
            say(enough, minutes, length.toMinutes(), percent);
            return;
        }
        boolean inMinutes = minimum.unit() == CreditSettings.Unit.MINUTES;
        long needed = inMinutes ? minimum.minutes(length) : minimum.amount();
        Rule rule = inMinutes ? minutes(present, granted) : percent(present, granted);
        say(rule, minutes, length.toMinutes(), percent, needed);
    }

    private static Rule minutes(boolean present, boolean met) {
        if (present) {
            return met ? Rule.PRESENT_MINUTES_MET : Rule.PRESENT_MINUTES_MISSED;
        }
        return met ? Rule.COUNTED_MINUTES_MET : Rule.COUNTED_MINUTES_MISSED;
    }

    private static Rule percent(boolean present, boolean met) {
        if (present) {
            return met ? Rule.PRESENT_PERCENT_MET : Rule.PRESENT_PERCENT_MISSED;
        }
        return met ? Rule.COUNTED_PERCENT_MET : Rule.COUNTED_PERCENT_MISSED;
    }

    /** What became of the credits. */
    void credits(boolean granted) {
        if (session.fields().isEmpty()) {
            say(Rule.NO_FIELDS);
        } else if (granted) {
            amounts(new Earned(session, counted.time()));
        }
    }

    private void amounts(Earned earned) {
        CreditSettings settings = session.settings();
        if (settings.award() == Award.PROPORTIONAL && !counted.time().equals(session.length())) {
            say(Rule.PROPORTIONAL);
        }
        if (session.fields().stream().anyMatch(full -> earned.isRounded(full.credits()))) {
            boolean down = settings.rounding() == Rounding.DOWN;
            say(down ? Rule.ROUNDED_DOWN : Rule.ROUNDED_NEAREST, settings.step());
        }
    }

    private void say(Rule rule, Object... arguments) {
        reasons.add(Reason.of(rule, arguments));
    }
}
