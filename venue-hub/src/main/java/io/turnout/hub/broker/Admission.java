package io.turnout.hub.broker;

import io.turnout.protocol.message.Topics;
import io.turnout.protocol.message.UnitId;

/**
 * Who may do what on the broker. A unit writes its own state, info, scans and questions, and reads
 * its own acknowledgements, list notices, changes and answers; the hub's link reads and writes
 * everything below the site.
 */
record Admission(Topics topics, TopicsInUse used) {
    /** What the hub's own link signs in as; no unit can, for it is not registered as one. */
    static final String HUB = "hub";

    /** What stands between an address and a queue in Artemis. */
    static final String QUEUE = "::";

    /** Nobody has written anything yet. */
    Admission(Topics topics) {
        this(topics, new TopicsInUse());
    }

    /** Whether a user may publish there, which then counts; the topic of a will counts too. */
    boolean mayPublish(String user, String topic) {
        return user.equals(HUB)
                ? isOfHub(topic)
                : isOwn(user, topic, true) && used.hasRoom(user, topic);
    }

    /**
     * Whether a user may subscribe.
     *
     * @param place {@code address} or {@code address::queue}, the queue being the subscription's
     */
    boolean maySubscribe(String user, String place) {
        int split = place.indexOf(QUEUE);
        String address = split < 0 ? place : place.substring(0, split);
        boolean ownQueue =
                split < 0 || place.substring(split + QUEUE.length()).equals(user + "." + address);
        boolean allowed = user.equals(HUB) ? isOfHub(address) : isOwn(user, address, false);
        return ownQueue && allowed;
    }

    /** Whether a user may bring an address into being: where it may publish or subscribe. */
    boolean mayCreate(String user, String place) {
        return maySubscribe(user, place) || mayPublish(user, place);
    }

    private boolean isOwn(String user, String topic, boolean fromUnit) {
        return topics.parse(topic)
                .filter(address -> address.unit().equals(new UnitId(user)))
                .filter(address -> address.kind().fromUnit() == fromUnit)
                .isPresent();
    }

    private boolean isOfHub(String topic) {
        return topic.startsWith("turnout/1/" + topics.site() + "/") && !topic.contains(QUEUE);
    }
}
