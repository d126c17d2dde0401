package io.turnout.provisioning.card;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files of a card, for cloud-init as Raspberry Pi OS (trixie) runs it at the first start. They
 * are JSON below their first line, which is YAML too: nothing that a person calls a network or a
 * unit can become a setting.
 */
final class CardFiles {
    static final String USER_DATA = "user-data";
    static final String NETWORK = "network-config";
    static final String META_DATA = "meta-data";
    static final String OWN = "turnout";
    static final String TICKET = OWN + "/ticket";

    /** In the first lines of what we wrote. */
    static final String MARK = "# Written by turnout card.";

    private static final String BOOT = "/boot/firmware/";
    private static final String WAITING = "/etc/turnout/ticket";
    private static final String INSTALLER = "/usr/local/sbin/turnout-install";
    private static final String SERVICE = "turnout-install.service";
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                    .build();

    private final CardOrder order;

    CardFiles(CardOrder order) {
        this.order = order;
    }

    /** All of them, in the order of their writing: what starts the others comes last. */
    Map<String, byte[]> all() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (Path each : order.packages()) {
            files.put(OWN + "/" + each.getFileName(), Files.readAllBytes(each));
        }
        files.put(TICKET, bytes(order.ticket().text() + "\n"));
        files.put(NETWORK, bytes(MARK + "\n" + json(network())));
        files.put(USER_DATA, bytes("#cloud-config\n" + MARK + "\n" + json(userData())));
        files.put(META_DATA, bytes(MARK + "\n" + json(metaData())));
        return files;
    }

    private Map<String, Object> metaData() {
        String card = Digest.of(bytes(order.ticket().text())).substring(0, 12);
        return Map.of("dsmode", "local", "instance-id", "turnout-" + card);
    }

    private Map<String, Object> network() {
        Map<String, Object> network = new LinkedHashMap<>();
        network.put("version", 2);
        network.put("ethernets", Map.of("eth0", Map.of("dhcp4", true, "optional", true)));
        order.wifi()
                .ifPresent(wifi ->
                        network.put(
                                "wifis",
                                Map.of(
                                        "wlan0",
                                        Map.of(
                                                "dhcp4",
                                                true,
                                                "optional",
                                                true,
                                                "regulatory-domain",
                                                wifi.country(),
                                                "access-points",
                                                Map.of(
                                                        wifi.name(),
                                                        Map.of("password", wifi.key()))))));
        return Map.of("network", network);
    }

    private Map<String, Object> userData() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("hostname", order.name());
        data.put("manage_etc_hosts", true);
        data.put("ssh_pwauth", false);
        data.put("users", order.login().map(CardFiles::technician).stream().toList());
        order.source().ifPresent(source -> data.put("apt", apt(source, order.sourceKey())));
        data.put(
                "write_files",
                List.of(
                        file(INSTALLER, "0755", installer()),
                        file("/etc/systemd/system/" + SERVICE, "0644", service())));
        data.put("runcmd", commands());
        return data;
    }

    private static Map<String, Object> technician(String key) {
        return Map.of(
                "name",
                "technician",
                "shell",
                "/bin/bash",
                "lock_passwd",
                true,
                "sudo",
                "ALL=(ALL) NOPASSWD:ALL",
                "ssh_authorized_keys",
                List.of(key));
    }

    private static Map<String, Object> apt(String source, Optional<String> key) {
        Map<String, Object> entry = new LinkedHashMap<>();
        boolean named = key.isEmpty() || source.contains("signed-by");
        entry.put(
                "source",
                named ? source : source.replaceFirst("^deb ", "deb [signed-by=\\$KEY_FILE] "));
        key.ifPresent(armoured -> entry.put("key", armoured));
        return Map.of("sources", Map.of("turnout.list", entry));
    }

    private static Map<String, Object> file(String path, String mode, String content) {
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("path", path);
        file.put("owner", "root:root");
        file.put("permissions", mode);
        file.put("content", content);
        return file;
    }

    /** The ticket leaves what every user and every other machine reads, for a file of root's. */
    private List<List<String>> commands() {
        List<List<String>> commands = new ArrayList<>();
        commands.add(List.of("install", "-D", "-m", "0600", BOOT + TICKET, WAITING));
        commands.add(List.of("shred", "--remove", BOOT + TICKET));
        if (order.login().isPresent()) {
            commands.add(List.of("systemctl", "enable", "--now", "ssh"));
        }
        commands.add(List.of("systemctl", "enable", "--now", "--no-block", SERVICE));
        return commands;
    }

    private String installer() {
        boolean along = !order.packages().isEmpty();
        String what = along ? BOOT + OWN + "/*.deb" : "turnout-gateway";
        return """
        #!/bin/sh
        # The unit's program, as soon as apt reaches what it needs; then the unit enrols.
        set -eu
        export DEBIAN_FRONTEND=noninteractive
        apt-get update%s
        apt-get install --yes --no-install-recommends %s
        systemctl enable --now --no-block turnout-enrol.service
        """
                .formatted(along ? " || true" : "", what);
    }

    /** A first start without a network must not be the last try. */
    private static String service() {
        return """
        [Unit]
        Description=Turnout, installs the unit's program once a network is there
        ConditionPathExists=!/usr/bin/gateway-device
        After=network.target
        StartLimitIntervalSec=0

        [Service]
        Type=exec
        ExecStart=%s
        Restart=on-failure
        RestartSec=30

        [Install]
        WantedBy=multi-user.target
        """
                .formatted(INSTALLER);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps and texts are always JSON", e);
        }
    }
}
