package io.turnout.hub.programs;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests in one database, which each of them finds with one program and no meetings. */
abstract class WithPrograms {
    static ProgramFixture fixture;

    @BeforeAll
    static void open(@TempDir Path folder) {
        fixture = new ProgramFixture(folder);
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @BeforeEach
    void begin() {
        fixture.begin();
    }
}
