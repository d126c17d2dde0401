package io.turnout.hub.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.identity.SignIn.Outcome;
import io.turnout.hub.store.Database;
import io.turnout.hub.store.TestDatabase;
import io.turnout.hub.web.Caller;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SignInTest {
    private static final String PASSWORD = "correct horse";

    @TempDir private Path folder;
    private Instant now = Instant.parse("2026-01-31T09:00:00Z");
    private final InstantSource clock = () -> now;
    private Database database;
    private SignIn signIn;
    private Setup setup;

    @BeforeEach
    void start() {
        database = TestDatabase.in(folder);
        Audit audit = new Audit(clock);
        signIn = new SignIn(database, audit, clock);
        setup = new Setup(database, signIn, audit, clock);
    }

    @AfterEach
    void stop() {
        database.close();
    }

    @Test
    @DisplayName("AT15 a new hub has no user, and makes the first by its link alone, once")
    void setsUpTheFirstUserOnceByTheLatestLink() {
        String old = setup.offer().orElseThrow();
        String token = setup.offer().orElseThrow();
        assertThat(setup.complete("", "ada", PASSWORD)).isEqualTo(Setup.Outcome.WRONG_TOKEN);
        assertThat(setup.complete(old, "ada", PASSWORD)).isEqualTo(Setup.Outcome.WRONG_TOKEN);
        assertThat(setup.complete(token, " ", PASSWORD)).isEqualTo(Setup.Outcome.BAD_NAME);
        assertThat(setup.complete(token, "ada", "short")).isEqualTo(Setup.Outcome.BAD_PASSWORD);
        assertThat(setup.complete(token, "ada", PASSWORD)).isEqualTo(Setup.Outcome.DONE);
        assertThat(setup.complete(token, "eve", PASSWORD)).isEqualTo(Setup.Outcome.WRONG_TOKEN);
        assertThat(setup.complete("", "eve", PASSWORD)).isEqualTo(Setup.Outcome.WRONG_TOKEN);
        assertThat(setup.offer()).isEmpty();
    }

    @Test
    void keepsNoPasswordAndNoToken() {
        setUp();
        String token = in().token();
        String kept =
                database.read(h ->
                        h.createQuery(
                                        "SELECT u.password_hash || s.token_hash"
                                                + " FROM hub_user u, web_session s")
                                .mapTo(String.class)
                                .one());
        assertThat(kept).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(kept).doesNotContain(PASSWORD).doesNotContain(token);
    }

    @Test
    void knowsWhoIsSignedInUntilTheTimeIsOver() {
        setUp();
        String token = in().token();
        assertThat(who(token)).contains("ada");
        assertThat(who("x")).isEmpty();
        Instant start = now;
        Duration often = SignIn.IDLE.minusSeconds(1);
        while (now.plus(often).isBefore(start.plus(SignIn.LASTS))) {
            now = now.plus(often);
            assertThat(who(token)).contains("ada");
        }
        now = start.plus(SignIn.LASTS).minusMillis(1);
        assertThat(who(token)).contains("ada");
        now = now.plusMillis(1);
        assertThat(who(token)).isEmpty();
    }

    @Test
    void endsASignInThatNobodyUses() {
        setUp();
        String token = in().token();
        now = now.plus(SignIn.IDLE).minusMillis(1);
        assertThat(who(token)).contains("ada");
        now = now.plus(SignIn.IDLE).minusMillis(1);
        assertThat(who(token)).contains("ada");
        now = now.plus(SignIn.IDLE);
        assertThat(who(token)).isEmpty();
    }

    @Test
    void signsOut() {
        setUp();
        String token = in().token();
        signIn.signOut(token);
        assertThat(who(token)).isEmpty();
    }

    @Test
    @DisplayName("AT12 who guesses at one name waits longer and longer, from wherever")
    void slowsGuessingByName() {
        setUp();
        for (int i = 0; i < 5; i++) {
            assertThat(signIn.signIn("ada", "wrong", "10.0.0." + i)).isEqualTo(new Outcome.Wrong());
        }
        assertThat(signIn.signIn("ADA", PASSWORD, "10.0.0.9")).isInstanceOf(Outcome.Wait.class);
        now = now.plus(Duration.ofSeconds(3));
        assertThat(signIn.signIn("ada", PASSWORD, "10.0.0.9")).isInstanceOf(Outcome.In.class);
    }

    @Test
    @DisplayName("AT12 who guesses at many names from one address waits as well")
    void slowsGuessingByAddress() {
        setUp();
        for (int i = 0; i < 5; i++) {
            signIn.signIn("nobody" + i, "wrong", "10.0.0.1");
        }
        assertThat(signIn.signIn("ada", PASSWORD, "10.0.0.1")).isInstanceOf(Outcome.Wait.class);
        assertThat(signIn.signIn("ada", PASSWORD, "10.0.0.2")).isInstanceOf(Outcome.In.class);
    }

    @Test
    @DisplayName("AT12 a thousand guesses at once are no more than five")
    void letsNoCrowdOfGuessesThrough() throws Exception {
        setUp();
        List<Callable<Outcome>> guesses =
                IntStream.range(0, 200)
                        .mapToObj(i ->
                                (Callable<Outcome>)
                                        () -> signIn.signIn("ada", "wrong " + i, "10.0.0." + i))
                        .toList();
        try (ExecutorService crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            long lookedAt = 0;
            for (Future<Outcome> answer : crowd.invokeAll(guesses)) {
                lookedAt += answer.get() instanceof Outcome.Wrong ? 1 : 0;
            }
            assertThat(lookedAt).isEqualTo(5);
        }
    }

    @Test
    void takesBackWhatWasNoFailure() {
        Throttle throttle = new Throttle(clock);
        for (int i = 0; i < 5; i++) {
            assertThat(throttle.begin("x")).isZero();
        }
        assertThat(throttle.begin("x")).isEqualTo(Duration.ofSeconds(2));
        throttle.takeBack("x");
        assertThat(throttle.begin("x")).isZero();
        throttle.succeeded("x");
        throttle.begin("x");
        throttle.takeBack("x");
        assertThat(throttle.wait("x")).isZero();
    }

    @Test
    void waitsLongerFromFailureToFailureAndForgets() {
        Throttle throttle = new Throttle(clock);
        Duration longest = Duration.ZERO;
        for (int i = 0; i < 40; i++) {
            throttle.failed("x");
            assertThat(throttle.wait("x")).isGreaterThanOrEqualTo(longest);
            longest = throttle.wait("x");
        }
        assertThat(longest).isEqualTo(Duration.ofMinutes(5));
        now = now.plus(Duration.ofMinutes(31));
        assertThat(throttle.wait("x")).isZero();
    }

    private void setUp() {
        setup.complete(setup.offer().orElseThrow(), "ada", PASSWORD);
    }

    private Outcome.In in() {
        if (signIn.signIn("ada", PASSWORD, "10.0.0.1") instanceof Outcome.In in) {
            return in;
        }
        throw new AssertionError("not signed in");
    }

    private Optional<String> who(String token) {
        Caller caller = new Caller(Optional.of(token), Optional.empty(), "10.0.0.1");
        return signIn.who(caller).map(user -> user.name());
    }
}
