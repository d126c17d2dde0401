package io.turnout.hub.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.identity.Users.Draft;
import io.turnout.hub.identity.Users.Outcome;
import io.turnout.hub.store.Database;
import io.turnout.hub.store.TestDatabase;
import io.turnout.hub.web.Access;
import io.turnout.hub.web.Caller;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.SignedIn;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UsersTest {
    private static final String PASSWORD = "correct horse";
    private static final SignedIn ROOT = new SignedIn(1, "ada", Access.ALL, "c");
    private static final SignedIn ADMIN =
            new SignedIn(2, "bob", new Access(Role.ADMIN.rights(), Map.of(), Set.of(), true), "c");

    @TempDir private Path folder;
    private Instant now = Instant.parse("2026-01-31T09:00:00Z");
    private final InstantSource clock = () -> now;
    private Database database;
    private SignIn signIn;
    private Users users;
    private OwnAccount accounts;
    private ApiTokens tokens;

    @BeforeEach
    void start() {
        database = TestDatabase.in(folder);
        TestDatabase.seed(database);
        Audit audit = new Audit(clock);
        signIn = new SignIn(database, audit, clock);
        users = new Users(database, audit, clock);
        accounts = new OwnAccount(database, signIn, audit, clock);
        tokens = new ApiTokens(database, audit, clock);
        Setup setup = new Setup(database, signIn, audit, clock);
        setup.complete(setup.offer().orElseThrow(), "ada", PASSWORD);
    }

    @AfterEach
    void stop() {
        database.close();
    }

    @Test
    void letsInByALinkThatWorksOnceAndNotForEver() {
        User eve = make("eve", Role.NONE);
        assertThat(signIn.signIn("eve", "", "x")).isInstanceOf(SignIn.Outcome.Wrong.class);
        String old = users.link(eve.id(), ROOT).orElseThrow();
        String link = users.link(eve.id(), ROOT).orElseThrow();
        assertThat(accounts.choose(old, PASSWORD)).isEqualTo(OwnAccount.Outcome.WRONG);
        assertThat(accounts.choose(link, "short")).isEqualTo(OwnAccount.Outcome.BAD_PASSWORD);
        assertThat(accounts.choose(link, PASSWORD)).isEqualTo(OwnAccount.Outcome.DONE);
        assertThat(accounts.choose(link, PASSWORD)).isEqualTo(OwnAccount.Outcome.WRONG);
        assertThat(in("eve").may(Right.SEE, "e1")).isFalse();
        String late = users.link(eve.id(), ROOT).orElseThrow();
        now = now.plus(Users.LINK_LASTS);
        assertThat(accounts.choose(late, PASSWORD)).isEqualTo(OwnAccount.Outcome.WRONG);
    }

    @Test
    void givesARoleInOneEventOnly() {
        User eve = make("eve", Role.NONE);
        Draft draft = new Draft("eve", Role.NONE, Map.of("e1", Role.TECHNICIAN));
        assertThat(users.change(eve.id(), eve.version(), draft, ROOT))
                .isInstanceOf(Outcome.Done.class);
        choose(eve);
        SignedIn signedIn = in("eve");
        assertThat(signedIn.may(Right.CHANGE_DOORS, "e1")).isTrue();
        assertThat(signedIn.may(Right.SEE_PEOPLE, "e1")).isFalse();
        assertThat(signedIn.may(Right.CHANGE_DOORS, "e2")).isFalse();
        assertThat(signedIn.may(Right.CHANGE_DOORS)).isFalse();
    }

    @Test
    void letsNobodyGiveMoreThanHeMay() {
        User root = users.all().getFirst();
        User eve = make("eve", Role.NONE);
        Draft more = new Draft("eve", Role.ADMIN, Map.of());
        assertThat(users.create(new Draft("mal", Role.SUPER_ADMIN, Map.of()), ADMIN))
                .isEqualTo(new Outcome.NotAllowed());
        assertThat(users.change(eve.id(), eve.version(), more, ADMIN))
                .isEqualTo(new Outcome.NotAllowed());
        assertThat(users.disable(root.id(), true, ADMIN)).isEqualTo(new Outcome.NotAllowed());
        assertThat(users.link(root.id(), ADMIN)).as("would open the account").isEmpty();
        assertThat(users.change(eve.id(), eve.version(), more, ROOT))
                .isInstanceOf(Outcome.Done.class);
    }

    @Test
    void keepsOneSuperAdminWhoCanSignIn() {
        User root = users.all().getFirst();
        make("eve", Role.SUPER_ADMIN);
        assertThat(users.disable(root.id(), true, ROOT))
                .as("eve has no password yet")
                .isEqualTo(new Outcome.LastSuperAdmin());
        Draft less = new Draft("ada", Role.VIEWER, Map.of());
        assertThat(users.change(root.id(), root.version(), less, ROOT))
                .isEqualTo(new Outcome.LastSuperAdmin());
        choose(users.all().getLast());
        assertThat(users.disable(root.id(), true, ROOT)).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void putsADisabledUserOutAtOnce() {
        User eve = make("eve", Role.VIEWER);
        choose(eve);
        String token = token("eve");
        assertThat(who(token)).isPresent();
        users.disable(eve.id(), true, ROOT);
        assertThat(who(token)).isEmpty();
        assertThat(signIn.signIn("eve", PASSWORD, "x")).isInstanceOf(SignIn.Outcome.Wrong.class);
        users.disable(eve.id(), false, ROOT);
        assertThat(who(token)).as("a session ended stays ended").isEmpty();
        assertThat(in("eve").may(Right.SEE)).isTrue();
    }

    @Test
    void tellsTheSecondWhoChangesAUser() {
        User eve = make("eve", Role.VIEWER);
        users.change(eve.id(), eve.version(), new Draft("eve", Role.NONE, Map.of()), ADMIN);
        Outcome second =
                users.change(
                        eve.id(), eve.version(), new Draft("eva", Role.VIEWER, Map.of()), ROOT);
        assertThat(second)
                .isInstanceOfSatisfying(
                        Outcome.Stale.class,
                        stale -> assertThat(stale.last().who()).isEqualTo("bob"));
        assertThat(users.find(eve.id()).orElseThrow().role()).isEqualTo(Role.NONE);
    }

    @Test
    void endsOtherSessionsWithANewPassword() {
        String here = token("ada");
        String there = token("ada");
        assertThat(accounts.sessions(1, here)).hasSize(2);
        assertThat(accounts.change(1, here, "wrong wrong", "battery staple"))
                .isEqualTo(OwnAccount.Outcome.WRONG);
        assertThat(accounts.change(1, here, PASSWORD, "battery staple"))
                .isEqualTo(OwnAccount.Outcome.DONE);
        assertThat(who(here)).isPresent();
        assertThat(who(there)).isEmpty();
    }

    @Test
    void givesAProgramWhatItNeedsUntilItEnds() {
        ApiTokens.Draft draft =
                new ApiTokens.Draft(
                        "desk", Set.of(Right.CHANGE_PEOPLE), Optional.of("e1"), Duration.ofDays(2));
        String secret = tokens.make(draft, ROOT).orElseThrow();
        assertThat(tokens.make(draft, ROOT)).as("the name is taken").isEmpty();
        SignedIn program = program(secret).orElseThrow();
        assertThat(program.name()).isEqualTo("program desk");
        assertThat(program.may(Right.CHANGE_PEOPLE, "e1")).isTrue();
        assertThat(program.may(Right.SEE, "e1")).isFalse();
        assertThat(program.may(Right.CHANGE_PEOPLE, "e2")).isFalse();
        assertThat(program(secret + "x")).isEmpty();
        assertThat(tokens.all().getFirst().usedMs()).isEqualTo(now.toEpochMilli());
        assertThat(tokens.all().toString()).doesNotContain(secret);
        now = now.plus(Duration.ofDays(2));
        assertThat(program(secret)).as("over").isEmpty();
        now = now.minus(Duration.ofDays(1));
        assertThat(tokens.revoke(tokens.all().getFirst().id(), ROOT)).isTrue();
        assertThat(program(secret)).as("revoked").isEmpty();
    }

    private User make(String name, Role role) {
        if (users.create(new Draft(name, role, Map.of()), ROOT) instanceof Outcome.Done(User u)) {
            return u;
        }
        throw new AssertionError(name);
    }

    private void choose(User user) {
        accounts.choose(users.link(user.id(), ROOT).orElseThrow(), PASSWORD);
    }

    private SignedIn in(String name) {
        return who(token(name)).orElseThrow();
    }

    private String token(String name) {
        if (signIn.signIn(name, PASSWORD, "x") instanceof SignIn.Outcome.In in) {
            return in.token();
        }
        throw new AssertionError(name);
    }

    private Optional<SignedIn> who(String token) {
        return signIn.who(new Caller(Optional.of(token), Optional.empty(), "x"));
    }

    private Optional<SignedIn> program(String token) {
        return tokens.who(new Caller(Optional.of(token), Optional.empty(), "x"));
    }
}
