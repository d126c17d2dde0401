package io.turnout.hub.programs;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where no mail server is set: says in the log that there was a letter, and not to whom. */
public final class LogMailer implements Mailer {
    private static final Logger LOG = LoggerFactory.getLogger(LogMailer.class);

    @Override
    public void send(Letter letter) {
        LOG.info("letter {} is sent nowhere: no mail server is set", letter.id());
    }
}
