package io.patchbay.sms.store;

import io.patchbay.proto.sms.v1.Message;
import io.patchbay.sms.ledger.PartState;
import io.patchbay.sms.store.Database.Transaction;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Writes accepted messages, many in one transaction.
public final class Acceptance {
  private Acceptance() {}

  /// Accepts each draft, or finds the message its request made before.
  ///
  /// @return a message a draft, in the order of the drafts
  public static List<Message> accept(Transaction transaction, List<Draft> drafts)
      throws SQLException {
    Map<Draft, String> earlier = new HashMap<>();
    List<Draft> fresh = new ArrayList<>();
    for (Draft draft : drafts) {
      Optional<String> made =
          draft.requestId().isEmpty() ? Optional.empty() : claim(transaction, draft);
      made.ifPresentOrElse(id -> earlier.put(draft, id), () -> fresh.add(draft));
    }
    insert(transaction, fresh);
    List<Message> accepted = new ArrayList<>();
    for (Draft draft : drafts) {
      String made = earlier.get(draft);
      accepted.add(
          made == null ? draft.message() : Messages.get(transaction, made).orElse(draft.message()));
    }
    return accepted;
  }

  /// The id the request has already; empty when it is ours now.
  private static Optional<String> claim(Transaction transaction, Draft draft) throws SQLException {
    Message message = draft.message();
    int added =
        transaction.update(
            "insert into sms_router.requests (origin, request_id, message_id) values (?, ?, ?) on conflict do nothing",
            message.getOrigin(),
            draft.requestId(),
            message.getMessageId());
    return added == 1
        ? Optional.empty()
        : transaction.first(
            "select message_id from sms_router.requests where origin = ? and request_id = ?",
            row -> row.getString(1),
            message.getOrigin(),
            draft.requestId());
  }

  private static void insert(Transaction transaction, List<Draft> drafts) throws SQLException {
    List<@Nullable Object[]> parts = new ArrayList<>();
    List<@Nullable Object[]> queue = new ArrayList<>();
    for (Draft draft : drafts) {
      Message message = draft.message();
      String id = message.getMessageId();
      queue.add(new Object[] {id, message.getLine(), Messages.instant(message.getCreatedAt())});
      for (int part = 1; part <= draft.tpdus().size(); part++) {
        parts.add(
            new Object[] {
              id, part, PartState.WAITING.code(), draft.tpdus().get(part - 1), message.getPeer()
            });
      }
    }
    Messages.insertAll(transaction, drafts);
    transaction.batch(
        "insert into sms_router.parts (message_id, part, state, tpdu, recipient) values (?, ?, ?, ?, ?)",
        parts);
    transaction.batch(
        "insert into sms_router.queue (message_id, line, next_at) values (?, ?, ?)", queue);
    Outbox.accepted(transaction, drafts.stream().map(Draft::message).toList());
  }
}
