/**
 * What units and the hub say to each other: one record per message, the topics they travel on, and
 * the one codec that writes them as JSON.
 */
@NullMarked
package io.turnout.protocol.message;

import org.jspecify.annotations.NullMarked;
