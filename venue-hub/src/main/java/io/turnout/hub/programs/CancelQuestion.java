package io.turnout.hub.programs;

import io.turnout.hub.web.Form;
import io.turnout.hub.web.Question;
import io.turnout.hub.web.VenueText;
import io.turnout.hub.web.Words;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is asked before a meeting is called off: whether it goes, or stays as late cancelled (P-3).
 *
 * @param here the page of the meeting
 * @param people how many take part in it
 */
public record CancelQuestion(Meeting meeting, String here, int people) {
    /** The field of the form that says that this was asked. */
    private static final String SURE = "sure";

    /** Whether somebody wants to call it off while they still can, and was not asked yet. */
    public static boolean isToBeAsked(Meeting meeting, Form sent) {
        return sent.text("do").equals("cancel")
                && sent.text(SURE).isEmpty()
                && meeting.state().status() == MeetingStatus.UPCOMING;
    }

    /**
     * The question.
     *
     * @param proof what else its form must carry
     */
    public Question ask(VenueText text, Map<String, String> proof) {
        Words words = text.words();
        Map<String, String> hidden = new HashMap<>(proof);
        hidden.put("do", "cancel");
        hidden.put(SURE, "yes");
        String when = text.moment(meeting.state().start().toEpochMilli());
        return new Question(
                words.get("meetings.cancel.sure", when),
                effects(text),
                here,
                hidden,
                words.get("meetings.cancel"),
                here);
    }

    private List<String> effects(VenueText text) {
        Words words = text.words();
        MeetingState state = meeting.state();
        List<String> effects = new ArrayList<>();
        if (meeting.rules().isLate(state.start(), text.now())) {
            Instant since = state.start().minus(meeting.rules().late().orElseThrow());
            Instant until = meeting.rules().decidedAt(state);
            effects.add(words.get("meetings.cancel.late", moment(text, since), people));
            effects.add(words.get("meetings.cancel.pending", moment(text, until)));
        } else {
            effects.add(words.get("meetings.cancel.in-time", people));
        }
        effects.add(words.get("meetings.cancel.hours"));
        return effects;
    }

    private static String moment(VenueText text, Instant at) {
        return text.moment(at.toEpochMilli());
    }
}
