package io.turnout.hub.programs;

import io.turnout.hub.identity.Organization;
import io.turnout.hub.web.Frame;
import io.turnout.hub.web.Frames;
import io.turnout.hub.web.HttpProblem;
import io.turnout.hub.web.SignedIn;
import io.turnout.hub.web.Words;

/** What the pages of programs have in common: their event, and the program or path meant. */
record ProgramFrames(
        Organization organization,
        ProgramBook programs,
        PathBook paths,
        MeetingQueries meetings,
        Frames frames) {
    /** The frame of the event; there is nothing where the organization has no programs. */
    Frame of(String event, Words words) {
        requirePrograms(event);
        return frames.require(event, words);
    }

    private void requirePrograms(String event) {
        if (!organization.programs()) {
            throw HttpProblem.notFound("page", "/events/" + event + "/programs");
        }
    }

    Program program(String event, String id) {
        requirePrograms(event);
        return ProgramId.find(id)
                .flatMap(known -> programs.find(event, known))
                .orElseThrow(() -> HttpProblem.notFound("program", id));
    }

    /** A path that somebody may see; another is as if it were not there. */
    Path path(String event, String id, SignedIn user) {
        return PathId.find(id)
                .flatMap(known -> paths.find(event, known))
                .filter(path -> paths.may(user, path))
                .orElseThrow(() -> HttpProblem.notFound("path", id));
    }

    /** A meeting of a path that somebody may see. */
    Meeting meeting(String event, String id, SignedIn user) {
        return MeetingId.find(id)
                .flatMap(known -> meetings.find(event, known))
                .filter(meeting -> paths.may(user, meeting.path()))
                .orElseThrow(() -> HttpProblem.notFound("meeting", id));
    }
}
