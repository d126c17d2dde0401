package io.turnout.gateway.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.gateway.command.Commands;
import io.turnout.gateway.door.DoorCounts;
import io.turnout.gateway.uplink.UplinkStatus;
import io.turnout.protocol.access.DoorId;
import io.turnout.protocol.access.RoomId;
import io.turnout.protocol.message.Alert;
import io.turnout.protocol.message.ClockQuality;
import io.turnout.protocol.message.JournalEpoch;
import io.turnout.protocol.message.UnitHealth;
import io.turnout.protocol.message.UnitInfo;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class UnitMetricsTest {
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    @Test
    @DisplayName("U-7 a monitor reads scans, the queue, the list, alerts and the board of a unit")
    void tellsOfTheUnit() {
        assertThat(text().lines())
                .contains(
                        "turnout_gateway_scans_total{what=\"admitted\"} 5.0",
                        "turnout_gateway_scans_total{what=\"refused\"} 2.0",
                        "turnout_gateway_waiting_scans 12.0",
                        "turnout_gateway_list_revision 9.0",
                        "turnout_gateway_hub_reached 0.0",
                        "turnout_gateway_uplink_total{what=\"resent\"} 3.0",
                        "turnout_gateway_commands_total{what=\"forged\"} 1.0",
                        "turnout_gateway_alert{kind=\"tampered\"} 1.0",
                        "turnout_gateway_temperature_celsius 61.5",
                        "turnout_gateway_disk_free_bytes 2.097152E9");
        assertThat(text()).contains("jvm_memory_used_bytes", "process_cpu_seconds_total");
    }

    private static String text() {
        UnitMetrics.Sources sources =
                new UnitMetrics.Sources(
                        UnitMetricsTest::info,
                        () -> new DoorCounts.Snapshot(5, 2, 0, 1, 0, 0, 0),
                        () -> new UplinkStatus(false, NOON, 0, 3, 0, 0),
                        () -> new Commands.Counts(4, 0, 1, 0),
                        () -> List.of(new Alert("tampered", NOON, 1, Optional.empty())));
        return new String(new UnitMetrics(sources).text(), StandardCharsets.UTF_8);
    }

    private static UnitInfo info() {
        UnitHealth health =
                new UnitHealth(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(61.5),
                        Optional.empty(),
                        Optional.of(2_000L),
                        Optional.empty(),
                        Optional.empty());
        return new UnitInfo(
                "0.1.0",
                "b00t",
                NOON,
                NOON,
                new RoomId("r1"),
                new DoorId("d1"),
                new JournalEpoch("4ZQ8N1TB2K6W0XCY5RDM3HVGJE"),
                Optional.empty(),
                40,
                12,
                9,
                Optional.empty(),
                ClockQuality.SYNCED,
                "ready",
                "ready",
                Optional.empty(),
                Optional.of(health));
    }
}
