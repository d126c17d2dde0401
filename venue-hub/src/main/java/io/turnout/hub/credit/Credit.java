package io.turnout.hub.credit;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Credits of one field of study; exact. */
public record Credit(String field, BigDecimal credits) {
    /** Of a row with {@code field} and {@code credits}, which are kept as texts to stay exact. */
    public static Credit of(ResultSet row) throws SQLException {
        return new Credit(row.getString("field"), new BigDecimal(row.getString("credits")));
    }

    /** The sum of each field, by its name. */
    public static List<Credit> totals(Collection<Credit> credits) {
        Map<String, BigDecimal> sums = new TreeMap<>();
        credits.forEach(one -> sums.merge(one.field(), one.credits(), BigDecimal::add));
        return sums.entrySet().stream()
                .map(sum -> new Credit(sum.getKey(), sum.getValue()))
                .toList();
    }
}
