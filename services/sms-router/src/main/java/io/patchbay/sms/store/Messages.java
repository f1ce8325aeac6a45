package io.patchbay.sms.store;

import com.google.protobuf.Timestamp;
import io.patchbay.proto.sms.v1.Direction;
import io.patchbay.proto.sms.v1.Message;
import io.patchbay.proto.sms.v1.MessageState;
import io.patchbay.sms.store.Database.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The table of messages, in and out.
public final class Messages {
  static final String COLUMNS =
      "message_id, direction, state, line, peer, own_number, text, parts, parts_done, created_at, updated_at,"
          + " service_centre_at, reason, origin, message_class, validity_minutes, service_centre";
  private static final String INSERT =
      "insert into sms_router.messages ("
          + COLUMNS
          + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

  private static final String INSERT_OUTBOUND =
      "insert into sms_router.messages ("
          + COLUMNS
          + ", delivery_report, lines, expires_at, waits_for_limits)"
          + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

  private Messages() {}

  /// Which messages to list.
  ///
  /// @param line empty: any
  /// @param peer empty: any
  /// @param direction unspecified: both
  /// @param below only ids below this one; empty: from the newest
  public record Query(String line, String peer, Direction direction, String below, int limit) {}

  /// Newest first; ids sort by time.
  public static List<Message> list(Transaction transaction, Query query) throws SQLException {
    StringBuilder sql =
        new StringBuilder("select " + COLUMNS + " from sms_router.messages where true");
    List<@Nullable Object> values = new ArrayList<>();
    filter(sql, values, "line = ?", query.line());
    filter(sql, values, "peer = ?", query.peer());
    filter(sql, values, "message_id < ?", query.below());
    if (query.direction() != Direction.DIRECTION_UNSPECIFIED) {
      sql.append(" and direction = ?");
      values.add(query.direction().getNumber());
    }
    values.add(query.limit());
    sql.append(" order by message_id desc limit ?");
    return withPdus(
        transaction, transaction.list(sql.toString(), Messages::read, values.toArray()));
  }

  private static void filter(
      StringBuilder sql, List<@Nullable Object> values, String condition, String value) {
    if (!value.isEmpty()) {
      sql.append(" and ").append(condition);
      values.add(value);
    }
  }

  /// One message, if it is there.
  public static Optional<Message> get(Transaction transaction, String messageId)
      throws SQLException {
    return withPdus(
            transaction,
            transaction.list(
                "select " + COLUMNS + " from sms_router.messages where message_id = ?",
                Messages::read,
                messageId))
        .stream()
        .findFirst();
  }

  private static List<Message> withPdus(Transaction transaction, List<Message> messages)
      throws SQLException {
    String[] inbound =
        messages.stream()
            .filter(message -> message.getDirection() == Direction.DIRECTION_INBOUND)
            .map(Message::getMessageId)
            .toArray(String[]::new);
    if (inbound.length == 0) {
      return messages;
    }
    Map<String, List<String>> pdus = new HashMap<>();
    transaction
        .list(
            "select message_id, pdu from sms_router.inbound_parts where message_id = any(?) order by sequence, fact_id",
            row ->
                Map.entry(
                    row.getString(1), HexFormat.of().withUpperCase().formatHex(row.getBytes(2))),
            (Object) inbound)
        .forEach(
            pdu -> pdus.computeIfAbsent(pdu.getKey(), _ -> new ArrayList<>()).add(pdu.getValue()));
    return messages.stream()
        .map(message ->
            message.getDirection() == Direction.DIRECTION_INBOUND
                ? withPdus(message, pdus.getOrDefault(message.getMessageId(), List.of()))
                : message)
        .toList();
  }

  private static Message withPdus(Message message, List<String> pdus) {
    return Marks.of(message.toBuilder().addAllPdus(pdus)).build();
  }

  /// Adds a message and tells of it.
  static void insert(Transaction transaction, Message message) throws SQLException {
    transaction.update(INSERT, columns(message));
    Outbox.changed(transaction, message);
  }

