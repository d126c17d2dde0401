/** Batches of scans into the scan log: commit first, then acknowledge. */
@NullMarked
package io.turnout.hub.ingest;

import org.jspecify.annotations.NullMarked;
