package io.patchbay.cdr.store;

import io.patchbay.cdr.record.CallRow;
import io.patchbay.cdr.record.LegRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;

/// Writes records and what is none. A batch is one transaction.
public final class RecordWriter {
  private static final String AT = "timestamptz 'epoch' + %s * interval '1 microsecond'";
  private static final String INSERT_CALLS =
      """
      insert into cdr_analytics.calls
        (call_id, started_at, answered_at, ended_at, origin_kind, origin, calling_number, called_number,
         dialled_number, cause, sip_status, released_by, edge, record)
      select call_id, %s, %s, %s, origin_kind, origin, calling, called, dialled, cause, status, released_by, edge, record
      from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        as r(call_id, started, answered, ended, origin_kind, origin, calling, called, dialled, cause, status,
             released_by, edge, record)
      on conflict (call_id) do nothing
      returning call_id
      """
          .formatted(AT.formatted("started"), AT.formatted("answered"), AT.formatted("ended"));
  private static final String INSERT_LEGS =
      """
      insert into cdr_analytics.legs
        (call_id, position, call_started_at, kind, name, number, direction, started_at, answered_at, ended_at,
         cause, sip_status, codec, packets_received, packets_lost, jitter_ms)
      select call_id, position, %s, kind, name, number, direction, %s, %s, %s, cause, status, codec, received, lost, jitter
      from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        as r(call_id, position, call_started, kind, name, number, direction, started, answered, ended, cause, status,
             codec, received, lost, jitter)
      """
          .formatted(
              AT.formatted("call_started"),
              AT.formatted("started"),
              AT.formatted("answered"),
              AT.formatted("ended"));
  private static final String INSERT_REJECT =
      """
      insert into cdr_analytics.rejects (topic, partition, log_offset, reason, value)
      values (?, ?, ?, ?, ?) on conflict do nothing
      """;

  private final DataSource dataSource;

  public RecordWriter(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /// Stores a batch; rows that are there already are left as they are.
  ///
  /// @return the ids of the calls that were new
  public Set<String> write(List<CallRow> calls, List<Reject> rejects) throws SQLException {
    if (calls.isEmpty() && rejects.isEmpty()) {
      return new HashSet<>();
    }
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try {
        Set<String> added = insertCalls(connection, calls);
        insertLegs(connection, legsOf(calls, added));
        insertRejects(connection, rejects);
        connection.commit();
        return added;
      } catch (SQLException e) {
        connection.rollback();
        throw e;
      }
    }
  }

  private static Set<String> insertCalls(Connection connection, List<CallRow> calls)
      throws SQLException {
    Set<String> added = new HashSet<>();
    if (calls.isEmpty()) {
      return added;
    }
    try (PreparedStatement insert = connection.prepareStatement(INSERT_CALLS);
        Columns<CallRow> columns = new Columns<>(connection, insert, calls)) {
      columns
          .text(CallRow::callId)
          .time(CallRow::startedAt)
          .time(CallRow::answeredAt)
          .time(CallRow::endedAt)
          .text(CallRow::originKind)
          .text(CallRow::origin)
          .text(CallRow::callingNumber)
          .text(CallRow::calledNumber)
          .text(CallRow::dialledNumber)
          .integer(CallRow::cause)
          .integer(CallRow::sipStatus)
          .text(CallRow::releasedBy)
          .text(CallRow::edge)
          .bytes(CallRow::record);
      try (ResultSet result = insert.executeQuery()) {
        while (result.next()) {
          added.add(result.getString(1));
        }
      }
    }
    return added;
  }

  private record CallLeg(CallRow call, LegRow leg) {}

  /// The first row of each id that was added: a batch may hold a call twice.
  private static List<CallLeg> legsOf(List<CallRow> calls, Set<String> added) {
    Set<String> left = new HashSet<>(added);
    return calls.stream()
        .filter(call -> left.remove(call.callId()))
        .flatMap(call -> call.legs().stream().map(leg -> new CallLeg(call, leg)))
        .toList();
  }

  private static void insertLegs(Connection connection, List<CallLeg> legs) throws SQLException {
    if (legs.isEmpty()) {
      return;
    }
    try (PreparedStatement insert = connection.prepareStatement(INSERT_LEGS);
        Columns<CallLeg> columns = new Columns<>(connection, insert, legs)) {
      columns
          .text(row -> row.call.callId())
          .integer(row -> row.leg.position())
          .time(row -> row.call.startedAt())
          .text(row -> row.leg.kind())
          .text(row -> row.leg.name())
          .text(row -> row.leg.number())
          .text(row -> row.leg.direction())
          .time(row -> row.leg.startedAt())
          .time(row -> row.leg.answeredAt())
          .time(row -> row.leg.endedAt())
          .integer(row -> row.leg.cause())
          .integer(row -> row.leg.sipStatus())
          .text(row -> row.leg.codec())
          .number(row -> row.leg.packetsReceived())
          .number(row -> row.leg.packetsLost())
          .real(row -> row.leg.jitterMs());
      insert.executeUpdate();
    }
  }

  private static void insertRejects(Connection connection, List<Reject> rejects)
      throws SQLException {
    if (rejects.isEmpty()) {
      return;
    }
    try (PreparedStatement insert = connection.prepareStatement(INSERT_REJECT)) {
      for (Reject reject : rejects) {
        insert.setString(1, reject.topic());
        insert.setInt(2, reject.partition());
        insert.setLong(3, reject.offset());
        insert.setString(4, reject.reason());
        insert.setBytes(5, reject.value());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }
}
