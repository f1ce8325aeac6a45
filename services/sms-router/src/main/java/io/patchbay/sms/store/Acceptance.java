package io.patchbay.sms.store;

import io.patchbay.proto.sms.v1.Message;
import io.patchbay.sms.ledger.PartState;
import io.patchbay.sms.store.Database.Transaction;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Writes accepted messages, many in one transaction.
public final class Acceptance {
  private Acceptance() {}

  /// Accepts each draft, or finds the message its request made before.
  ///
  /// @return a message a draft, in the order of the drafts
  public static List<Message> accept(Transaction transaction, List<Draft> drafts)
      throws SQLException {
    Set<String> claimed = claim(transaction, drafts);
    List<Draft> fresh =
        drafts.stream()
            .filter(draft ->
                draft.requestId().isEmpty() || claimed.contains(draft.message().getMessageId()))
            .toList();
    insert(transaction, fresh);
    Set<Draft> ours = new HashSet<>(fresh);
    List<Message> accepted = new ArrayList<>();
    for (Draft draft : drafts) {
      accepted.add(ours.contains(draft) ? draft.message() : earlier(transaction, draft));
    }
    return accepted;
  }

  /// Ids of the messages whose request is theirs; the others' requests made a message before.
  private static Set<String> claim(Transaction transaction, List<Draft> drafts)
      throws SQLException {
    List<Draft> keyed = drafts.stream().filter(draft -> !draft.requestId().isEmpty()).toList();
    if (keyed.isEmpty()) {
      return Set.of();
    }
    return new HashSet<>(
        transaction.list(
            """
            insert into sms_router.requests (origin, request_id, message_id)
            select * from unnest(?, ?, ?) on conflict do nothing returning message_id
            """,
            row -> row.getString(1),
            texts(keyed, draft -> draft.message().getOrigin()),
            texts(keyed, Draft::requestId),
            texts(keyed, draft -> draft.message().getMessageId())));
  }

  private static String[] texts(List<Draft> drafts, Function<Draft, String> column) {
    return drafts.stream().map(column).toArray(String[]::new);
  }

  private static Message earlier(Transaction transaction, Draft draft) throws SQLException {
    String id =
        transaction
            .first(
                "select message_id from sms_router.requests where origin = ? and request_id = ?",
                row -> row.getString(1),
                draft.message().getOrigin(),
                draft.requestId())
            .orElseThrow(() -> new SQLException("request " + draft.requestId() + " is gone"));
    return Messages.get(transaction, id).orElseThrow(() -> new SQLException("no message " + id));
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
