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
 * The broker's security manager: names and their {@link Proof} at connect, {@link Admission} at
 * every topic.
 */
final class Guard implements ActiveMQSecurityManager5 {
    private static final Logger LOG = LoggerFactory.getLogger(Guard.class);

    private final Admission admission;
    private final Proof proof;
    private final byte[] hubSecret;

    Guard(Admission admission, Proof proof, String hubSecret) {
        this.admission = admission;
        this.proof = proof;
        this.hubSecret = hubSecret.getBytes(StandardCharsets.UTF_8);
    }

    Admission admission() {
        return admission;
    }

    @Override
    public @Nullable Subject authenticate(
            @Nullable String user,
            @Nullable String password,
            @Nullable RemotingConnection connection,
            @Nullable String securityDomain) {
        String secret = password == null ? "" : password;
        if (user == null || !genuine(user, secret, connection)) {
            LOG.warn("refused whoever is not who they say");
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
        return user != null && password != null && genuine(user, password, null);
    }

    @Override
    public boolean validateUserAndRole(
            String user, String password, Set<Role> roles, CheckType check) {
        return false; // the broker asks authorize(), which knows the address
    }

    private boolean genuine(String user, String password, @Nullable RemotingConnection connection) {
        if (user.equals(Admission.HUB)) {
            return MessageDigest.isEqual(hubSecret, password.getBytes(StandardCharsets.UTF_8));
        }
        return Ids.valid(user) && proof.holds(user, password, connection);
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
