package io.patchbay.cdr.store;

import com.google.protobuf.InvalidProtocolBufferException;
import io.patchbay.cdr.aggregate.CallTally;
import io.patchbay.cdr.record.PageToken;
import io.patchbay.proto.cdr.v1.CallRecord;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/// Reads records back, newest first, and counts them.
public final class RecordReader {
  private static final int QUERY_TIMEOUT_S = 30;

  private final DataSource dataSource;

  public RecordReader(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /// A record and the key a page may end at.
  public record Found(CallRecord record, PageToken key) {}

  /// Keyset paging: the cost of a page does not grow with its number.
  public List<Found> list(RecordQuery query) throws SQLException {
    List<Object> values = new ArrayList<>();
    String keys = query.line().isEmpty() ? anyCalls(query, values) : callsOfLine(query, values);
    String sql =
        "select c.started_at, c.call_id, c.record from ("
            + keys
            + ") k join cdr_analytics.calls c using (call_id)"
            + " order by c.started_at desc, c.call_id desc";
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = prepare(connection, sql, values);
        ResultSet rows = select.executeQuery()) {
      List<Found> found = new ArrayList<>();
      while (rows.next()) {
        Instant startedAt = rows.getObject(1, OffsetDateTime.class).toInstant();
        found.add(new Found(record(rows.getBytes(3)), new PageToken(startedAt, rows.getString(2))));
      }
      return found;
    }
  }

  private static String anyCalls(RecordQuery query, List<Object> values) {
    StringBuilder sql =
        new StringBuilder(
            "select call_id from cdr_analytics.calls where started_at >= ? and started_at < ?");
    values.add(query.since());
    values.add(query.until());
    if (!query.number().isEmpty()) {
      sql.append(" and (calling_number = ? or called_number = ? or dialled_number = ?)");
      values.addAll(List.of(query.number(), query.number(), query.number()));
    }
    below(query, "started_at", sql, values);
    values.add(query.limit());
    return sql.append(" order by started_at desc, call_id desc limit ?").toString();
  }

  private static String callsOfLine(RecordQuery query, List<Object> values) {
    StringBuilder sql =
        new StringBuilder(
            """
            select distinct call_started_at, call_id from cdr_analytics.legs
            where kind = 'line' and name = ? and call_started_at >= ? and call_started_at < ?\
            """);
    values.addAll(List.of(query.line(), query.since(), query.until()));
    if (!query.number().isEmpty()) {
      sql.append(
          " and call_id in (select call_id from cdr_analytics.calls"
              + " where calling_number = ? or called_number = ? or dialled_number = ?)");
      values.addAll(List.of(query.number(), query.number(), query.number()));
    }
    below(query, "call_started_at", sql, values);
    values.add(query.limit());
    return sql.append(" order by call_started_at desc, call_id desc limit ?").toString();
  }

  private static void below(
      RecordQuery query, String time, StringBuilder sql, List<Object> values) {
    if (query.below().isPresent()) {
      sql.append(" and (").append(time).append(", call_id) < (?, ?)");
      values.add(query.below().get().startedAt());
      values.add(query.below().get().callId());
    }
  }

  /// One record, if it is there.
  public Optional<CallRecord> get(String callId) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select =
            prepare(
                connection,
                "select record from cdr_analytics.calls where call_id = ?",
                List.of(callId));
        ResultSet rows = select.executeQuery()) {
      return rows.next() ? Optional.of(record(rows.getBytes(1))) : Optional.empty();
    }
  }

  /// Counts the legs of a kind by name, in order of name.
  ///
  /// @param kind line or trunk
  public Map<String, CallTally> tally(String kind, Instant since, Instant until)
      throws SQLException {
    String sql =
        """
        select name, count(*), count(answered_at),
          coalesce(sum(extract(epoch from greatest(ended_at - answered_at, interval '0'))), 0)
        from cdr_analytics.legs where kind = ? and call_started_at >= ? and call_started_at < ?
        group by name order by name
        """;
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = prepare(connection, sql, List.of(kind, since, until));
        ResultSet rows = select.executeQuery()) {
      Map<String, CallTally> tallies = new LinkedHashMap<>();
      while (rows.next()) {
        Duration talked = Duration.ofNanos(rows.getBigDecimal(4).movePointRight(9).longValue());
        tallies.put(rows.getString(1), new CallTally(rows.getLong(2), rows.getLong(3), talked));
      }
      return tallies;
    }
  }

  private static PreparedStatement prepare(Connection connection, String sql, List<Object> values)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    statement.setQueryTimeout(QUERY_TIMEOUT_S);
    for (int i = 0; i < values.size(); i++) {
      Object value =
          values.get(i) instanceof Instant at ? at.atOffset(ZoneOffset.UTC) : values.get(i);
      statement.setObject(i + 1, value);
    }
    return statement;
  }

  private static CallRecord record(byte[] bytes) throws SQLException {
    try {
      return CallRecord.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new SQLException("a stored record does not parse", e);
    }
  }
}
