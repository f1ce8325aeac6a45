package io.patchbay.sms.store;

import io.patchbay.proto.sms.v1.Direction;
import io.patchbay.proto.sms.v1.Message;
import io.patchbay.proto.sms.v1.MessageState;
import io.patchbay.sms.concat.Assembly;
import io.patchbay.sms.concat.ConcatKey;
import io.patchbay.sms.concat.Incoming;
import io.patchbay.sms.concat.Texts;
import io.patchbay.sms.store.Database.Transaction;
import io.patchbay.tpdu.Octets;
import io.patchbay.tpdu.UserData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/// What came in, each fact once, long messages put together.
public final class Inbound {
  /// The same PDU on the same line within this time is the network's or the SIM's repetition, not a
  /// new message.
  private static final Duration REPETITION = Duration.ofHours(1);

  private final Transaction transaction;
  private final Supplier<String> ids;
  private final Recipients recipients;
  private final Instant now;

  /// Who is behind a line.
  public interface Recipients {
    /// The line's own number; empty when unknown.
    String ownNumber(String line);

    /// The extension its messages go to; empty: none.
    String extension(String line);

    /// Whether the line does something with its messages by itself.
    boolean acts(String line);
  }

  public Inbound(
      Transaction transaction, Supplier<String> ids, Recipients recipients, Instant now) {
    this.transaction = transaction;
    this.ids = ids;
    this.recipients = recipients;
    this.now = now;
  }

  /// Takes a PDU in.
  ///
  /// @return whether the fact was new
  public boolean take(String factId, String line, byte[] pdu) throws SQLException {
    if (known(factId) || repeated(line, pdu)) {
      return false;
    }
    switch (Incoming.read(line, pdu)) {
      case Incoming.Unreadable(String reason) -> alone(factId, line, pdu, incomplete(reason));
      case Incoming.Whole whole -> {
        Message.Builder message =
            whole.defect().isEmpty() ? received() : incomplete(whole.defect());
        message.setText(whole.text()).setPeer(whole.originator());
        whole.sentAt().ifPresent(at -> message.setServiceCentreAt(Messages.timestamp(at)));
        alone(factId, line, pdu, message);
      }
      case Incoming.Part part -> part(factId, part, pdu);
    }
    return true;
  }

  private boolean known(String factId) throws SQLException {
    return transaction
        .first(
            "select 1 from sms_router.inbound_parts where fact_id = ?",
            row -> row.getInt(1),
            factId)
        .isPresent();
  }

  private boolean repeated(String line, byte[] pdu) throws SQLException {
    return transaction
        .first(
            "select 1 from sms_router.inbound_parts where line = ? and md5(pdu) = md5(?) and received_at > ? limit 1",
            row -> row.getInt(1),
            line,
            pdu,
            now.minus(REPETITION))
        .isPresent();
  }

  private Message.Builder received() {
    return Message.newBuilder().setState(MessageState.MESSAGE_STATE_RECEIVED);
  }

  private Message.Builder incomplete(String reason) {
    return Message.newBuilder()
        .setState(MessageState.MESSAGE_STATE_INCOMPLETE)
        .setReason(Texts.storable(reason));
  }

  private void alone(String factId, String line, byte[] pdu, Message.Builder message)
      throws SQLException {
    String id = ids.get();
    addPart(factId, id, line, 1, pdu);
    message.setMessageId(id).setLine(line).setParts(1).setPartsDone(1);
    show(message.addPdus(hex(pdu)));
  }

  /// The extension of the line gets the text, or, when none could be read, a note that says so; and
  /// what waits.
  private void show(Message.Builder message) throws SQLException {
    message
        .setDirection(Direction.DIRECTION_INBOUND)
        .setOwnNumber(recipients.ownNumber(message.getLine()))
        .setOrigin("line/" + message.getLine())
        .setCreatedAt(Messages.timestamp(now))
        .setUpdatedAt(Messages.timestamp(now));
    Message shown = Marks.of(message).build();
    Messages.insert(transaction, shown);
    String extension = recipients.extension(shown.getLine());
    if (recipients.acts(shown.getLine())
        && shown.getState() == MessageState.MESSAGE_STATE_RECEIVED) {
      Arrivals.add(transaction, shown.getMessageId(), now);
    }
    boolean worth =
        !shown.getText().isEmpty() || shown.getUnparsed() || shown.getWaitingCount() > 0;
    if (!extension.isEmpty() && worth) {
      Deliveries.add(transaction, shown.getMessageId(), extension, now);
    }
  }

  private void addPart(String factId, String messageId, String line, int sequence, byte[] pdu)
      throws SQLException {
    transaction.update(
        """
        insert into sms_router.inbound_parts (fact_id, message_id, line, sequence, pdu, received_at)
        values (?, ?, ?, ?, ?, ?)
        """,
        factId,
        messageId,
        line,
        sequence,
        pdu,
        now);
  }

  /// A row of `assemblies`.
  private record Open(String messageId, Assembly assembly, boolean shown) {}

  private void part(String factId, Incoming.Part part, byte[] pdu) throws SQLException {
    Octets octets = Octets.of(pdu);
    Optional<Open> open = latest(part.key());
    Assembly.Fit fit =
        open.map(found -> found.assembly.fit(part.sequence(), octets))
            .orElse(Assembly.Fit.STARTS_ANOTHER);
    switch (fit) {
      case REPEATS -> {}
      case ADDS, COMPLETES -> {
        Open found = open.orElseThrow();
        addPart(factId, found.messageId, part.key().line(), part.sequence(), pdu);
        progress(
            new Open(found.messageId, found.assembly.with(part.sequence(), octets), found.shown));
      }
      case STARTS_ANOTHER -> {
        String id = start(part.key());
        addPart(factId, id, part.key().line(), part.sequence(), pdu);
        progress(
            new Open(
                id,
                new Assembly(part.key(), new TreeMap<>()).with(part.sequence(), octets),
                false));
      }
    }
  }

