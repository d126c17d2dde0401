-- Attendees are found by what they are asked for.
CREATE INDEX attendee_by_email ON attendee (event, lower(email));
CREATE INDEX attendee_by_licence ON attendee (event, lower(licence_number));
