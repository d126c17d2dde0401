/** What a person must see to at this unit, told on its panel and to the hub. */
@NullMarked
package io.turnout.gateway.alert;

import org.jspecify.annotations.NullMarked;