  private Optional<Open> latest(ConcatKey key) throws SQLException {
    return transaction.first(
        """
        select message_id, flush_at is null as shown from sms_router.assemblies
        where line = ? and originator = ? and bits = ? and reference = ? and total = ? and started_at > ?
        order by started_at desc, message_id desc limit 1 for update
        """,
        row -> open(key, row),
        key.line(),
        key.originator(),
        key.bits(),
        key.reference(),
        key.total(),
        now.minus(Assembly.MEMORY));
  }

  private Open open(ConcatKey key, ResultSet row) throws SQLException {
    String id = row.getString("message_id");
    TreeMap<Integer, Octets> parts = new TreeMap<>();
    transaction.list(
        "select sequence, pdu from sms_router.inbound_parts where message_id = ?",
        part -> parts.put(part.getInt(1), Octets.of(part.getBytes(2))),
        id);
    return new Open(id, new Assembly(key, parts), row.getBoolean("shown"));
  }

  private String start(ConcatKey key) throws SQLException {
    String id = ids.get();
    transaction.update(
        """
        insert into sms_router.assemblies (message_id, line, originator, bits, reference, total, started_at, flush_at)
        values (?, ?, ?, ?, ?, ?, ?, ?)
        """,
        id,
        key.line(),
        key.originator(),
        key.bits(),
        key.reference(),
        key.total(),
        now,
        now.plus(Assembly.PATIENCE));
    return id;
  }

  private void progress(Open open) throws SQLException {
    if (open.shown) {
      completeShown(open);
    } else if (open.assembly.complete()) {
      String defect = defect(open.assembly);
      show(message(open, defect.isEmpty() ? received() : incomplete(defect)));
      done(open);
    }
  }

  /// A late part of a message that was shown incomplete; what went to the extension is not sent
  /// again.
  private void completeShown(Open open) throws SQLException {
    Optional<Message> shown = Messages.get(transaction, open.messageId);
    if (shown.isPresent()) {
      Message.Builder message =
          shown.get().toBuilder()
              .setText(textOf(open.assembly))
              .setPartsDone(open.assembly.parts().size())
              .setUpdatedAt(Messages.timestamp(now))
              .setReason(reason(open.assembly));
      if (message.getReason().isEmpty()) {
        message.setState(MessageState.MESSAGE_STATE_RECEIVED);
      }
      Messages.update(transaction, message.build());
    }
  }

  private void done(Open open) throws SQLException {
    transaction.update(
        "update sms_router.assemblies set flush_at = null where message_id = ?", open.messageId);
  }

  /// Shows long messages that waited long enough with the parts there are.
  ///
  /// @return how many
  public int flush(int limit) throws SQLException {
    List<Open> due =
        transaction.list(
            """
            select message_id, line, originator, bits, reference, total, false as shown from sms_router.assemblies
            where flush_at <= ? order by flush_at limit ? for update skip locked
            """,
            row ->
                open(
                    new ConcatKey(
                        row.getString("line"),
                        row.getString("originator"),
                        row.getInt("bits"),
                        row.getInt("reference"),
                        row.getInt("total")),
                    row),
            now,
            limit);
    for (Open open : due) {
      show(message(open, incomplete(reason(open.assembly))));
      done(open);
    }
    return due.size();
  }

  /// Why it is not whole; empty: it is.
  private static String reason(Assembly assembly) {
    String missing = missing(assembly);
    return missing.isEmpty() ? defect(assembly) : missing;
  }

  /// What is wrong with the first part that could not be read whole; empty: nothing.
  private static String defect(Assembly assembly) {
    return parts(assembly).values().stream()
        .filter(part -> !part.defect().isEmpty())
        .map(part -> "part " + part.sequence() + ": " + part.defect())
        .findFirst()
        .orElse("");
  }

  private static NavigableMap<Integer, Incoming.Part> parts(Assembly assembly) {
    TreeMap<Integer, Incoming.Part> parts = new TreeMap<>();
    assembly
        .parts()
        .forEach((sequence, pdu) -> {
          if (Incoming.read(assembly.key().line(), pdu.toArray()) instanceof Incoming.Part part) {
            parts.put(sequence, part);
          }
        });
    return parts;
  }

  private static String missing(Assembly assembly) {
    int missing = assembly.key().total() - assembly.parts().size();
    return missing == 0 ? "" : missing + " of " + assembly.key().total() + " parts missing";
  }

  private static Message.Builder message(Open open, Message.Builder message) {
    ConcatKey key = open.assembly.key();
    message
        .setMessageId(open.messageId)
        .setLine(key.line())
        .setPeer(key.originator())
        .setText(textOf(open.assembly))
        .setParts(key.total())
        .setPartsDone(open.assembly.parts().size());
    open.assembly.parts().values().forEach(pdu -> message.addPdus(hex(pdu.toArray())));
    parts(open.assembly).values().stream()
        .flatMap(part -> part.sentAt().stream())
        .findFirst()
        .ifPresent(at -> message.setServiceCentreAt(Messages.timestamp(at)));
    return message;
  }

  private static String textOf(Assembly assembly) {
    TreeMap<Integer, UserData> data = new TreeMap<>();
    parts(assembly).forEach((sequence, part) -> data.put(sequence, part.data()));
    return Texts.join(data, assembly.key().total());
  }

  private static String hex(byte[] pdu) {
    return HexFormat.of().withUpperCase().formatHex(pdu);
  }
}