  /// Adds messages that are to be sent.
  static void insertAll(Transaction transaction, List<Draft> drafts) throws SQLException {
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (Draft draft : drafts) {
      @Nullable Object[] columns = columns(draft.message());
      @Nullable Object[] row = Arrays.copyOf(columns, columns.length + 4);
      row[columns.length] = draft.deliveryReport();
      row[columns.length + 1] = String.join(" ", draft.lines());
      row[columns.length + 2] = draft.expiresAt();
      row[columns.length + 3] = draft.waitsForLimits();
      rows.add(row);
    }
    transaction.batch(INSERT_OUTBOUND, rows);
  }

  /// Writes what can change of a message and tells of it.
  static void update(Transaction transaction, Message message) throws SQLException {
    transaction.update(
        """
        update sms_router.messages set state = ?, line = ?, own_number = ?, text = ?, parts_done = ?, updated_at = ?,
          reason = ? where message_id = ?
        """,
        message.getStateValue(),
        message.getLine(),
        message.getOwnNumber(),
        message.getText(),
        message.getPartsDone(),
        instant(message.getUpdatedAt()),
        message.getReason(),
        message.getMessageId());
    Outbox.changed(transaction, message);
  }

  private static @Nullable Object[] columns(Message message) {
    return new @Nullable Object[] {
      message.getMessageId(),
      message.getDirectionValue(),
      message.getStateValue(),
      message.getLine(),
      message.getPeer(),
      message.getOwnNumber(),
      message.getText(),
      message.getParts(),
      message.getPartsDone(),
      instant(message.getCreatedAt()),
      instant(message.getUpdatedAt()),
      message.hasServiceCentreAt() ? instant(message.getServiceCentreAt()) : null,
      message.getReason(),
      message.getOrigin(),
      message.hasMessageClass() ? message.getMessageClass() : null,
      message.getValidityMinutes(),
      message.getServiceCentre()
    };
  }

  static Message read(ResultSet row) throws SQLException {
    Message.Builder message =
        Message.newBuilder()
            .setMessageId(row.getString("message_id"))
            .setDirection(direction(row.getInt("direction")))
            .setState(state(row.getInt("state")))
            .setLine(row.getString("line"))
            .setPeer(row.getString("peer"))
            .setOwnNumber(row.getString("own_number"))
            .setText(row.getString("text"))
            .setParts(row.getInt("parts"))
            .setPartsDone(row.getInt("parts_done"))
            .setCreatedAt(timestamp(Database.instant(row, "created_at")))
            .setUpdatedAt(timestamp(Database.instant(row, "updated_at")))
            .setReason(row.getString("reason"))
            .setOrigin(row.getString("origin"))
            .setValidityMinutes(row.getInt("validity_minutes"))
            .setServiceCentre(row.getString("service_centre"));
    int messageClass = row.getInt("message_class");
    if (!row.wasNull()) {
      message.setMessageClass(messageClass);
    }
    Database.maybeInstant(row, "service_centre_at")
        .ifPresent(at -> message.setServiceCentreAt(timestamp(at)));
    return message.build();
  }

  private static Direction direction(int number) throws SQLException {
    Direction direction = Direction.forNumber(number);
    if (direction == null) {
      throw new SQLException("direction " + number + " in the ledger");
    }
    return direction;
  }

  private static MessageState state(int number) throws SQLException {
    MessageState state = MessageState.forNumber(number);
    if (state == null) {
      throw new SQLException("message state " + number + " in the ledger");
    }
    return state;
  }

  /// As protobuf has it.
  public static Timestamp timestamp(Instant at) {
    return Timestamp.newBuilder().setSeconds(at.getEpochSecond()).setNanos(at.getNano()).build();
  }

  static Instant instant(Timestamp at) {
    return Instant.ofEpochSecond(at.getSeconds(), at.getNanos());
  }
}
