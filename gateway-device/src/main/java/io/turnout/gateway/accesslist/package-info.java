/** What a unit may decide from: one immutable file per revision, fetched, checked, swapped in. */
@NullMarked
package io.turnout.gateway.accesslist;

import org.jspecify.annotations.NullMarked;
