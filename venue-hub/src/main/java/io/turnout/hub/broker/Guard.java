package io.turnout.hub.broker;

import io.turnout.protocol.access.Ids;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.Subject;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager5;
import org.apache.activemq.artemis.spi.core.security.jaas.UserPrincipal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The broker's security manager: names and secrets at connect, {@link Admission} at every topic.
 */
final class Guard implements ActiveMQSecurityManager5 {
    private static final Logger LOG = LoggerFactory.getLogger(Guard.class);

    private final Admission admission;
    private final Credentials credentials;
    private final byte[] hubSecret;

    Guard(Admission admission, Credentials credentials, String hubSecret) {
        this.admission = admission;
        this.credentials = credentials;
        this.hubSecret = hubSecret.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public @Nullable Subject authenticate(
            @Nullable String user,
            @Nullable String password,
            @Nullable RemotingConnection connection,
            @Nullable String securityDomain) {
        if (user == null || password == null || !genuine(user, password)) {
            LOG.warn("refused a wrong name or secret");
            return null;
        }
        Subject subject = new Subject();
        subject.getPrincipals().add(new UserPrincipal(user));
        return subject;
    }

    @Override
    public boolean authorize(
            Subject subject, Set<Role> roles, CheckType check, @Nullable String address) {
        Optional<String> user =
                subject.getPrincipals(UserPrincipal.class).stream()
                        .findFirst()
                        .map(UserPrincipal::getName);
        return address != null && user.filter(name -> allowed(name, check, address)).isPresent();
    }

    @Override
    public boolean validateUser(@Nullable String user, @Nullable String password) {
        return user != null && password != null && genuine(user, password);
    }

    @Override
    public boolean validateUserAndRole(
            String user, String password, Set<Role> roles, CheckType check) {
        return false; // the broker asks authorize(), which knows the address
    }

    private boolean genuine(String user, String password) {
        if (user.equals(Admission.HUB)) {
            return MessageDigest.isEqual(hubSecret, password.getBytes(StandardCharsets.UTF_8));
        }
        return Ids.valid(user) && credentials.match(user, password);
    }

    private boolean allowed(String user, CheckType check, String address) {
        return switch (check) {
            case SEND -> admission.mayPublish(user, address);
            case CONSUME, CREATE_DURABLE_QUEUE, CREATE_NON_DURABLE_QUEUE ->
                    admission.maySubscribe(user, address);
            case DELETE_DURABLE_QUEUE, DELETE_NON_DURABLE_QUEUE ->
                    admission.maySubscribe(user, address);
            case CREATE_ADDRESS -> admission.mayCreate(user, address);
            case DELETE_ADDRESS, MANAGE, BROWSE, VIEW, EDIT -> false;
        };
    }
}
